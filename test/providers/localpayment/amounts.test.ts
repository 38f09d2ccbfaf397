/** Amounts are decimals: what is written with two of them is booked to the centavo, and no more is taken. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLocalpayment, KEY, type Loose, uuid } from './kit.ts'

test('any payouts and refills: the balance is their sum to the centavo', async () => {
  await using lp = await createLocalpayment()
  let centavos = 100_000_000_00
  let count = 0
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 1_155_200_000 }),
      fc.boolean(),
      async (minor, isIn) => {
        const amount = Number(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`)
        if (isIn || centavos < minor) {
          await lp.sandbox.trigger('localpayment.account.fund', { amount: String(amount) })
          centavos += minor
        } else {
          const payout = lp.payout({ externalId: uuid(++count), amount })
          expect((await lp.api.post('/api/payout/', [payout])).body.amount).toBe(amount)
          centavos -= minor
        }
        expect(Math.round((await lp.balance()) * 100)).toBe(centavos)
      },
    ),
    { numRuns: 60 },
  )
})

test.each([1.001, 0.001, 1.005, 11_552_000.001, 1e-7, 1e21])(
  'a payout of %d has too many digits or is too large to count',
  async (amount) => {
    await using lp = await createLocalpayment()
    const { body } = await lp.api.post('/api/payout/', [lp.payout({ amount })])
    expect(body[0].status.description).toBe('Rejected')
    expect(await lp.balance()).toBe(100_000_000)
  },
)

test.each([0.29, 1.1, 8.03, 4.35, 1.15, 12_110_000])(
  'a payin of %d is credited as written',
  async (amount) => {
    await using lp = await createLocalpayment({
      variants: { 'localpayment.payin.fee': 'told-only' },
    })
    await lp.activate()
    const pay = () => lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount })
    if (amount < 1) {
      await expect(pay()).rejects.toThrow('The network refuses')
      return
    }
    await pay()
    await lp.sandbox.clock.advance('PT1S')
    const { body } = await lp.api.get(`/api/accounts/${lp.accountNumber}/activity`)
    expect(body.details.map((each: Loose) => each.amount)).toEqual([amount])
  },
)

test('the tax on a PSE payin is rounded half up to the centavo', async () => {
  await using lp = await createLocalpayment()
  const taxOf = async (externalId: string, amount: number) => {
    const { body } = await lp.api.post('/api/payin/', lp.pse({ externalId, amount }))
    return body.localTaxes[0]?.amount ?? 0
  }
  expect(await taxOf('a', 120_000)).toBe(480)
  expect(await taxOf('b', 1.25)).toBe(0.01)
  expect(await taxOf('c', 1.24)).toBe(0)
})
