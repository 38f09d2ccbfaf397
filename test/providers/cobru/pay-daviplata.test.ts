/** Daviplata: the details first, then the one-time code that the payer got (E.4, B.6). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const DAVIPLATA = {
  name: 'Test Gómez',
  payment: 'daviplata',
  cc: '1000000002',
  email: 'test@example.com',
  phone: '307654332',
  document_type: 'CC',
}
const CONFIRM = '/cobru/confirm_daviplata/'

test('cobru.pay.daviplata-otp-required = otp-required: the details answer that a code is wanted', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, DAVIPLATA)

  expect(answer).toMatchObject({ status: 200, text: '{"result":"OTP_REQUIRED"}' })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 1,
    payment_method: 'daviplata',
  })
})

test('cobru.pay.daviplata-otp-required = order-array: the details answer order and cobru', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.daviplata-otp-required': 'order-array' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, DAVIPLATA)

  expect(answer.body).toMatchObject([
    { model: 'api.paymentorder', fields: { method: 'daviplata', state: 'PENDIENTE' } },
    { model: 'api.cobru', fields: { url, state: 1 } },
  ])
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.daviplata-otp-required=order-array'],
    hint: 'Go on to POST /cobru/confirm_daviplata/ whatever the shape.',
  })
})

test('cobru.pay.daviplata-upper-keys = upper-case: `URL` and `OTP` pay, and the callback leaves', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)
  await cobru.sandbox.inbox.next()

  const answer = await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })

  expect(answer).toMatchObject({ status: 200, text: '{"result":"OK"}' })
  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ state: 3, payment_method: 'daviplata', url })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 3 })
})

test('a code written as a number is taken', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const answer = await cobru.api.post(CONFIRM, { URL: url, OTP: 123456 })

  expect(answer).toMatchObject({ status: 200, body: { result: 'OK' } })
})

test('keys in lower case are refused, each as missing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const answer = await cobru.api.post(CONFIRM, { url, otp: '123456' })

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({
    URL: ['This field is required.'],
    OTP: ['This field is required.'],
  })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.daviplata-upper-keys=upper-case'],
    hint: 'Write the keys `URL` and `OTP` in upper case.',
  })
})

test('only the key in lower case is called missing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const answer = await cobru.api.post(CONFIRM, { url, OTP: '123456' })

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ URL: ['This field is required.'] })
  expect(hintsOf(answer).hint).toBe('Write the keys `URL` and `OTP` in upper case.')
})

test('a wrong code pays nothing, and the right one still does afterwards', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const wrong = await cobru.api.post(CONFIRM, { URL: url, OTP: '654321' })
  const between = await cobru.api.get(`/cobru_detail/${url}`)
  const right = await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })

  expect(wrong).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(wrong).hint).toBe("Wrong code. The sandbox's code is 123456.")
  expect(between.body).toMatchObject({ state: 1, date_payed: '' })
  expect(right).toMatchObject({ status: 200, body: { result: 'OK' } })
})

test('a second confirmation is refused, is not a second payment, and the hint says why', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)
  await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })
  await cobru.sandbox.settle()

  const again = await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })
  await cobru.sandbox.settle()

  expect(again).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(again).hint).toContain('is paid')
  expect(await cobru.sandbox.webhooks.list()).toHaveLength(2)
})

test('a code without details before it is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })

  expect(answer).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(answer).hint).toContain('Submit `"payment": "daviplata"` first.')
})

test('a code for a payment that awaits another method is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...DAVIPLATA, payment: 'efecty' })

  const answer = await cobru.api.post(CONFIRM, { URL: url, OTP: '123456' })

  expect(answer).toMatchObject({ status: 400, body: { result: 'error' } })
})

test('a code for another slug pays neither', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const other = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const known = await cobru.api.post(CONFIRM, { URL: other.url, OTP: '123456' })
  const unknown = await cobru.api.post(CONFIRM, { URL: 'zzzzzzzz', OTP: '123456' })

  expect(known).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(unknown).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 1 })
  expect((await cobru.api.get(`/cobru_detail/${other.url}`)).body).toMatchObject({ state: 0 })
})

test('a confirmation needs credentials', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, DAVIPLATA)

  const answer = await cobru.api.send(CONFIRM, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ URL: url, OTP: '123456' }),
  })

  expect(answer).toMatchObject({
    status: 403,
    body: { detail: 'Authentication credentials were not provided.' },
  })
})
