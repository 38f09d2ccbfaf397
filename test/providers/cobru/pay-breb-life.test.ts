/** How long a Bre-B QR and key live, and what /breb_status/ says meanwhile (E.4, C.3). */
import { expect, test } from 'vitest'
import type { Cobru } from './kit.ts'
import { createCobru } from './kit.ts'

/** Submits Bre-B and gives the order's id. */
async function submitBreb({ api }: Cobru, url: string): Promise<string> {
  const { body } = await api.post(`/${url}`, { payment: 'breb' })
  return body[0].fields.GOrdenId
}

/** Polls as Cobru's own page does, without credentials. */
async function pollStatus({ api }: Cobru, order: string): Promise<unknown> {
  return (await api.send(`/breb_status/${order}/`)).body
}

test('cobru.pay.breb-ttl = 300: QR and key live for five minutes to the millisecond', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const order = await submitBreb(cobru, url)

  await cobru.sandbox.clock.advance(299_999)
  expect(await pollStatus(cobru, order)).toEqual({ state: 'PENDING' })

  await cobru.sandbox.clock.advance(1)
  expect(await pollStatus(cobru, order)).toEqual({ state: 'EXPIRED' })
})

test('cobru.pay.breb-ttl = 520: they live for the 520 seconds of the page', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.pay.breb-ttl': '520' } })
  const { url } = await cobru.create()
  const order = await submitBreb(cobru, url)

  await cobru.sandbox.clock.advance(519_999)
  expect(await pollStatus(cobru, order)).toEqual({ state: 'PENDING' })

  await cobru.sandbox.clock.advance(1)
  expect(await pollStatus(cobru, order)).toEqual({ state: 'EXPIRED' })
})

test('a QR is paid in its last millisecond', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await submitBreb(cobru, url)
  await cobru.sandbox.clock.advance(299_999)

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({ state: 3 })
})

test('nobody pays a QR that is past its life; a new submission makes one that works', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const expired = await submitBreb(cobru, url)
  await cobru.sandbox.clock.advance(300_000)

  const refusal = cobru.sandbox.trigger('cobru.payment.approve', { url })
  await expect(refusal).rejects.toThrow('is past its life and nobody can pay it')

  const fresh = await submitBreb(cobru, url)
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await pollStatus(cobru, expired)).toEqual({ state: 'CANCELLED' })
  expect(await pollStatus(cobru, fresh)).toEqual({ state: 'COMPLETED' })
})

test('breb_status goes from PENDING to COMPLETED when the payer pays, and stays so', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const order = await submitBreb(cobru, url)
  const before = await pollStatus(cobru, order)

  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.clock.advance('PT6M')

  expect(before).toEqual({ state: 'PENDING' })
  expect(await pollStatus(cobru, order)).toEqual({ state: 'COMPLETED' })
})

test('breb_status says REJECTED when the bank refuses', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const order = await submitBreb(cobru, url)

  await cobru.sandbox.trigger('cobru.payment.decline', { url })

  expect(await pollStatus(cobru, order)).toEqual({ state: 'REJECTED' })
})

test('breb_status says EXPIRED when the payment itself expires', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const order = await submitBreb(cobru, url)

  await cobru.sandbox.trigger('cobru.payment.expire', { url })

  expect(await pollStatus(cobru, order)).toEqual({ state: 'EXPIRED' })
})

test('breb_status of an order that nobody made is not found', async () => {
  await using cobru = await createCobru()

  const answer = await cobru.api.get('/breb_status/mm_0000000000000000/')

  expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
})

test('the callback of a paid QR arrives with the label Bre-B', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 50000 })
  await submitBreb(cobru, url)

  await cobru.sandbox.inbox.next()

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toMatchObject({ state: 3, payment_method: 'Bre-B', amount: '50000.00', url })
})
