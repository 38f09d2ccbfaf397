/**
 * The suite on stand-ins that were written from the documents: noise adds and hides nothing, and
 * planted departures are found. Everything of this kind runs in `npm run test:long`.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { DEPARTURES, measure, WITH_MONEY } from '../stand-ins/measure.ts'
import { PROVIDERS, rehearse } from '../stand-ins/run.ts'
import type { Noise } from '../stand-ins/stand-in.ts'

const EVERYTHING: Noise = {
  redirects: true,
  gateway: true,
  throttle: true,
  latency: true,
  cloudflare: true,
  extraFields: true,
}

describe.each(PROVIDERS)('%s', (provider) => {
  let quiet: string[]
  beforeAll(async () => {
    const { findings, run, seconds } = await rehearse(provider)
    expect(run.ended).toBeUndefined()
    expect(seconds).toBeLessThan(300)
    quiet = findings
  })

  test('all noise at once leaves the findings as they are', async () => {
    const { findings, run, seconds } = await rehearse(provider, { noise: EVERYTHING })
    expect(run.ended).toBeUndefined()
    expect(seconds).toBeLessThan(300)
    expect(findings).toEqual(expect.arrayContaining(quiet))
    expect(findings).toHaveLength(quiet.length)
  })

  test('redirects that were followed are told once, as remarks', async () => {
    const { run } = await rehearse(provider, { noise: { redirects: true } })
    const told = run.remarks.filter((remark) => remark.includes('redirects'))
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told).size).toBe(told.length)
  })

  let withMoney: Promise<{ findings: string[] }> | undefined

  // One in ten; the rest runs in the long tests.
  const sample = DEPARTURES[provider].filter((_, index) => index % 10 === 1)
  test.each(sample.map((each) => [each.title, each] as const))(
    'finds, and nothing beyond it: %s',
    async (_, departure) => {
      withMoney ??= rehearse(provider, {}, WITH_MONEY)
      const { findings } = await withMoney
      const { isFound, beyond } = await measure(provider, departure, findings)
      expect(isFound).toBe(true)
      expect(beyond).toEqual([])
    },
  )
})
