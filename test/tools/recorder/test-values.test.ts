/** Made-up persons of a provider's own sandbox stay in a recording; everybody else goes. */
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { compareTexts } from '#recorder/compare-texts'
import { redactExchange } from '#recorder/redact'

const toExchange = (body: object) => ({
  id: '1',
  at: '2026-04-06T15:00:00.000Z',
  provider: 'cobru',
  request: { method: 'POST', path: '/', headers: {}, body: JSON.stringify(body) },
  response: { status: 200, headers: {}, body: '' },
})

test('a test value stays where a person stands, and nowhere else; other persons never stay', async () => {
  const { testValues } = await loadSpec('cobru')
  const redact = (body: object) =>
    JSON.parse(redactExchange(toExchange(body), { testValues }).request.body) as object
  expect(redact({ payer_id: '7777777', to_user: '3001234567', cc: 7777777 })).toEqual({
    payer_id: '7777777',
    to_user: '3001234567',
    cc: 7777777,
  })
  expect(redact({ password: '7777777', api_key: '7777777', account_number: '7777777' })).toEqual({
    password: expect.stringMatching(/^<credential:/),
    api_key: expect.stringMatching(/^<credential:/),
    account_number: expect.stringMatching(/^<credential:|^<account:/),
  })
  expect(redact({ payer_id: '77777770', to_user: '3001234568' })).toEqual({
    payer_id: expect.stringMatching(/^<document:/),
    to_user: expect.stringMatching(/^<name:/),
  })
})

test('a masked number may be another, and is to be masked alike', () => {
  expect(compareTexts('451365******7123', '451365******2451', '/masked_pan')).toEqual([])
  for (const other of ['4513651234567123', '************7123', '451365******71', 'hidden']) {
    expect(compareTexts(other, '451365******2451', '/masked_pan')).not.toEqual([])
  }
})
