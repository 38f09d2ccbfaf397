/**
 * A million random requests over every profile of every provider and the control API: no error of
 * ours, no answer off the spec, and the memory is flat once it is warm. `FUZZ_RUNS` asks for fewer.
 */
import { expect, test } from 'vitest'
import { bombardControl, bombardProvider, listProfiles } from '../sandbox/engine/any-provider.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000_000)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_130)
const ROUNDS = 5
const MIB = 1024 * 1024

const profiles = await listProfiles()
/** The control API has a share of its own. */
const SHARE = Math.ceil(RUNS / (profiles.length + 1))

test.each(profiles)(
  `%s, profile %s: ${SHARE} random requests find answers that the spec lists, in flat memory`,
  { timeout: 3_600_000 },
  async (provider, profile) => {
    const runs = Math.ceil(SHARE / ROUNDS)
    const { heaps, ...counts } = await bombardProvider(provider, profile, {
      runs,
      seed,
      rounds: ROUNDS,
    })
    expect(counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
    // Records and journal are full by then.
    const [, warm = 0, , , last = 0] = heaps
    expect(last - warm).toBeLessThan(64 * MIB)
  },
)

test(`the control API answers ${SHARE} random requests without an error of ours`, async () => {
  expect(await bombardControl({ runs: SHARE, seed })).toBeGreaterThan(SHARE / 20)
}, 3_600_000)
