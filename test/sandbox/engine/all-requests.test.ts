/** The short form of `test/long/requests.test.ts`: every profile of every provider, and the control API. */
import { expect, test } from 'vitest'
import { bombardControl, bombardProvider, listProfiles } from './any-provider.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_130)

test.each(await listProfiles())(
  '%s, profile %s: 100 random requests find answers that the spec lists',
  { timeout: 120_000 },
  async (provider, profile) => {
    const counts = await bombardProvider(provider, profile, { runs: 100, seed })
    expect(counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  },
)

test('the control API answers 1,000 random requests without an error of ours', async () => {
  expect(await bombardControl({ runs: 1_000, seed })).toBeGreaterThan(100)
}, 120_000)
