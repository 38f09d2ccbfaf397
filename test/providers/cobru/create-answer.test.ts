/** Quirks of the answer of a create (E.2), one test per variant. */
import { expect, test } from 'vitest'
import { createCobru, hintsOf, toCreateBody } from './kit.ts'

/** Creates with some variants active and tells body and hints. */
async function create(variants: Record<string, string>, overrides: Record<string, unknown> = {}) {
  await using cobru = await createCobru({ variants })
  const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, overrides))
  expect(answer.status, answer.text).toBe(201)
  return { body: answer.body, ...hintsOf(answer) }
}

test('a create answers every key of the captured body, and `description`', async () => {
  await using cobru = await createCobru()
  const sent = toCreateBody(cobru.sandbox, { platform: undefined })

  const { body } = await cobru.api.post('/cobru/', sent)

  expect(body).toEqual({
    pk: 27_150,
    amount: '50000.00',
    state: 0,
    date_created: '2026-04-06T10:00:00.000000-05:00',
    payment_method: null,
    url: expect.stringMatching(/^[a-z0-9]{8}$/),
    owner: '3100000001',
    name: 'Comercio de Ensayo SAS',
    payed_amount: '47605.00',
    client_assume_costs: false,
    payment_method_enabled: sent.payment_method_enabled,
    expiration_days: 1,
    fee_amount: 2395,
    fee_iva_amount: 455,
    platform: 'desconocido',
    callback: cobru.sandbox.inbox.url,
    payer_redirect_url: 'https://yourapp.com/payment-success',
    fee_iva: 0.19,
    iva_amount: 0,
    not_send_email: false,
    by_topup: false,
    bank_withdraw: null,
    franchise: null,
    wallet_bitcoin: null,
    amount_bitcoin: null,
    currency: null,
    idempotency_key: expect.stringMatching(/^3100000001_[0-9a-f]{40}$/),
    currency_code: 'COP',
    description: 'Order #123',
  })
})

test('cobru.create.platform-default = desconocido: a create without `platform` shows it', async () => {
  expect((await create({}, { platform: undefined })).body.platform).toBe('desconocido')
  expect((await create({}, { platform: 'API' })).body.platform).toBe('API')
})

test('cobru.create.amount-string = string: amounts are text with two decimals', async () => {
  expect(await create({}, { amount: 10_000.1 })).toMatchObject({
    body: { amount: '10000.10', payed_amount: '8000.10' },
    quirks: [],
  })
})

test('cobru.create.amount-string = number: amounts are numbers', async () => {
  const answer = await create({ 'cobru.create.amount-string': 'number' }, { amount: 10_000.1 })

  expect(answer).toMatchObject({
    body: { amount: 10_000.1, payed_amount: 8000.1 },
    quirks: ['cobru.create.amount-string=number'],
    hint: 'Parse `amount` before doing arithmetic; accept text and numbers.',
  })
})

test('cobru.create.fee-number = int: fee and its VAT are whole numbers', async () => {
  const { body, quirks } = await create({})
  expect(body).toMatchObject({ fee_amount: 2395, fee_iva_amount: 455 })
  expect(quirks).toEqual([])
})

test('cobru.create.fee-number = float: the VAT keeps its centavos', async () => {
  const answer = await create({ 'cobru.create.fee-number': 'float' })
  expect(answer).toMatchObject({
    body: { fee_amount: 2395, fee_iva_amount: 455.05 },
    quirks: ['cobru.create.fee-number=float'],
    hint: 'Accept fees as whole numbers, fractions and text.',
  })
})

test('cobru.create.fee-number = string: fee and its VAT are text with two decimals', async () => {
  const answer = await create({ 'cobru.create.fee-number': 'string' })
  expect(answer).toMatchObject({
    body: { fee_amount: '2395.00', fee_iva_amount: '455.05' },
    quirks: ['cobru.create.fee-number=string'],
  })
})

test('cobru.create.payed-ignores-vat = minus-fee-only: the net is 47605.00, as printed', async () => {
  const answer = await create({})
  expect(answer.body.payed_amount).toBe('47605.00')
  expect(answer.quirks).toEqual([])
})

test('cobru.create.payed-ignores-vat = minus-fee-and-vat: the net is 47149.95', async () => {
  const answer = await create({ 'cobru.create.payed-ignores-vat': 'minus-fee-and-vat' })
  expect(answer).toMatchObject({
    body: { payed_amount: '47149.95' },
    quirks: ['cobru.create.payed-ignores-vat=minus-fee-and-vat'],
    hint: 'Do not compute the net yourself; read `payed_amount`.',
  })
})

test('cobru.create.iva-amount-meaning = new: `iva_amount` is the VAT of the sale', async () => {
  expect((await create({})).body.iva_amount).toBe(0)
  // 19 % contained in 11,900 are 1,900.
  expect((await create({}, { amount: 11_900, iva: 19 })).body.iva_amount).toBe(1900)
})

test('cobru.create.iva-amount-meaning = old: `iva_amount` is the VAT on the fee', async () => {
  const answer = await create({ 'cobru.create.iva-amount-meaning': 'old' }, { iva: 19 })
  expect(answer).toMatchObject({
    body: { iva_amount: 455.05 },
    quirks: ['cobru.create.iva-amount-meaning=old'],
    hint: 'Read the VAT on the fee from `fee_iva_amount`.',
  })
})

test('cobru.create.description-missing = present: the answer has the description', async () => {
  expect((await create({})).body.description).toBe('Order #123')
})

test('cobru.create.description-missing = absent: the answer lacks the description', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.create.description-missing': 'absent' },
  })

  const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox))

  expect(answer.status).toBe(201)
  expect(answer.body).not.toHaveProperty('description')
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.create.description-missing=absent'],
    hint: 'Keep your own description; the answer may lack it.',
  })
  // Only the answer lacks it: the payer still reads it.
  const detail = await cobru.api.get(`/cobru_detail/${answer.body.url}`)
  expect(detail.body.description).toBe('Order #123')
})

test('cobru.create.url-is-slug = slug: `url` is eight letters and digits, no address', async () => {
  const { body } = await create({})
  expect(body.url).toMatch(/^[a-z0-9]{8}$/)
})

test('cobru.create.pk-int = integer: `pk` is a whole number that counts up', async () => {
  await using cobru = await createCobru()
  expect([(await cobru.create()).pk, (await cobru.create()).pk]).toEqual([27_150, 27_151])
})

test('cobru.create.pme-echo = verbatim: the flags come back with every space', async () => {
  // The official plugin's text ends with a space.
  const payment_method_enabled = '{"Bre-B": true,  "pse":true, "nuevo": false} '
  const { body } = await create({}, { payment_method_enabled })
  expect(body.payment_method_enabled).toBe(payment_method_enabled)
})

test.each(['breb', '[]', '"{}"', '{"breb":', 'null'])(
  'flags whose text is not a JSON object, %s, surface as a 403 with a hint',
  async (payment_method_enabled) => {
    await using cobru = await createCobru()
    const sent = toCreateBody(cobru.sandbox, { payment_method_enabled })

    const answer = await cobru.api.post('/cobru/', sent)

    expect(answer.status).toBe(403)
    expect(answer.body).toEqual({ error: 'Error en la creacion del cobru.' })
    expect(hintsOf(answer).hint).toContain('not a JSON object')
  },
)

test.each([
  [10_000, '10000.00'],
  [10_000.1, '10000.10'],
  [0.01, '0.01'],
  ['10000', '10000.00'],
  ['10000.10', '10000.10'],
  [999_999_999_999.99, '999999999999.99'],
])('cobru.create.decimal-or-string-amount = accepted: %j is shown as %s', async (amount, shown) => {
  expect((await create({}, { amount })).body.amount).toBe(shown)
})

test.each([0, -1, '0', '0.00', '-5', '1e5', '10,000', '$10', '', ' ', '10.123', null, [5], true])(
  'an amount of %j names the field',
  async (amount) => {
    await using cobru = await createCobru()
    const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, { amount }))
    expect(answer).toMatchObject({ status: 400, body: { amount: [expect.any(String)] } })
    expect(hintsOf(answer).hint).toContain('/body/amount')
  },
)
