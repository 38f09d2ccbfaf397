/** A whole contract, recorded at a second sandbox that nobody altered: drift has nothing to say against it. */
import { expect, test } from 'vitest'
import { toText } from '#recorder/difference'
import { findContractDrift } from './contract-drift.ts'

test.each([
  ['cobru', 'docs', 400],
  ['cobre', 'clients', 600],
])(
  'the contract of %s on %s shows no error',
  { timeout: 60_000 },
  async (provider, profile, least) => {
    const { report, exchanges } = await findContractDrift(provider, profile)
    expect(exchanges.length).toBeGreaterThan(least)
    const errors = report.differences.filter(({ severity }) => severity === 'error')
    expect(errors.map(toText)).toEqual([])
    // Codes, encrypted cards and what came by a notification are not there to be sent again.
    expect(report.notReplayed.length).toBeLessThan(12)
    expect(report.notComparable.length).toBeLessThan(8)
  },
)
