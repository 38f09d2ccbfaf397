import { describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { compareWithSpec } from '#recorder/compare-with-spec'
import { bySeverity, countSeverities, toText } from '#recorder/difference'
import type { Exchange } from '#recorder/exchange'
import { acmePath, writeAcme } from '../../fixtures/acme-sandbox.ts'
import { makeTraffic, PROVIDERS } from './traffic.ts'

const WIDGET = {
  widgetId: 'wdg_1',
  code: 'a',
  number: 100,
  name: 'Silla',
  maker: 'Ana Ensayo',
  createdAt: '2026-03-01T12:00:00.000Z',
  state: 'pending',
}

function toExchange(over: Partial<Exchange['response']>, path = '/widgets/wdg_1'): Exchange {
  return {
    id: 'ex-1',
    at: '2026-03-01T12:00:00.000Z',
    provider: 'acme',
    request: { method: 'GET', path, headers: {}, body: '' },
    response: {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(WIDGET),
      ...over,
    },
  }
}

async function compare(over: Partial<Exchange['response']>, path?: string, spec = acmePath) {
  const found = compareWithSpec(await loadSpec(spec), toExchange(over, path))
  return found.map(({ kind, severity, pointer, expected, found }) =>
    [severity, kind, pointer, expected, found].join(' | '),
  )
}

const body = (change: object) => ({ body: JSON.stringify({ ...WIDGET, ...change }) })

describe('one answer against the spec', () => {
  test('an answer as documented shows nothing', async () => {
    expect(await compare({})).toEqual([])
  })

  const { name: _, number, ...unnumbered } = WIDGET
  test.each([
    [
      'a missing key',
      { body: JSON.stringify(unnumbered) },
      ['error | missing-key | /number | the key | nothing'],
    ],
    ['a number for a string', body({ code: 5 }), ['error | type | /code | string | number 5']],
    ['text for a number', body({ number: '100' }), ['error | type | /number | integer | "100"']],
    ['null for a string', body({ maker: null }), ['error | type | /maker | string | null']],
    ['an array for an object', { body: '[]' }, ['error | type |  | object or string | array []']],
    [
      'a state that nobody knows',
      body({ state: 'lost' }),
      [
        'error | value | /state | one of "pending", "active", "shipped", "retired", "expired" | "lost"',
      ],
    ],
    [
      'another form of a date',
      body({ createdAt: '01/03/2026' }),
      ['error | value | /createdAt | format date-time | "01/03/2026"'],
    ],
    [
      'a key that no schema declares',
      body({ 'a/b': 1 }),
      ['warning | unknown-field | /a~1b | no such key | number 1'],
    ],
    ['a status that is not listed', { status: 202 }, ['error | status |  | one of 200 | 202']],
    [
      'another content type',
      { headers: { 'content-type': 'text/plain' } },
      ['error | header | content-type | application/json | text/plain'],
    ],
    [
      'no content type',
      { headers: {} },
      ['error | header | content-type | application/json | nothing'],
    ],
    ['a body that is not JSON', { body: '{' }, ['error | type |  | JSON | "{"']],
  ] as const)('%s is found, and nothing else', async (_name, over, expected) => {
    expect(await compare(over)).toEqual(expected)
  })

  test('a documented error is not a difference; its words and keys are compared', async () => {
    const missing = { status: 404, body: '{"error":"widget_no_existe","id":"wdg_1"}' }
    expect(await compare(missing)).toEqual([])
    const key = { status: 401, body: '{"error":"falta_clave"}' }
    expect(await compare(key)).toEqual([])
    expect(await compare({ status: 401, body: '{"message":"no key"}' })).toEqual([
      'error | missing-key | /error | string | nothing',
      'warning | unknown-field | /message | no such key | "no key"',
    ])
  })

  test('an operation that the spec does not know is found when it is served', async () => {
    expect(await compare({}, '/nowhere')).toEqual([
      'error | undocumented-operation |  | an operation of the spec | GET /nowhere answered 200',
    ])
    const refused = { status: 404, body: '{"error":"no_existe","method":"GET","path":"/nowhere"}' }
    expect(await compare(refused, '/nowhere')).toEqual([])
  })

  test('a placeholder stands for a value that was there', async () => {
    expect(await compare(body({ createdAt: '<date:yyyy-MM-dd@+0>' }))).toEqual([])
  })

  test('a key is unknown where additional ones are not spoken of, and free where they are', async () => {
    const open = writeAcme(
      'pong: { type: boolean } }, required: [pong]',
      'pong: { type: boolean }, bag: { type: object }, map: { additionalProperties: { type: integer }, properties: { a: {} } } }',
    )
    const answer = { body: '{"pong":true,"bag":{"x":1},"map":{"b":2}}' }
    expect(await compare(answer, '/ping', open)).toEqual([])
    expect(await compare({ body: '{"pong":true,"map":{"b":"2"}}' }, '/ping', open)).toEqual([
      'error | type | /map/b | integer | "2"',
    ])
  })

  test('JSON inside a string is compared beside its raw type', async () => {
    const spec = writeAcme(
      'pong: { type: boolean } }, required: [pong]',
      'flags: { type: string, contentMediaType: application/json, contentSchema: { type: object, properties: { pse: { type: boolean } } } } }',
    )
    const answer = (flags: unknown) => compare({ body: JSON.stringify({ flags }) }, '/ping', spec)
    expect(await answer('{"pse":true}')).toEqual([])
    expect(await answer({ pse: true })).toEqual([
      'error | type | /flags | string | object {"pse":true}',
    ])
    expect(await answer('{"pse":"yes","nequi":true}')).toEqual([
      'error | type | /flags#/pse | boolean | "yes"',
      'warning | unknown-field | /flags#/nequi | no such key | boolean true',
    ])
    expect(await answer('{pse')).toEqual(['error | type | /flags | JSON text | "{pse"'])
  })

  test('a documented header that is required is missed', async () => {
    const spec = writeAcme(
      'description: It is\n',
      'description: It is\n          headers: { X-Trace: { required: true, schema: { type: string } }, X-Other: { schema: { type: string } } }\n',
    )
    const headers = { 'content-type': 'application/json' }
    expect(await compare({ headers, body: '{"pong":true}' }, '/ping', spec)).toEqual([
      'error | header | x-trace | the header | nothing',
    ])
    const traced = { headers: { ...headers, 'x-trace': '1' }, body: '{"pong":true}' }
    expect(await compare(traced, '/ping', spec)).toEqual([])
  })

  test('alternatives are compared with the nearest one', async () => {
    const spec = writeAcme(
      'pong: { type: boolean } }, required: [pong]',
      "it: { anyOf: [{ type: 'null' }, { type: object, required: [kind, a], properties: { kind: { const: x }, a: { type: string } } }, { type: object, required: [kind, b], properties: { kind: { const: y }, b: { type: string } } }] } }",
    )
    const answer = (it: unknown) => compare({ body: JSON.stringify({ it }) }, '/ping', spec)
    expect(await answer(null)).toEqual([])
    expect(await answer({ kind: 'y', b: 1 })).toEqual(['error | type | /it/b | string | number 1'])
    expect(await answer({ kind: 'x', a: 'a', b: 'b' })).toEqual([
      'warning | unknown-field | /it/b | no such key | "b"',
    ])
    expect(await answer('x')).toEqual(['error | type | /it | null or object | "x"'])
  })
})

test('a difference reads as one line, errors first', async () => {
  const found = compareWithSpec(
    await loadSpec(acmePath),
    toExchange({ body: JSON.stringify({ ...WIDGET, more: 1, code: 5 }) }),
  )
  expect(countSeverities(found)).toEqual({ error: 1, warning: 1, info: 0 })
  expect(bySeverity(found.toReversed()).map(toText)).toEqual([
    'error type getWidget /code: expected string, found number 5 (ex-1; documented, https://docs.acme.example)',
    'warning unknown-field getWidget /more: expected no such key, found number 1 (ex-1; documented, https://docs.acme.example)',
  ])
})

describe('the emulator is as its own specs say', () => {
  const cases = PROVIDERS.flatMap((name) =>
    ['docs', 'hostile'].map((profile) => [name, profile] as const),
  )
  test.each(cases)(
    'no answer of %s in profile %s differs from its spec',
    { timeout: 120_000 },
    async (name, profile) => {
      const spec = await loadSpec(name)
      const exchanges = await makeTraffic(name, profile, 700)
      const found = exchanges.flatMap((exchange) => compareWithSpec(spec, exchange))
      expect(exchanges.length).toBeGreaterThan(700)
      expect(found.filter(({ severity }) => severity !== 'info').map(toText)).toEqual([])
      expect(new Set(exchanges.map(({ response }) => response.status)).size).toBeGreaterThan(4)
    },
  )
})
