/**
 * Mistakes somebody makes in a spec: what is changed in acme.yaml, and what is then said about which
 * place.
 */

export type Mistake = [title: string, from: string | RegExp, to: string, message: string]

/** Keywords, types and references. */
export const keywordMistakes: Mistake[] = [
  [
    'a misspelt keyword of ours',
    'x-idempotency:',
    'x-idempotancy:',
    '#/paths/~1widgets/post: unknown keyword "x-idempotancy". Did you mean "x-idempotency"?',
  ],
  [
    'a misspelt keyword of OpenAPI',
    '  operationId: ping',
    '  operationID: ping',
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
    'a parameter in a cookie',
    'in: query',
    'in: cookie',
    '"cookie" is not one of path, query, header',
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
    'a word that is not one of those allowed',
    'before: authentication',
    'before: authenticate',
    '#/x-quirks/0/before: "authenticate" is not one of authentication, validation, behaviour, response, delivery. See specs/README.md.',
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
]

/** Quirks, durations and schemas. */
export const valueMistakes: Mistake[] = [
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
    '#/components/schemas/Widget/x-lifecycle/transitions/0/after: "6s" is not an ISO 8601 duration. Write it like PT6S or P1D.',
  ],
  [
    'a bad duration in a retry schedule',
    'retry: [PT1M, PT5M]',
    'retry: [PT1M, 5m]',
    '/x-delivery/retry/1: "5m" is not an ISO 8601 duration. Write it like PT6S or P1D.',
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
    '#/paths/~1ping/get/x-quirks/0/variants/cut/fault: "trunkate" is not one of reset, timeout, truncate.',
  ],
  [
    'an unknown rule to generate a value',
    'sequence:100',
    'sequenz:100',
    '#/components/schemas/Widget/properties/number/x-generate: no rule "sequenz:100". Did you mean "sequence"?',
  ],
  [
    'a `when` that is not an object',
    'when: { properties: { body: { not: { required: [name] } } } }',
    'when: always',
    '#/paths/~1widgets/post/x-quirks/0/when: "always" must be object,boolean. See specs/README.md.',
  ],
  [
    'a `when` that is not a schema',
    'response: { type: object } } }',
    'response: { type: objct } } }',
    '#/paths/~1ping/get/x-quirks/0/when/properties/response/type: no type "objct". Did you mean "object"?',
  ],
  [
    'a pattern that is not a regular expression',
    'q, in: query, required: true, schema: { type: string, maxLength: 40 }',
    "q, in: query, required: true, schema: { type: string, pattern: '(' }",
    '#/paths/~1widgets~1search/get/parameters/0/schema/pattern: "(" is not a regular expression:',
  ],
]
