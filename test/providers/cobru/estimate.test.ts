/** Quotes, and how the create of the same amount agrees with them (E.5, F). */
import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf } from './kit.ts'

const PRINTED = { amount: '5000', client_assume_costs: true }

const estimate = (cobru: Cobru, body: object) => cobru.api.post('/cobru/estimate/', body)

/** What a create of the same amount says, in the words of a quote. */
async function readCreated(cobru: Cobru, overrides: Record<string, unknown>) {
  const { url } = await cobru.create(overrides)
  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  return {
    cobru_amount: body.amount,
    cobru_fee: body.fee_amount,
    iva: body.iva_amount,
    cobru_payed_amount: body.payed_amount,
  }
}

const AMOUNTS = [1, 4999, 5000, 5001, 50000, 107595, 1000000.5]
const RULES = [
  {},
  { 'cobru.create.assumed-costs': 'inside-hundred' },
  { 'cobru.create.payed-ignores-vat': 'minus-fee-and-vat' },
]

test.each(RULES)(
  'cobru.estimate.payed-4700 = as-create: a quote says what a create says, with %j',
  async (variants) => {
    await using cobru = await createCobru({ variants })
    for (const amount of AMOUNTS) {
      for (const client_assume_costs of [false, true]) {
        const { body } = await estimate(cobru, { amount: String(amount), client_assume_costs })
        expect(body).toEqual(await readCreated(cobru, { amount, client_assume_costs }))
      }
    }
  },
)

test.each([false, true])(
  'cobru.estimate.payed-4700 = as-create: quotes grow with the amount, no step at the printed one (payer bears: %s)',
  async (client_assume_costs) => {
    await using cobru = await createCobru()
    const quotes: Record<string, number>[] = []
    for (const amount of [4998, 4999, 5000, 5001, 5002]) {
      quotes.push((await estimate(cobru, { amount, client_assume_costs })).body)
    }
    for (const key of ['cobru_amount', 'cobru_payed_amount'] as const) {
      const steps = quotes
        .slice(1)
        .map((quote, at) => Number(quote[key]) - Number(quotes[at]?.[key]))
      expect(steps.every((step) => step >= 0 && step <= 3)).toBe(true)
    }
  },
)

test('cobru.estimate.payed-4700 = fixture: the printed request gets the printed answer', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.estimate.payed-4700': 'fixture' } })

  const answer = await estimate(cobru, PRINTED)

  expect(answer.status).toBe(200)
  expect(answer.text).toBe(
    '{"cobru_amount":5000,"cobru_fee":295,"iva":56.05,"cobru_payed_amount":4700}',
  )
  expect(hintsOf(answer).hint).toContain('Do not check a quote by arithmetic')
})

test('cobru.create.assumed-costs = on-top: the sample of the consultation, 107,595 for 100,000', async () => {
  await using cobru = await createCobru()
  const { url, ...created } = await cobru.create({ amount: 100000, client_assume_costs: true })

  expect(created).toMatchObject({
    amount: '107595.00',
    fee_amount: 6383,
    payed_amount: '100000.00',
    client_assume_costs: true,
  })
  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    amount: 107595,
    fee_amount: 6383,
    iva_amount: 1212.77,
    payed_amount: 100000,
  })
})

test('cobru.create.assumed-costs = on-top: the payer pays the costs, and the owner gets what was asked for', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 100000, client_assume_costs: true })

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect((await cobru.api.get('/balance/')).body.balance).toBe('2100000.00')
})

test('cobru.create.assumed-costs = inside-hundred: both printed samples at once', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.create.assumed-costs': 'inside-hundred' },
  })
  const consulted = await readCreated(cobru, { amount: 107595, client_assume_costs: true })

  expect((await estimate(cobru, PRINTED)).body).toEqual({
    cobru_amount: 5000,
    cobru_fee: 295,
    iva: 56.05,
    cobru_payed_amount: 4700,
  })
  expect(consulted).toMatchObject({ cobru_fee: 6383, iva: 1212.77, cobru_payed_amount: 100000 })
})

test('an edit of the amount asks for it as the create did', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 5000, client_assume_costs: true })

  const { body } = await cobru.api.post('/edit_cobru/', { url, amount: 100000 })

  expect(body).toMatchObject({ amount: 107595, fee_amount: 6383, payed_amount: 100000 })
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
