/** Methods that send the payer to a page: PSE, dale! and the Bancolombia button (E.4). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const PAYER = {
  name: 'Juan Perez',
  cc: '1000000001',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '300000000',
}
const PSE = { payment: 'pse', ...PAYER, bank: '1040', address: 'Bogotá, Colombia' }

test('pse answers the address of the bank in `checkout` and keeps the payer', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { status, body } = await cobru.api.post(`/${url}`, PSE)

  expect(status).toBe(200)
  expect(body[0].fields).toMatchObject({
    method: 'pse',
    franchise: 'pse',
    state: 'PENDIENTE',
    checkout: `${cobru.sandbox.cobru.baseUrl}/${url}`,
    payer_id: '1000000001',
    payer_id_type: 'CC',
    payer_name: 'Juan Perez',
    payer_email: 'juan@example.com',
    payer_phone: '300000000',
    payer_address: 'Bogotá, Colombia',
    project_code: null,
    ref: null,
    qr_value: null,
    key_value: null,
  })
  expect(body[1].fields).toMatchObject({ state: 1, payment_method: 'pse', date_payed: null })
})

test('the address of a redirect opens the page on which the payer goes on', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const { body } = await cobru.api.post(`/${url}`, PSE)

  const page = await cobru.api.send(body[0].fields.checkout)

  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toContain('text/html')
})

test('every bank of GET /get_banks/1/ is taken by pse', async () => {
  await using cobru = await createCobru()
  const banks = await cobru.api.send('/get_banks/1/')
  const answers = []

  for (const { bankCode } of banks.body) {
    const { url } = await cobru.create()
    answers.push(await cobru.api.post(`/${url}`, { ...PSE, bank: bankCode }))
  }

  expect(banks.body).toEqual([
    { bankName: 'BANCO AGRARIO', bankCode: '1040' },
    { bankName: 'BANCO AV VILLAS', bankCode: '1052' },
    { bankName: 'BANCO BBVA COLOMBIA S.A.', bankCode: '1013' },
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
})

// The documents print three banks of a longer list and no refusal.
test('pse takes a bank that the published excerpt does not have', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PSE, bank: '1007' })

  expect(answer).toMatchObject({ status: 200 })
})

test('pse without a bank, or with an empty one, is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const missing = await cobru.api.post(`/${url}`, { ...PSE, bank: undefined })
  const empty = await cobru.api.post(`/${url}`, { ...PSE, bank: '' })

  expect(missing).toMatchObject({ status: 400, body: { bank: ['This field is required.'] } })
  expect(empty).toMatchObject({ status: 400, body: { bank: ['This field may not be blank.'] } })
})

test('cobru.pay.pse-bank-number = both: `bank` may be a number', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PSE, bank: 1040 })

  expect(answer).toMatchObject({ status: 200 })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.pse-bank-number=both'])
})

test('cobru.pay.pse-address = required-400: pse without `address` is refused', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PSE, address: undefined })

  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ address: ['This field is required.'] })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.pse-address=required-400'],
    hint: 'Send `address` with `pse`.',
  })
})

test('cobru.pay.pse-address = optional: pse without `address` is taken, and the hint says so', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.pse-address': 'optional' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PSE, address: undefined })

  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body[0].fields).toMatchObject({ payer_address: '' })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.pse-address=optional'])
})

test('no other method asks for an address', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { payment: 'dale', ...PAYER })

  expect(answer).toMatchObject({ status: 200 })
})

test.each(['bancolombia_transfer', 'dale'])(
  '%s answers an address in `checkout`',
  async (payment) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create()

    const answer = await cobru.api.post(`/${url}`, { payment, ...PAYER })

    expect(answer).toMatchObject({ status: 200 })
    expect(answer.body[0].fields).toMatchObject({
      method: payment,
      state: 'PENDIENTE',
      checkout: `${cobru.sandbox.cobru.baseUrl}/${url}`,
    })
    expect(answer.body[1].fields).toMatchObject({ state: 1, payment_method: payment })
  },
)

test('cobru.pay.response-shapes = single-order: the order comes alone', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.response-shapes': 'single-order' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, PSE)

  expect(Object.keys(answer.body)).toEqual(['model', 'pk', 'fields'])
  expect(answer.body).toMatchObject({ model: 'api.paymentorder', fields: { ordenId: url } })
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.pay.response-shapes=single-order'],
    hint: 'Look for `checkout`, `qr_value` and `state` in the array, in `fields` and at the top.',
  })
})

test('cobru.pay.response-shapes = checkout-only: a redirect is its bare address', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.response-shapes': 'checkout-only' },
  })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, PSE)

  expect(answer.body).toEqual({ checkout: `${cobru.sandbox.cobru.baseUrl}/${url}` })
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.response-shapes=checkout-only'])
})

test('a method without an address keeps the array where a redirect is its bare address', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.pay.response-shapes': 'checkout-only' },
  })
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { payment: 'efecty', ...PAYER })

  expect(body).toHaveLength(2)
})
