/** What the profiles make of `POST /{url}`: one test per profile and method (K). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'

const PAYER = {
  name: 'Juan Perez',
  cc: '1000000001',
  email: 'juan@example.com',
  document_type: 'CC',
  phone: '3002794981',
}
const NOT_ALLOWED = { error: 'Payment method is not enabled.', result: 'NOT_ALLOWED' }

test('docs: the active variants are the defaults of the spec', async () => {
  await using named = await createCobru({ profiles: { cobru: 'docs' } })
  await using unnamed = await createCobru()

  expect(await named.sandbox.quirks.active('cobru')).toEqual(
    await unnamed.sandbox.quirks.active('cobru'),
  )
})

test('legacy: an order comes as text that must be parsed twice', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()

  const { text } = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(JSON.parse(JSON.parse(text))).toMatchObject([
    { model: 'api.paymentorder', fields: { method: 'breb', amount: '50000.00' } },
    { model: 'api.cobru', fields: { url, state: 1 } },
  ])
})

test('legacy: pse needs no address', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'pse', bank: 1040 })

  expect(answer).toMatchObject({ status: 200 })
})

test('legacy: a Nequi push answers an address', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()
  const details = { ...PAYER, payment: 'NEQUI', phone_nequi: '307654332' }

  const { body } = await cobru.api.post(`/${url}`, details)

  expect(body[0].fields.checkout).toBe(`${cobru.sandbox.cobru.baseUrl}/${url}`)
})

test('legacy: a method that is not enabled is named', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create({ payment_method_enabled: '{"pse":true}' })

  const answer = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'dale' })

  expect(answer).toMatchObject({ status: 400, body: { ...NOT_ALLOWED, payment_method: 'dale' } })
})

test('legacy: breb_qr is not known yet', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()

  const answer = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'breb_qr' })

  expect(answer).toMatchObject({ status: 400, body: { ...NOT_ALLOWED, payment_method: 'breb_qr' } })
})

test('legacy: Daviplata answers the order, and the code pays', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()

  const { body } = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'daviplata' })
  const paid = await cobru.api.post('/cobru/confirm_daviplata/', { URL: url, OTP: '123456' })

  expect(body).toHaveLength(2)
  expect(paid).toMatchObject({ status: 200, body: { result: 'OK' } })
})

test('legacy: the magic payer pays after a minute, and only that is told', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()
  await cobru.api.post(`/${url}`, { ...PAYER, payment: 'efecty', cc: 7777777 })

  await cobru.sandbox.clock.advance('PT1M')

  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ payed: true, state: 3, amount: 50000, payer_id: '7777777', url })
  expect(await cobru.sandbox.inbox.list()).toHaveLength(1)
})

test('captured: breb is closed although the flag Bre-B was accepted', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'captured' } })
  const { url } = await cobru.create({ payment_method_enabled: '{"Bre-B": true }' })

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer).toMatchObject({ status: 400 })
  expect(answer.body).toEqual(NOT_ALLOWED)
  expect(hintsOf(answer).quirks).toEqual(['cobru.pay.breb-gated=not-allowed-400'])
})

test('captured: breb_qr is open, but no document is taken', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'captured' } })
  const { url } = await cobru.create({ payment_method_enabled: '{"Bre-B": true }' })

  const answer = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'breb_qr' })

  expect(answer).toMatchObject({ status: 400, body: { result: 'LIMIT_LENGTH_CC' } })
})

test('hostile: each Bre-B answer names its QR otherwise, arrays as text', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'hostile' } })
  const { url } = await cobru.create()

  const first = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const second = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const third = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(first.body[0].fields).toHaveProperty('qr_value')
  expect(second.body[0].fields).toHaveProperty('check_qr')
  expect(third.body.payment_details).toHaveProperty('qr_bitcoin')
})

test('hostile: a QR lives for 520 seconds', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'hostile' } })
  const { url } = await cobru.create()
  const { body } = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const path = `/breb_status/${body[0].fields.GOrdenId}/`

  await cobru.sandbox.clock.advance(519_999)
  expect((await cobru.api.send(path)).body).toEqual({ state: 'PENDING' })

  await cobru.sandbox.clock.advance(1)
  expect((await cobru.api.send(path)).body).toEqual({ state: 'EXPIRED' })
})

test('a variant that is switched during a run shapes the very next answer', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const before = await cobru.api.post(`/${url}`, { payment: 'breb' })
  await cobru.sandbox.quirks.set('cobru.pay.double-encoded', 'plain-array')
  const after = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(JSON.parse(before.text)).toBeTypeOf('string')
  expect(JSON.parse(after.text)).toBeTypeOf('object')
})
