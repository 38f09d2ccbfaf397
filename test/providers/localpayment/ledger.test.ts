/** Money is neither made nor lost, whatever happens in whatever order. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLocalpayment, KEY, type Localpayment, type Loose } from './kit.ts'

type Step = { kind: number; pick: number; amount: number; ms: number }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.nat(8),
  pick: fc.nat(20),
  // Centavos, beyond the limit at times.
  amount: fc.integer({ min: 0, max: 1_300_000_000 }),
  ms: fc.constantFrom(0, 500, 1_000, 2_000, 7_000),
})

/** What a step does to the books is the API's business; refusals are fine. */
async function play(lp: Localpayment, { kind, pick, amount, ms }: Step): Promise<void> {
  const { api, sandbox } = lp
  const externalId = `t${pick}`
  const trigger = (name: string, parameters: Record<string, unknown>) =>
    sandbox.trigger(`localpayment.${name}`, parameters).catch(() => undefined)
  const steps: (() => Promise<unknown>)[] = [
    () => api.post('/api/payout/', [lp.payout({ externalId, amount: amount / 100 })]),
    () => api.patch('/api/payout/cancel', { externalId }),
    () => trigger('payout.reject', { externalId }),
    () => trigger('payout.hold', { externalId }),
    () => trigger('payout.release', { externalId }),
    () => trigger('payin.receive', { key: KEY, amount: amount / 100 }),
    () => api.post('/api/payin/', lp.pse({ externalId, amount: amount / 100 })),
    () => trigger('payin.approve', { externalId }),
    () => api.patch(`/api/payin/${externalId}/refund`),
  ]
  await steps[kind]!()
  await sandbox.clock.advance(ms)
}

/** The balance that the transactions themselves amount to, in centavos. */
function expected(details: Loose[]): number {
  const minor = (pesos: number) => Math.round(pesos * 100)
  return details.reduce((sum, { transactionType, status, amount, fees, localTaxes }) => {
    const costs =
      minor(fees.amount) +
      localTaxes.reduce((all: number, tax: Loose) => all + minor(tax.amount), 0)
    if (transactionType === 'PayIn') {
      if (status.code === '200') return sum + minor(amount) - costs
      return status.code === '902' ? sum - costs : sum
    }
    return ['900', '802', '104'].includes(status.code) ? sum : sum - minor(amount)
  }, 10_000_000_000)
}

test('balance, movements and transactions agree after any sequence of operations', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await using lp = await createLocalpayment()
      await lp.activate()
      for (const each of steps) await play(lp, each)
      await lp.login()
      const balance = Math.round((await lp.balance()) * 100)
      const day = 'since=2026-02-25T00:00:00.000&until=2026-02-26T00:00:00.000&size=50'
      const { details } = (await lp.api.get(`/api/transactions/list/filter?${day}`)).body
      expect(balance).toBe(expected(details))
      expect(balance).toBeGreaterThanOrEqual(0)
      const activity = (
        await lp.api.get(`/api/accounts/${lp.accountNumber}/activity?since=2026-02-25`)
      ).body
      const moved = activity.details.reduce(
        (sum: number, { amount }: Loose) => sum + Math.round(amount * 100),
        0,
      )
      expect(10_000_000_000 + moved).toBe(balance)
      expect(Math.round(activity.closingBalance * 100)).toBe(balance)
    }),
    { numRuns: 40, seed: 20_260_225 },
  )
})
