import { describe, expect, test } from 'vitest'
import type { Exchange } from '#recorder/exchange'
import { rewriteJson } from '#recorder/json-text'
import { createBook } from '#recorder/placeholder-book'
import { hasPlaceholder } from '#recorder/placeholders'
import { assertNoSecrets, redactExchange } from '#recorder/redact'

const JSON_TYPE = { 'content-type': 'application/json' }
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
/** A number from a page of test cards. */
const CARD = '4111111111111111'

function toExchange(over: {
  request?: Partial<Exchange['request']>
  response?: Partial<Exchange['response']>
}): Exchange {
  return {
    id: 'ex-1',
    at: '2026-03-01T12:00:00.000Z',
    provider: 'acme',
    request: { method: 'POST', path: '/x', headers: JSON_TYPE, body: '', ...over.request },
    response: { status: 200, headers: JSON_TYPE, body: '', ...over.response },
  }
}

function redactBody(body: string, headers: Record<string, string> = JSON_TYPE): string {
  return redactExchange(toExchange({ request: { body, headers } })).request.body
}

describe('what a field is called', () => {
  test.each([
    ['{"email":"ana@example.com"}', '{"email":"<email:1>"}'],
    ['{"payer_phone":"3001234567"}', '{"payer_phone":"<phone:9999999999:1>"}'],
    ['{"cc":1088338888}', '{"cc":8880400000000001}'],
    [
      '{"document":{"type":"CC","id":"1088338888"}}',
      '{"document":{"type":"CC","id":"<document:9999999999:1>"}}',
    ],
    ['{"name":"Ana","lastName":"Ensayo"}', '{"name":"<name:1>","lastName":"<name:2>"}'],
    [
      '{"password":"abc","api-key":"k","secret":"s"}',
      '{"password":"<credential:1>","api-key":"<credential:2>","secret":"<credential:3>"}',
    ],
    ['{"access":"abc","refreshToken":"r"}', '{"access":"<token:1>","refreshToken":"<token:2>"}'],
    [
      '{"bank":{"account":{"number":"77","alias":"@ana0001"}}}',
      '{"bank":{"account":{"number":"<account:99:1>","alias":"<key:@aaa9999:1>"}}}',
    ],
    ['{"key_value":"x","iban":"y"}', '{"key_value":"<key:a:1>","iban":"<account:a:1>"}'],
    [
      '{"date_birth":"2001-08-08","address":"Calle 1"}',
      '{"date_birth":"<birth:9999-99-99:1>","address":"<address:1>"}',
    ],
    ['{"credit_card":"1","cvv":"123"}', '{"credit_card":"<card:1>","cvv":"<credential:999:1>"}'],
  ])('%s', (body, expected) => {
    expect(redactBody(body)).toBe(expected)
  })

  test('what was not an e-mail address is known to be none, and blanks are nobody', () => {
    const body = '{"email":"ana at home","name":" - ","document":{"type":"NIT","id":"901275418-3"}}'
    expect(redactBody(body)).toBe(
      '{"email":"<email:aaa_aa_aaaa:1>","name":" - ","document":{"type":"NIT","id":"<document:999999999-c:1>"}}',
    )
  })

  test('messages below the name of a field stay', () => {
    const body = '{"email":["This field is required."],"document_type":"CC","expires_in":900}'
    expect(redactBody(body)).toBe(body)
  })
})

describe('how a value looks, wherever it stands', () => {
  test.each([
    [`{"note":"see ${JWT} here"}`, '{"note":"see <token:1> here"}'],
    [
      '{"note":"ask ana@example.com, +573001234567"}',
      '{"note":"ask <email:1>, <phone:+999999999999:1>"}',
    ],
    [`{"note":"${CARD}","as":[4111111111111111]}`, '{"note":"<card:1>","as":[8880300000000001]}'],
    ['{"note":"4111 1111 1111 1111"}', '{"note":"<card:1>"}'],
    ['{"to":"@LLAVE7984"}', '{"to":"<key:@AAAAA9999:1>"}'],
    ['Hola ana@example.com', 'Hola <email:1>'],
  ])('%s', (body, expected) => {
    expect(redactBody(body)).toBe(expected)
  })

  test('numbers without the checksum, instants and ids stay', () => {
    const body =
      '{"a":"4111111111111112","b":1775487601000,"c":"745c8407-47af-4e02-b622-2501a0bc29b3"}'
    expect(redactBody(body)).toBe(body)
  })
})

test('the same value has the same placeholder in headers, query, path, form and bodies', () => {
  const book = createBook()
  const first = redactExchange(
    toExchange({
      request: { body: '{"phone":"3001234567","email":"ana@example.com"}' },
      response: { body: '{"owner":"3001234567","from":3001234567,"key":"3001234567_ab"}' },
    }),
    { book },
  )
  expect(first.response.body).toBe(
    '{"owner":"<phone:9999999999:1>","from":8880700000000001,"key":"<phone:9999999999:1>_ab"}',
  )
  const second = redactExchange(
    toExchange({
      request: {
        path: '/payers/3001234567',
        query: 'email=ana%40example.com&page=1&q=a+b',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-payer': '3001234567' },
        body: 'phone=3001234567&amount=50000.00&email=eva%40example.com',
      },
    }),
    { book },
  )
  expect(second.request).toMatchObject({
    path: '/payers/<phone:9999999999:1>',
    query: 'email=<email:1>&page=1&q=a+b',
    headers: { 'x-payer': '<phone:9999999999:1>' },
    body: 'phone=<phone:9999999999:1>&amount=50000.00&email=<email:2>',
  })
})

test('headers lose what they carry, and keep how they carry it', () => {
  const headers = {
    authorization: `Bearer ${JWT}`,
    'x-api-key': 'sandbox-key',
    'x-acme-key': 'another-key',
    cookie: 'session=1',
    'idempotency-key': 'order-7',
    accept: 'application/json',
  }
  expect(redactExchange(toExchange({ request: { headers } })).request.headers).toEqual({
    authorization: 'Bearer <token:1>',
    'x-api-key': '<credential:1>',
    'x-acme-key': '<credential:2>',
    cookie: '<token:2>',
    'idempotency-key': 'order-7',
    accept: 'application/json',
  })
})

test('a token that an answer brought is the same in the header of the next request', () => {
  const book = createBook()
  const brought = redactExchange(toExchange({ response: { body: `{"access":"${JWT}"}` } }), {
    book,
  })
  const used = redactExchange(
    toExchange({ request: { headers: { authorization: `Bearer ${JWT}` } } }),
    { book },
  )
  expect(brought.response.body).toBe('{"access":"<token:1>"}')
  expect(used.request.headers.authorization).toBe('Bearer <token:1>')
})

test('JSON inside a string is redacted there, and its own spelling stays', () => {
  const inner = '{"efecty": true, "payer": {"email":"ana@example.com"}, "n": 1.50 }'
  const body = `{ "flags" : ${JSON.stringify(inner)}, "amount": 50000.00 }`
  expect(redactBody(body)).toBe(
    `{ "flags" : ${JSON.stringify(inner.replace('ana@example.com', '<email:1>'))}, "amount": 50000.00 }`,
  )
})

test('fields of a multipart body are redacted, and what a file holds is left out', () => {
  const part = (head: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`
  const body = `${part('name="email"', 'ana@example.com')}${part('name="doc"; filename="a.pdf"', 'secret')}--b--\r\n`
  const headers = { 'content-type': 'multipart/form-data; boundary=b' }
  expect(redactBody(body, headers)).toBe(
    `${part('name="email"', '<email:1>')}${part('name="doc"; filename="a.pdf"', '[a file of 6 characters]')}--b--\r\n`,
  )
})

test('a secret that is named goes wherever it stands, in base64 and URL-encoded too', () => {
  const secret = 'p/ss+word=1'
  const basic = Buffer.from(`user:${secret}`).toString('base64')
  const body = JSON.stringify({
    a: secret,
    b: encodeURIComponent(secret),
    c: Buffer.from(secret).toString('base64'),
  })
  const redacted = redactExchange(toExchange({ request: { body, headers: { x: basic } } }), {
    secrets: [secret],
  })
  const text = JSON.stringify(redacted)
  expect(() => assertNoSecrets(text, { ACME_SECRET: secret })).not.toThrow()
  expect(redacted.request.body).toBe(
    '{"a":"<credential:1>","b":"<credential:1>","c":"<credential:1>"}',
  )
})

test('what is redacted once stays as it is', () => {
  const once = redactExchange(
    toExchange({ request: { body: '{"email":"ana@example.com","cc":1088338888}' } }),
  )
  expect(redactExchange(once)).toEqual(once)
  expect(hasPlaceholder(JSON.parse(once.request.body).cc)).toBe(true)
})

describe('a recording that still holds a credential is refused', () => {
  const secret = 'sk_live_Zm9v/bar+1'
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  test.each([
    ['plain', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['in base64', base64(secret)],
    ['in base64, behind one letter', base64(`u${secret}`)],
    ['in base64, behind two letters', base64(`u:${secret}.`)],
    ['in base64 for URLs', Buffer.from(`ab${secret}??`).toString('base64url')],
  ])('%s', (_, text) => {
    expect(() =>
      assertNoSecrets(`body: ${text} end`, { ACME_SECRET: secret, OTHER: undefined }),
    ).toThrow(/still holds the value of ACME_SECRET/)
  })

  test('a private key by any of its lines, and nothing by what is too short', () => {
    const line = 'MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCnZdKoTEosezgN'
    const key = `-----BEGIN PRIVATE KEY-----\n${line}\n-----END PRIVATE KEY-----`
    expect(() => assertNoSecrets(`  ${line}\n`, { ACME_KEY: key })).toThrow('ACME_KEY')
    expect(() => assertNoSecrets('12345', { ACME_PIN: '123' })).not.toThrow()
  })

  test('what is clean passes', () => {
    expect(() => assertNoSecrets('{"a":"<credential:1>"}', { ACME_SECRET: secret })).not.toThrow()
  })
})

test('JSON text keeps everything that is not replaced', () => {
  const text = '{"a":[1.50,{"b\\u0062":"x"},"y",true,null], "c":{}, "a":2e3 }'
  expect(rewriteJson(text, () => undefined)).toBe(text)
  const seen: string[] = []
  rewriteJson(text, (value, path) => {
    seen.push(`${path.join('.')}=${value}`)
    return undefined
  })
  expect(seen).toEqual(['a.0=1.5', 'a.1.bb=x', 'a.2=y', 'a=2000'])
  expect(rewriteJson('{"a"', () => 'x')).toBeUndefined()
  expect(rewriteJson('"a"', () => 'x')).toBeUndefined()
})

test('a long text without anything in it is read once', () => {
  const body = JSON.stringify({
    a: 'x'.repeat(300_000),
    b: '9'.repeat(300_000),
    c: '@'.repeat(300_000),
  })
  const started = performance.now()
  expect(redactBody(body)).toBe(body)
  expect(performance.now() - started).toBeLessThan(2_000)
})
