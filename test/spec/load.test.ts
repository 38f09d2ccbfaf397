import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createEngine } from '../../mocks/engine.ts'
import { EnsayoError } from '../../mocks/errors.ts'
import { checkSpecs } from '../../mocks/spec/check.ts'
import { acmePath, writeAcme, writeSpec } from '../fixtures/acme-sandbox.ts'

/** What the sandbox says instead of starting. */
async function refusal(path: string): Promise<EnsayoError> {
  const started = createEngine({ providers: [path] })
  const error = await started.then(
    (engine) => engine.close().then(() => new Error('it started')),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(EnsayoError)
  return error as EnsayoError
}

/** What is changed in acme.yaml, and what is then said about which place. */
const mistakes: [title: string, from: string | RegExp, to: string, message: string][] = [
  [
    'a misspelt keyword of ours',
    'x-idempotency:',
    'x-idempotancy:',
    '#/paths/~1widgets/post: unknown keyword "x-idempotancy". Did you mean "x-idempotency"?',
  ],
  [
    'a misspelt keyword of OpenAPI',
    'operationId: ping',
    'operationID: ping',
    '#/paths/~1ping/get: unknown keyword "operationID". Did you mean "operationId"?',
  ],
  [
    'a misspelt keyword inside a quirk',
    'hint: Leave out',
    'hnt: Leave out',
    '#/x-quirks/0: unknown keyword "hnt". Did you mean "hint"?',
  ],
  [
    'a misspelt keyword inside a schema',
    'x-faker: person.fullName',
    'x-fakr: person.fullName',
    '#/components/schemas/Widget/properties/maker: unknown keyword "x-fakr". Did you mean "x-faker"?',
  ],
  [
    'an unknown keyword that resembles none',
    'title: Acme Pagos',
    'title: Acme Pagos\n  zzzzzzzzzzzz: 1',
    '#/info: unknown keyword "zzzzzzzzzzzz". Known here: title, version,',
  ],
  [
    'a keyword that is missing',
    '      summary: Says that Acme is there\n',
    '',
    '#/paths/~1ping/get: "summary" is missing. Add it; see specs/README.md.',
  ],
  [
    'an error that every provider needs',
    /\n {2}bodyTooLarge:.*/,
    '',
    '#/x-errors: "bodyTooLarge" is missing. Add it; see specs/README.md.',
  ],
  [
    'a value of the wrong type',
    'port: 4899',
    'port: many',
    '#/x-ensayo/port: "many" must be integer. See specs/README.md.',
  ],
  [
    'a word that is none of those allowed',
    'before: authentication',
    'before: authenticate',
    '#/x-quirks/0/before: "authenticate" is none of authentication, validation, behaviour, response, delivery. See specs/README.md.',
  ],
  [
    'a broken reference',
    '#/components/parameters/Page',
    '#/components/parameters/Pages',
    '#/paths/~1widgets/get/parameters/2: broken reference "#/components/parameters/Pages". There are: Page.',
  ],
  [
    'a broken reference in a property named value',
    'stock: { type: integer, minimum: 0 }\n        code',
    "value: { $ref: '#/components/schemas/Colour' }\n        code",
    '#/components/schemas/CreateWidget/properties/value: broken reference "#/components/schemas/Colour". There are: Color,',
  ],
  [
    'a reference to another file',
    '#/components/parameters/Page',
    'other.yaml#/Page',
    'reference "other.yaml#/Page" leaves the file. Use "#/components/…".',
  ],
  [
    'a reference to itself',
    'Page: { name: page, in: query, schema: { type: integer, minimum: 1 } }',
    "Page: { $ref: '#/components/parameters/Page' }",
    '#/paths/~1widgets/get/parameters/2: refers to itself in a circle.',
  ],
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
  [
    'two defaults of one quirk',
    'closed: { reject',
    'closed: { default: true, reject',
    '#/x-quirks/0: exactly one variant has "default: true"; found 2.',
  ],
  [
    'a variant with two kinds',
    'open: { default: true, accept: true }',
    'open: { default: true, accept: true, delay: PT1S }',
    '#/x-quirks/0/variants/open: a variant has exactly one of reject, accept, reshape, value, delay, fault, delivery; found accept and delay.',
  ],
  [
    'a variant without a kind',
    'open: { default: true, accept: true }',
    'open: { default: true }',
    '#/x-quirks/0/variants/open: a variant has exactly one of reject, accept, reshape, value, delay, fault, delivery; found none.',
  ],
  [
    'a quirk without a stage',
    '    before: authentication\n',
    '',
    '#/x-quirks/0: says not when it is asked. Add "before": authentication, validation,',
  ],
  [
    'a quirk that is there twice',
    '- id: acme.session.life',
    '- id: acme.maintenance',
    '#/x-quirks/1: quirk "acme.maintenance" is declared twice. Keep one.',
  ],
  [
    'an operation that is there twice',
    'operationId: listWidgets',
    'operationId: createWidget',
    'operationId "createWidget" is also at /paths/~1widgets/',
  ],
  [
    'a notification that is there twice',
    'x-notification: sessionOpened',
    'x-notification: widgetShipped',
    'notification "widgetShipped" is declared twice. Rename one by x-notification.',
  ],
  [
    'a bad duration in a lifecycle',
    'after: PT6S',
    'after: 6s',
    '#/components/schemas/Widget/x-lifecycle/transitions/0/after: "6s" is no ISO 8601 duration. Write it like PT6S or P1D.',
  ],
  [
    'a bad duration in a retry schedule',
    'retry: [PT1M, PT5M]',
    'retry: [PT1M, 5m]',
    '/x-delivery/retry/1: "5m" is no ISO 8601 duration. Write it like PT6S or P1D.',
  ],
  [
    'an unknown conversion',
    'convert: /price, to: number',
    'convert: /price, to: numbr',
    '/x-quirks/1/variants/lenient/reshape/0: no conversion "numbr". Did you mean "number"?',
  ],
  [
    'an unknown fault',
    'fault: truncate',
    'fault: trunkate',
    '#/paths/~1ping/get/x-quirks/0/variants/cut/fault: "trunkate" is none of reset, timeout, truncate.',
  ],
  [
    'an unknown rule to generate a value',
    'sequence:100',
    'sequenz:100',
    '#/components/schemas/Widget/properties/number/x-generate: no rule "sequenz:100". Did you mean "sequence"?',
  ],
  [
    'a `when` that is no object',
    'when: { properties: { body: { not: { required: [name] } } } }',
    'when: always',
    '#/paths/~1widgets/post/x-quirks/0/when: "always" must be object,boolean. See specs/README.md.',
  ],
  [
    'a `when` that is no schema',
    'response: { type: object } } }',
    'response: { type: objct } } }',
    '#/paths/~1ping/get/x-quirks/0/when/properties/response/type: no type "objct". Did you mean "object"?',
  ],
  [
    'a pattern that is no regular expression',
    'q, in: query, required: true, schema: { type: string, maxLength: 40 }',
    "q, in: query, required: true, schema: { type: string, pattern: '(' }",
    '#/paths/~1widgets~1search/get/parameters/0/schema/pattern: "(" is no regular expression:',
  ],
]

test.each(mistakes)(
  'does not start with %s, and says where, what and the cure',
  async (_, from, to, message) => {
    const path = writeAcme(from, to)
    const error = await refusal(path)
    expect(error.exit).toBe(2)
    expect(error.message).toContain(path.split('/').at(-1))
    expect(error.message).toContain(message)
    expect(error.message).toMatch(/acme\.yaml#\//)
  },
)

test.each(mistakes.filter(([title]) => !/behaviour|reaction/.test(title)))(
  '`check` finds %s as well',
  async (_, from, to, message) => {
    const findings = await checkSpecs([writeAcme(from, to)])
    const lines = findings.map(({ pointer, message: text }) => `#${pointer}: ${text}`)
    expect(lines.join('\n')).toContain(message)
  },
)

test('says in which line YAML breaks off', async () => {
  const path = writeAcme('info:\n', 'info: [\n')
  const error = await refusal(path)
  expect(error.code).toBe('SPEC_UNREADABLE')
  expect(error.message).toMatch(/acme\.yaml: not readable as YAML: .* at line \d+, column \d+/)
})

test.each(['', '[]', '- a', '7'])('says that %j is no document', async (text) => {
  const error = await refusal(writeSpec(text))
  expect(error.code).toBe('SPEC_INVALID')
  expect(error.message).toMatch(/acme\.yaml#: .* must be object/)
})

test('says which file cannot be read', async () => {
  const error = await refusal('/nowhere/acme.yaml')
  expect(error.message).toMatch(/nowhere\/acme\.yaml: cannot be read\. Is the path right\?$/)
  expect((await refusal(`${import.meta.dirname}.yaml`)).code).toBe('SPEC_UNREADABLE')
})

test('says which providers there are', async () => {
  const error = await refusal('cobr')
  expect(error.message).toContain('No provider "cobr". Did you mean "cobru"? There are: cobru')
})

test('says that a module beside the spec exports no definitions', async () => {
  const path = writeAcme('port: 4899', 'port: 4898')
  writeFileSync(path.replace('.yaml', '.ts'), 'export const nothing = 1\n')
  expect((await refusal(path)).message).toContain('exports no `definitions`')
})

test('names several mistakes at once, up to ten', async () => {
  const path = writeAcme('x-record: { collection: widget', 'x-recrd: { collection: widget')
  const text = (await import('node:fs'))
    .readFileSync(path, 'utf8')
    .replaceAll('evidence:', 'evidense:')
  writeFileSync(path, text)
  const { message } = await refusal(path)
  expect(message.split('\n').length).toBe(11)
  expect(message).toMatch(/\(and \d+ more\)$/)
})

test('loads the same spec from JSON', async () => {
  const { parse } = await import('yaml')
  const text = JSON.stringify(parse((await import('node:fs')).readFileSync(acmePath, 'utf8')))
  const path = writeSpec('').replace('.yaml', '.json')
  writeFileSync(path, text)
  const engine = await createEngine({ providers: [path] })
  expect(engine.operations('acme').length).toBeGreaterThan(10)
  await engine.close()
})
