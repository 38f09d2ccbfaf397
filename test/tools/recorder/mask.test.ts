/** What stays readable in a recording, and how the rest is masked. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createCleaner } from '#recorder/cleaner'
import type { Exchange } from '#recorder/exchange'
import { fromTextShape, toTextShape } from '#recorder/mask/text-shape'
import { acmePath } from '../../fixtures/acme-sandbox.ts'
import { START } from './record.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

async function clean(
  request: Partial<Exchange['request']>,
  response: Partial<Exchange['response']> = {},
  spec = acmePath,
): Promise<Exchange> {
  const cleaner = createCleaner(await loadSpec(spec), START, {})
  return cleaner.clean({
    id: '1',
    at: '2026-03-01T12:00:00.000Z',
    provider: 'acme',
    request: { method: 'POST', path: '/widgets', headers: JSON_TYPE, body: '', ...request },
    response: { status: 201, headers: JSON_TYPE, body: '{}', ...response },
  })
}

test('choices, flags, numbers and dates of the spec stay, and so does what it marks public', async () => {
  const cobru = await clean(
    {
      path: '/cobru/',
      body: '{"amount":50000,"iva":0,"client_assume_costs":false,"currency_code":"COP","description":"Orden 1001"}',
    },
    { body: '{"amount":"50000.00","state":0,"date_created":"2026-03-01T07:00:05.250000-05:00"}' },
    'cobru',
  )
  expect(JSON.parse(cobru.request.body)).toEqual({
    amount: 50000,
    iva: 0,
    client_assume_costs: false,
    currency_code: 'COP',
    description: '<text:Aaaaa·9999:1>',
  })
  expect(JSON.parse(cobru.response.body)).toEqual({
    amount: '50000.00',
    state: 0,
    date_created: '<date:yyyy-MM-ddTHH:mm:ss.SSSSSS-05:00@+5.250000>',
  })
  const widget = await clean({ body: '{"shelf":"A 12","name":"Silla","other":"A 12"}' })
  expect(widget.request.body).toBe('{"shelf":"A 12","name":"<name:1>","other":"<text:A·99:1>"}')
})

test('the same words at a place that the spec does not know are masked', async () => {
  const { request } = await clean({
    body: '{"other":"50000.00","code":48213,"small":7,"since":"1990-01-01","moment":"2026-03-01"}',
  })
  expect(JSON.parse(request.body)).toEqual({
    other: '<text:99999.99:1>',
    code: 8881200000000002,
    small: 7,
    since: '<text:date*yyyy-MM-dd:3>',
    moment: '<date:yyyy-MM-dd@-43200>',
  })
})

test('the words of an error stay, and what was filled into them does not', async () => {
  const { response } = await clean(
    { path: '/nowhere' },
    { status: 415, body: '{"error":"tipo_no_soportado","detail":"No entiendo s3cr3t/thing"}' },
  )
  expect(JSON.parse(response.body)).toEqual({
    error: 'tipo_no_soportado',
    detail: 'No entiendo <text:a9aa9a/aaaaa:1>',
  })
})

test('the same text is the same placeholder everywhere, whatever its place says of it', async () => {
  const { request, response } = await clean(
    {
      query: 'tag=blue-42',
      headers: { ...JSON_TYPE, 'x-tag': 'blue-42' },
      body: '{"tag":"blue-42"}',
    },
    { body: '{"tags":["blue-42","rid"]}' },
  )
  const tag = '<text:aaaa-99:1>'
  expect([request.query, request.headers['x-tag']]).toEqual([`tag=${tag}`, tag])
  expect([request.body, response.body]).toEqual([
    `{"tag":"${tag}"}`,
    `{"tags":["${tag}","<text:aaa:2>"]}`,
  ])
})

test.each([
  ['text/html', '<p>hello</p>'],
  ['application/xml', '<a>b</a>'],
  ['text/plain', 'hello there'],
  ['application/json', '{"a": cut'],
])('a body of %s that nobody reads is kept as type, length and hash', async (type, body) => {
  const first = await clean({ headers: { 'content-type': type }, body })
  const second = await clean({ headers: { 'content-type': type }, body })
  const form = new RegExp(`^\\[${type}, ${body.length} bytes, hash [0-9a-f]{16}\\]$`)
  expect(first.request.body).toMatch(form)
  // Nobody finds a short body by trying: the key of the hash is the recording's own.
  expect(second.request.body).not.toBe(first.request.body)
})

test('whole numbers that no double holds keep their digits where the spec knows a number', async () => {
  const body = '{"amount":12345678901234567891,"code":98765432109876543210}'
  const { request } = await clean({ path: '/cobru/', body }, {}, 'cobru')
  expect(request.body).toBe('{"amount":12345678901234567891,"code":8881200000000001}')
})

test.each([
  ['a word', 'hello'],
  ['a name of two words', 'Ana Ensayo'],
  ['a code', '0062'],
  ['a number', '50000'],
  ['an amount', '14,179.25'],
  ['a UUID', '745c8407-47af-4e02-b622-2501a0bc29b3'],
  ['an address', 'https://yourapp.com/callback?x=1'],
  ['hexadecimal', 'deadbeefdeadbeef00'],
  ['a sentence', 'This is what somebody wrote about it, and it is long.'],
  ['a date', '31/12/1990'],
])('%s comes back in its form, and in another for each number', (_, text) => {
  const shape = toTextShape(text, { isMisfit: false })
  expect(shape).not.toContain(text)
  const [one, other] = [fromTextShape(shape, 1), fromTextShape(shape, 2)]
  expect(toTextShape(one, { isMisfit: false })).toBe(shape)
  if (!shape.startsWith('date')) expect(other).not.toBe(one)
})

test('a text that does not fit its place says so, and keeps to its side of the bounds', () => {
  const bounds = { isMisfit: true, maxLength: 60 }
  expect(toTextShape('x '.repeat(35), bounds)).toBe('~words*128')
  expect(toTextShape('x '.repeat(25), { ...bounds, isMisfit: false })).toBe('words*60')
  expect(fromTextShape('words*60', 3)).toHaveLength(60)
})

test('long and deep bodies are cleaned in one pass', async () => {
  const long = 'a'.repeat(400_000)
  const bodies = [
    JSON.stringify({ [long]: long }),
    `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    `a=${'b&c=d'.repeat(80_000)}<`,
    `{"a":"${'\\u0041'.repeat(80_000)}"}`,
  ]
  for (const body of bodies) {
    const { request } = await clean({ body })
    expect(request.body.length).toBeLessThan(200)
  }
})
