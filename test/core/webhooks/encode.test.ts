import { expect, test } from 'vitest'
import { encodePayload } from '#webhooks/encode'

test('writes compact JSON', () => {
  expect(encodePayload('json', { a: 1, b: [true, null], c: undefined, d: 'ñ' })).toEqual({
    body: '{"a":1,"b":[true,null],"d":"ñ"}',
    contentType: 'application/json',
  })
})

test('writes a payload that is JSON text as a JSON string', () => {
  expect(encodePayload('json', '{"a":1}').body).toBe('"{\\"a\\":1}"')
})

test('writes a form: null empty, JSON words, nested values as JSON text', () => {
  const payload = {
    url: 'a b&c',
    fee: null,
    paid: true,
    amount: 1.5,
    payer: { id: [1] },
    x: undefined,
  }

  expect(encodePayload('form', payload)).toEqual({
    body: 'url=a+b%26c&fee=&paid=true&amount=1.5&payer=%7B%22id%22%3A%5B1%5D%7D',
    contentType: 'application/x-www-form-urlencoded',
  })
})

test.each([
  ['text', 'payload=text'],
  [[1, 2], 'payload=%5B1%2C2%5D'],
  [null, 'payload='],
])('puts a payload that is not an object (%j) under "payload" in a form', (payload, body) => {
  expect(encodePayload('form', payload).body).toBe(body)
})

test('has an empty body where there is nothing to say', () => {
  expect(encodePayload('json', undefined).body).toBe('')
  expect(encodePayload('form', undefined).body).toBe('')
})
