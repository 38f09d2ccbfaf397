/** Names that lead nowhere. */
import type { Mistake } from './mistakes.ts'

/** What is named, and is not there. */
export const nameMistakes: Mistake[] = [
  [
    'an unknown error of a security scheme',
    'missing: noToken, invalid',
    'missing: noTokn, invalid',
    '#/components/securitySchemes/Bearer/x-errors: no error "noTokn" in x-errors. Did you mean "noToken"?',
  ],
  [
    'an unknown error of a record',
    'id: $request.path.widgetId, missing: widgetMissing }\n      x-quirks',
    'id: $request.path.widgetId, missing: widgetMising }\n      x-quirks',
    '#/paths/~1widgets~1{widgetId}/get/x-record: no error "widgetMising" in x-errors. Did you mean "widgetMissing"?',
  ],
  [
    'an unknown error of an idempotency rule',
    'refuse: repeated',
    'refuse: repeatd',
    '#/paths/~1widgets/post/x-idempotency: no error "repeatd" in x-errors. Did you mean "repeated"?',
  ],
  [
    'an unknown error of a quirk',
    'reject: { error: creationFailed }',
    'reject: { error: creationFaild }',
    '#/paths/~1widgets/post/x-quirks/0/variants/reject-403/reject: no error "creationFaild" in x-errors. Did you mean "creationFailed"?',
  ],
  [
    'an unknown example of a quirk',
    'example: soldOut }',
    'example: soldOt }',
    '#/paths/~1widgets/post/x-quirks/2/variants/conflict/reject: the response 409 has no example "soldOt". Did you mean "soldOut"?',
  ],
  [
    'an unknown credential',
    'x-credential: apiKey',
    'x-credential: apikeys',
    '#/components/securitySchemes/ApiKey/x-credential: no credential "apikeys" in x-account. Did you mean "apiKey"?',
  ],
  [
    'an unknown security scheme',
    '- { ApiKey: [], Bearer: [] }',
    '- { ApiKey: [], Bearers: [] }',
    'no security scheme "Bearers". Did you mean "Bearer"?',
  ],
  [
    'an unknown behaviour',
    'x-behaviour: session.open',
    'x-behaviour: session.opn',
    '#/paths/~1sessions/post/x-behaviour: no behaviour "session.opn". Did you mean "session.open"?',
  ],
  [
    'an operation that says not what it does',
    '      x-behaviour: example\n',
    '',
    '#/paths/~1ping/get: says not what it does. Add "x-behaviour", or evidence "named" if only its name is known.',
  ],
  [
    'an unknown reaction of a trigger',
    '{ name: transition, collection: widget, transition: ship, by: widgetId }',
    'widget.fly',
    '#/x-triggers/widget.ship: no reaction "widget.fly".',
  ],
  [
    'an unknown quirk in a profile',
    'acme.session.life: fifteen-minutes',
    'acme.session.lives: fifteen-minutes',
    '#/x-profiles/hostile: no quirk "acme.session.lives". Did you mean "acme.session.life"?',
  ],
  [
    'an unknown variant in a profile',
    'acme.session.life: fifteen-minutes',
    'acme.session.life: fifteen',
    '#/x-profiles/hostile: quirk "acme.session.life" has no variant "fifteen". There are: one-hour, fifteen-minutes.',
  ],
  [
    'an unknown collection',
    'collection: endpoint, id: $request',
    'collection: endpoints, id: $request',
    '#/paths/~1endpoints~1{endpointId}/delete/x-record: no collection "endpoints". Did you mean "endpoint"?',
  ],
  [
    'an unknown collection of endpoints',
    'endpoints: { collection: endpoint,',
    'endpoints: { collection: endpoit,',
    '#/webhooks/widgetShipped/post/x-delivery/endpoints: no collection "endpoit". Did you mean "endpoint"?',
  ],
  [
    'an unknown transition',
    'transition: ship, by',
    'transition: shop, by',
    '#/x-triggers/widget.ship/x-behaviour: collection "widget" has no transition "shop". Did you mean "ship"?',
  ],
  [
    'a transition from nowhere',
    'from: [pending], to: active',
    'from: [pendng], to: active',
    '#/components/schemas/Widget/x-lifecycle/transitions/0/from: no transition leads to state "pendng".',
  ],
  [
    'an unknown notification of a transition',
    'to: shipped, notify: widgetShipped',
    'to: shipped, notify: widgetShiped',
    '#/components/schemas/Widget/x-lifecycle/transitions/1/notify: no notification "widgetShiped". Did you mean "widgetShipped"?',
  ],
  [
    'an unknown notification of a quirk',
    'notification: widgetShipped\n',
    'notification: widgetSent\n',
    '#/x-quirks/4: no notification "widgetSent".',
  ],
  [
    'an unknown quirk of a transition',
    'after: { quirk: acme.widget.shelf-life }',
    'after: { quirk: acme.widget.shelf-live }',
    '#/components/schemas/Widget/x-lifecycle/transitions/2/after: no quirk "acme.widget.shelf-live". Did you mean "acme.widget.shelf-life"?',
  ],
  [
    'a quirk of a transition that is no duration',
    'value: P30D',
    'value: a month',
    '#/x-quirks/2/variants/thirty-days: "a month" is no ISO 8601 duration. Write it like PT6S or P1D.',
  ],
  [
    'an unknown quirk of an idempotency rule',
    'repeat: { quirk: acme.widget.repeat }',
    'repeat: { quirk: acme.widget.repeet }',
    '#/paths/~1widgets/post/x-idempotency/repeat: no quirk "acme.widget.repeet". Did you mean "acme.widget.repeat"?',
  ],
  [
    'a quirk of an idempotency rule that says something else',
    'value: refuse',
    'value: reject',
    '#/x-quirks/3/variants/refuse: "reject" is none of ignore, replay, refuse.',
  ],
  [
    'an idempotency rule that says something else',
    'repeat: { quirk: acme.widget.repeat }',
    'repeat: reject',
    '#/paths/~1widgets/post/x-idempotency/repeat: "reject" is none of ignore, replay, refuse.',
  ],
]
