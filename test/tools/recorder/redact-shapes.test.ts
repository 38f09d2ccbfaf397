/** Cards, names and references that stay recognisable for a replay once they are redacted. */
import { expect, test } from 'vitest'
import { redactExchange } from '#recorder/redact'

test.each([
  [`{"name_card":"${'Ab1+'.repeat(40)}=="}`, `{"name_card":"${'Ab1+'.repeat(40)}=="}`],
  ['{"credit_card":"4111111111111111"}', '{"credit_card":"<card:1>"}'],
  ['{"credit_card":"4111111111111112"}', '{"credit_card":"<card:9999999999999999:1>"}'],
  [
    '{"username":"3001234567","name_card":"ANA"}',
    '{"username":"<name:9999999999:1>","name_card":"<name:2>"}',
  ],
  [
    `{"idempotency_key":"3001234567_${'0af1'.repeat(10)}"}`,
    `{"idempotency_key":"<phone:9999999999:1>_${'0af1'.repeat(10)}"}`,
  ],
])('%s', (body, expected) => {
  const headers = { 'content-type': 'application/json' }
  const exchange = {
    id: 'ex-1',
    at: '2026-03-01T12:00:00.000Z',
    provider: 'acme',
    request: { method: 'POST', path: '/x', headers, body },
    response: { status: 200, headers, body: '' },
  }
  expect(redactExchange(exchange).request.body).toBe(expected)
})
