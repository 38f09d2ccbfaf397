/**
 * The real side, proven without a network: a second sandbox over HTTPS is the target. The contract
 * finds each deviation and names it, and finds nothing where there is none. Here the first flow looks
 * for it that can see it; `npm run test:long` has all of them look.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { toMarkdown } from '#kit/reports/markdown'
import { hasProblems } from '#kit/result'
import { CASES, expectCalibrated, expectFound, listFindings, runOn } from './on-second.ts'
import { trustSecondSandbox } from './second-sandbox.ts'

beforeAll(() => trustSecondSandbox())

describe.each(Object.entries(CASES))('%s', (provider, { deviations, otherProfiles }) => {
  const [profile = 'docs', another = 'docs'] = otherProfiles

  test('a target without deviations has no problems, whatever profile it runs with', async () => {
    const spec = await loadSpec(provider)
    const variants = Object.fromEntries(spec.profiles.get(profile)!)
    const run = await runOn(provider, { profile }, { profile: { name: profile, variants } })
    expect(listFindings(run)).toEqual([])
    expect(hasProblems(run), toMarkdown([run])).toBe(false)
  })

  test.each(deviations.map((deviation) => [deviation.title, deviation] as const))(
    'finds that %s',
    async (_, deviation) => {
      const run = await runOn(provider, { deviations: [deviation] }, { only: [deviation.flow] })
      expectFound(run, deviation)
    },
  )

  test(`calibrated on profile ${another}, it shows exactly that one`, async () => {
    await expectCalibrated(provider, another)
  })
})
