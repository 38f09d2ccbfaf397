/** What `POST /{url}` refuses, whatever the method (E.4, A.4). */
import { expect, test } from 'vitest'
import { authorise, createCobru, hintsOf } from './kit.ts'

const PAYER = {
  name: 'Juan Perez',
  cc: '1000000001',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '3002794981',
}
const EFECTY = { payment: 'efecty', ...PAYER }

test.each(['bitcoin', 'efectivo', '', 'constructor'])(
  'cobru.pay.unknown-method-400 = 400: `%s` is not a method, and `error` is a boolean',
  async (payment) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { payment })

    expect(answer).toMatchObject({
      status: 400,
      text: '{"error":true,"msg":"unknown payment method"}',
    })
    expect(hintsOf(answer)).toEqual({
      quirks: ['cobru.pay.unknown-method-400=400'],
      hint: 'Send a method literal of the documentation in `payment`.',
    })
  },
)

test.each([{ payment_method: 'breb' }, { ...PAYER }, {}])(
  'cobru.pay.selector-payment = reject-400: %o names no `payment`',
  async (details) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, details)

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: "El atributo 'payment' no fue encontrado" })
    expect(hintsOf(answer)).toEqual({
      quirks: ['cobru.pay.selector-payment=reject-400'],
      hint: 'Name the method in `payment`, not in `payment_method`.',
    })
  },
)

test('`payment_method` beside `payment` is not read', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { ...EFECTY, payment_method: 'pse' })

  expect(body[1].fields).toMatchObject({ payment_method: 'efecty' })
})

test.each([5, null, ['breb'], { id: 'breb' }])('`payment` is text and not %j', async (payment) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment })

  expect(answer).toMatchObject({ status: 400, body: { payment: ['Not a valid string.'] } })
})

test('cobru.pay.not-allowed-400 = without-key: a method that is not enabled is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"breb":true,"efecty":false}' })

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  expect(answer).toMatchObject({
    status: 400,
    text: '{"error":"Payment method is not enabled.","result":"NOT_ALLOWED"}',
  })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.not-allowed-400=without-key'],
    hint: 'Enable the method in `payment_method_enabled` when you create the payment.',
  })
})

test('cobru.pay.not-allowed-400 = with-key: the refusal names the method', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.not-allowed-400': 'with-key' } })
  const { url } = await cobru.create({ payment_method_enabled: '{"breb":true}' })

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({
    error: 'Payment method is not enabled.',
    result: 'NOT_ALLOWED',
    payment_method: 'efecty',
  })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.not-allowed-400=with-key'])
})

test('a refused submission changes nothing and tells nobody', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"breb":true}' })

  await cobru.api.post(`/${url}`, EFECTY)

  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 0,
    payment_method: null,
    payer_name: null,
  })
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test('cobru.pay.is-payed-400 = 400: a paid payment takes no details', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  expect(answer).toMatchObject({ status: 400, text: '{"result":"COBRU_IS_PAYED"}' })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.is-payed-400=400'],
    hint: 'The payment is settled. Create another one.',
  })
})

test('a refunded payment counts as paid', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.trigger('cobru.payment.refund', { url })

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  expect(answer).toMatchObject({ status: 400, body: { result: 'COBRU_IS_PAYED' } })
})

test('a payment takes details in its last millisecond and none from its expiry on', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 0 })
  const other = await cobru.create({ expiration_days: 0 })
  const midnight = Date.parse('2026-04-06T23:59:59-05:00')

  await cobru.sandbox.clock.advance(midnight - 1 - (await cobru.sandbox.clock.now()))
  const { headers } = await authorise(cobru.sandbox.cobru)
  const last = await cobru.api.post(`/${other.url}`, EFECTY, headers)
  await cobru.sandbox.clock.advance(1)
  const late = await cobru.api.post(`/${url}`, EFECTY, headers)

  expect(last).toMatchObject({ status: 200 })
  expect(late).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(late).hint).toContain('has expired')
})

test('a second submission replaces the first and is not told of again', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { payment: 'breb' })

  const second = await cobru.api.post(`/${url}`, EFECTY)
  await cobru.sandbox.settle()

  expect(second.body[1].fields).toMatchObject({ state: 1, payment_method: 'efecty' })
  expect(await cobru.sandbox.webhooks.list()).toHaveLength(1)
})

test('an unknown slug is not found', async () => {
  await using cobru = await createCobru()

  const answer = await cobru.api.post('/zzzzzzzz', EFECTY)

  expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  expect(hintsOf(answer).hint).toContain('No payment has the slug `zzzzzzzz`')
})

test("another account's payment is not found", async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const stranger = await cobru.sandbox.account()
  const { headers } = await authorise(stranger.cobru)

  const answer = await cobru.api.post(`/${url}`, EFECTY, headers)

  expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 0 })
})

test.each([
  ['no bearer', { authorization: '' }, 401],
  ['a bearer that nobody issued', { authorization: 'Bearer made-up' }, 401],
  ['an API key that nobody has', { 'x-api-key': 'made-up' }, 403],
])('details with %s are refused like every other call', async (_, headers, status) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, EFECTY, headers)

  expect(answer).toMatchObject({ status, body: { detail: expect.any(String) } })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 0 })
})

test("details without any credentials are taken, as from the payer's browser", async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, EFECTY, { 'x-api-key': '', authorization: '' })

  expect(answer.status).toBe(200)
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 1 })
})

test('details with a token past its life are refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.clock.advance('PT1H')

  const answer = await cobru.api.post(`/${url}`, EFECTY)

  expect(answer).toMatchObject({ status: 401, body: { code: 'token_not_valid' } })
})
