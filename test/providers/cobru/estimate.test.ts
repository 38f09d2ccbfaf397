import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf } from './kit.ts'

const PRINTED = { amount: '5000', client_assume_costs: true }

const estimate = (cobru: Cobru, body: object) => cobru.api.post('/cobru/estimate/', body)

test('cobru.estimate.payed-4700 = fixture: the printed quote comes back though it does not add up', async () => {
  await using cobru = await createCobru()

  const answer = await estimate(cobru, PRINTED)

  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    cobru_amount: 5000,
    cobru_fee: 295,
    iva: 56.05,
    cobru_payed_amount: 4700,
  })
  expect(hintsOf(answer).hint).toContain('Do not check a quote by arithmetic')
})

test('cobru.estimate.payed-4700 = fixture: other amounts add up, by the fees of a create', async () => {
  await using cobru = await createCobru()
  const { fee_amount } = await cobru.create({ amount: 50000 })

  const { body } = await estimate(cobru, { amount: '50000', client_assume_costs: true })

  expect(body).toEqual({
    cobru_amount: 50000,
    cobru_fee: fee_amount,
    iva: 455.05,
    cobru_payed_amount: 47149.95,
  })
})

test('cobru.estimate.payed-4700 = amount-fee-vat: the printed amount is computed too', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.estimate.payed-4700': 'amount-fee-vat' },
  })
  const { body } = await estimate(cobru, PRINTED)
  expect(body).toEqual({ cobru_amount: 5000, cobru_fee: 2000, iva: 380, cobru_payed_amount: 2620 })
})

test('cobru.estimate.payed-4700 = ceil-100: the net is rounded up to a hundred', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.estimate.payed-4700': 'ceil-100' } })
  const { body } = await estimate(cobru, PRINTED)
  expect(body).toEqual({ cobru_amount: 5000, cobru_fee: 2000, iva: 380, cobru_payed_amount: 2700 })
})

test('cobru.estimate.amount-type = both: text and number give the same quote', async () => {
  await using cobru = await createCobru()

  const text = await estimate(cobru, { amount: '1000000' })
  const number = await estimate(cobru, { amount: 1000000 })

  expect(text.status).toBe(200)
  expect(text.body.cobru_amount).toBe(1000000)
  expect(number.body).toEqual(text.body)
})

test('never quotes a net below nothing', async () => {
  await using cobru = await createCobru()
  const { body } = await estimate(cobru, { amount: 100 })
  expect(body).toMatchObject({ cobru_amount: 100, cobru_payed_amount: 0 })
})

test('stores nothing and tells nobody', async () => {
  await using cobru = await createCobru()
  const { pk } = await cobru.create()
  await estimate(cobru, PRINTED)
  await cobru.sandbox.settle()

  expect((await cobru.create()).pk).toBe(pk + 1)
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test.each([
  [{}, 'This field is required.'],
  [{ amount: 'mucho' }, 'A valid number is required.'],
  [{ amount: 0 }, 'A valid number is required.'],
  [{ amount: null }, 'A valid number is required.'],
])('refuses the amount of %j in the shape of a field', async (body, message) => {
  await using cobru = await createCobru()
  expect(await estimate(cobru, body)).toMatchObject({ status: 400, body: { amount: [message] } })
})

test('asks for credentials', async () => {
  await using cobru = await createCobru()
  const init = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const answer = await cobru.api.send('/cobru/estimate/', { ...init, body: '{"amount":"5000"}' })
  expect(answer.status).toBe(403)
})
