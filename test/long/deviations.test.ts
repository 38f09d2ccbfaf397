/** Each deviation of a target, looked for by every flow, and both profiles of a calibration over HTTPS. */
import { beforeAll, describe, test } from 'vitest'
import { CASES, expectCalibrated, expectFound, runOn } from '../contracts/on-second.ts'
import { trustSecondSandbox } from '../contracts/second-sandbox.ts'

beforeAll(() => trustSecondSandbox())

describe.each(Object.entries(CASES))('%s', (provider, { deviations, otherProfiles }) => {
  test.each(deviations.map((deviation) => [deviation.title, deviation] as const))(
    'finds that %s',
    async (_, deviation) => {
      const run = await runOn(provider, { deviations: [deviation] }, { kinds: ['flow'] })
      expectFound(run, deviation)
    },
  )

  test.each(otherProfiles)('calibrated on profile %s, it shows exactly that one', (profile) =>
    expectCalibrated(provider, profile),
  )
})
