/** Credit cards: decided in the answer itself, by number (E.4, G.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const APPROVED = '4111111111111111'
const DECLINED = '4111111111111112'
const STUCK = '4111111111111113'
const CAUSE = '4111111111111114'
const CARD = {
  name: 'Test Gómez',
  payment: 'credit_card',
  cc: '1000000002',
  email: 'test@example.com',
  phone: '307654332',
  document_type: 'CC',
  credit_card: APPROVED,
  expiration_date: '12/30',
  cvv: '123',
  dues: 1,
}

test('cobru.pay.card-sync = final: an approved card is paid in the answer, with one callback', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, CARD)
  await cobru.sandbox.settle()

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body[0].fields).toMatchObject({
    method: 'credit_card',
    franchise: 'credit_card',
    checkout: '',
    project_code: null,
    ref: null,
  })
  expect(answer.body[1].fields).toMatchObject({
    state: 3,
    payment_method: 'credit_card',
    date_payed: '2026-04-06T15:00:00.000Z',
  })
  const callbacks = (await cobru.sandbox.inbox.list()).map(({ body }) => body)
  expect(callbacks).toMatchObject([{ state: 3, payment_method: 'credit_card', url }])
})

test('cobru.pay.declined-card-not-luhn = unchecked: 4111111111111112 is declined, not called invalid', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...CARD, credit_card: DECLINED })
  await cobru.sandbox.settle()

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body[1].fields).toMatchObject({ state: 2, date_payed: null })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 2 })
  const callbacks = (await cobru.sandbox.inbox.list()).map(({ body }) => body)
  expect(callbacks).toMatchObject([{ state: 2, payment_method: 'credit_card', url }])
})

test('a card that stays in process is decided later', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...CARD, credit_card: STUCK })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect(answer.body[1].fields).toMatchObject({ state: 1 })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 3 })
})

test('a card can answer a `cause` in place of the array, and changes nothing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...CARD, credit_card: CAUSE })

  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ cause: expect.any(String) })
  expect(hintsOf(answer).hint).toContain('`cause`')
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 0 })
})

test('cobru.pay.rejected-retry = allowed: the same slug takes another card after a refusal', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...CARD, credit_card: DECLINED })

  const declinedAgain = await cobru.api.post(`/${url}`, { ...CARD, credit_card: DECLINED })
  const approved = await cobru.api.post(`/${url}`, CARD)

  expect(declinedAgain.body[1].fields).toMatchObject({ state: 2 })
  expect(approved.body[1].fields).toMatchObject({ state: 3 })
})

test('cobru.pay.rejected-retry = refused: the slug is spent after a refusal', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.rejected-retry': 'refused' } })
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...CARD, credit_card: DECLINED })

  const answer = await cobru.api.post(`/${url}`, CARD)

  expect(answer).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.rejected-retry=refused'],
    hint: 'Create another payment; this one stays rejected.',
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 2 })
})

test('a rejected payment takes another method as well', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...CARD, credit_card: DECLINED })

  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(body[1].fields).toMatchObject({ state: 1, payment_method: 'breb' })
})

test('a second card after an approved one is refused as paid', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, CARD)

  const answer = await cobru.api.post(`/${url}`, CARD)

  expect(answer).toMatchObject({ status: 400, body: { result: 'COBRU_IS_PAYED' } })
})

test.each(['12/19', '12/20'])(
  'cobru.pay.card-expiry-samples = unchecked: %s is past and taken',
  async (expiration_date) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const { body } = await cobru.api.post(`/${url}`, { ...CARD, expiration_date })

    expect(body[1].fields).toMatchObject({ state: 3 })
  },
)

test('card number, code and instalments may be numbers', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const details = { ...CARD, credit_card: Number(DECLINED), cvv: 123, dues: '36' }

  const { body } = await cobru.api.post(`/${url}`, details)

  expect(body[1].fields).toMatchObject({ state: 2 })
})

test.each([
  ['a number with spaces', { credit_card: '4111 1111 1111 1111' }, 'Invalid card number.'],
  ['a short number', { credit_card: '411' }, 'Invalid card number.'],
  ['a short number that is not text', { credit_card: 411 }, 'Invalid card number.'],
  ['a year of four digits', { expiration_date: '12/2030' }, 'Use the format MM/YY.'],
  ['a thirteenth month', { expiration_date: '13/30' }, 'Use the format MM/YY.'],
  ['a code of two digits', { cvv: '12' }, 'Invalid security code.'],
  ['a code of five digits that is not text', { cvv: 12345 }, 'Invalid security code.'],
])('%s is refused', async (_, wrong, message) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...CARD, ...wrong })

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ [Object.keys(wrong)[0]!]: [message] })
})

test.each([0, 37, '0', '37'])('%j instalments are refused', async (dues) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...CARD, dues })

  expect(answer).toMatchObject({ status: 400, body: { dues: [expect.any(String)] } })
})

test('every field of the card is required, and all that miss are named', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const { credit_card, expiration_date, cvv, dues, ...payer } = CARD

  const answer = await cobru.api.post(`/${url}`, payer)

  const missing = ['This field is required.']
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({
    credit_card: missing,
    expiration_date: missing,
    cvv: missing,
    dues: missing,
  })
})
