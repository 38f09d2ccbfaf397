/** Nequi: a push to the payer's app, or a reference to draw a QR from (E.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const NEQUI = {
  name: 'Test Gómez',
  payment: 'NEQUI',
  cc: '1000000002',
  email: 'test@example.com',
  phone: '307654332',
  document_type: 'CC',
  phone_nequi: '307654332',
}

test('cobru.pay.nequi-push-result = push: with `push` true the app is called and no address comes', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...NEQUI, push: true })

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body[0].fields).toMatchObject({
    method: 'NEQUI',
    franchise: 'NEQUI',
    state: 'PENDIENTE',
    checkout: '',
    ref: null,
  })
  expect(answer.body[1].fields).toMatchObject({ state: 1, payment_method: 'NEQUI' })
})

test('cobru.pay.nequi-push-result = checkout: with `push` true an address comes', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.nequi-push-result': 'checkout' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...NEQUI, push: true })

  expect(answer.body[0].fields).toMatchObject({
    checkout: `${cobru.sandbox.cobru.baseUrl}/${url}`,
    ref: null,
  })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.nequi-push-result=checkout'],
    hint: 'Follow `checkout` when there is one.',
  })
})

test('`push` is true when it is left out', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.nequi-push-result': 'checkout' },
  })
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, NEQUI)

  expect(body[0].fields.checkout).toBe(`${cobru.sandbox.cobru.baseUrl}/${url}`)
})

test('cobru.pay.nequi-ref-string = text: with `push` false `ref` is text to draw a QR from', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { ...NEQUI, push: false })

  expect(body[0].fields).toMatchObject({
    checkout: '',
    ref: expect.stringMatching(/^bancadigital-C001-\d+$/),
  })
})

test('with `push` false no address comes, whatever a push answers', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.nequi-push-result': 'checkout' },
  })
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { ...NEQUI, push: false })

  expect(body[0].fields).toMatchObject({
    checkout: '',
    ref: expect.stringMatching(/^bancadigital-C001-\d+$/),
  })
})

test.each(['nequi', 'Nequi'])(
  'cobru.pay.nequi-case = upper-case: `%s` is an unknown method',
  async (payment) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { ...NEQUI, payment })

    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ error: true, msg: 'unknown payment method' })
    expect(hintsOf(answer)).toEqual({
      quirks: ['cobru.pay.nequi-case=upper-case'],
      hint: 'Write `NEQUI` in upper case.',
    })
  },
)

test('NEQUI without `phone_nequi` is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...NEQUI, phone_nequi: undefined })

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ phone_nequi: ['This field is required.'] })
})

test('`push` as text is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...NEQUI, push: 'true' })

  expect(answer).toMatchObject({ status: 400, body: { push: ['Must be a valid boolean.'] } })
})

test('the payer confirms or refuses in the app', async () => {
  await using cobru = await createCobru()
  const accepted = await cobru.create()
  const declined = await cobru.create()
  await cobru.api.post(`/${accepted.url}`, NEQUI)
  await cobru.api.post(`/${declined.url}`, NEQUI)

  await cobru.sandbox.trigger('cobru.payment.approve', { url: accepted.url })
  await cobru.sandbox.trigger('cobru.payment.decline', { url: declined.url })

  const paid = await cobru.api.get(`/cobru_detail/${accepted.url}`)
  const refused = await cobru.api.get(`/cobru_detail/${declined.url}`)
  expect(paid.body).toMatchObject({ state: 3, payment_method: 'NEQUI' })
  expect(refused.body).toMatchObject({ state: 2, payment_method: 'NEQUI' })
})
