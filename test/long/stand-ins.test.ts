/** Each noise, and each planted departure, one at a time; prints recall and precision. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEPARTURES, type Measured, measure, WITH_MONEY } from '../stand-ins/measure.ts'
import { PROVIDERS, rehearse } from '../stand-ins/run.ts'
import type { Noise } from '../stand-ins/stand-in.ts'

const NOISES: Record<string, Noise> = {
  redirects: { redirects: true },
  'pages of a gateway': { gateway: true },
  'a throttle': { throttle: true },
  latency: { latency: true },
  'headers of a network': { cloudflare: true },
  'fields no document knows': { extraFields: true },
  'tokens that end early': { shortTokens: true },
}

const rows: string[] = []
afterAll(() => {
  console.log(['provider | planted | found | beyond', ...rows].join('\n'))
})

describe.each(PROVIDERS)('%s', (provider) => {
  let quiet: string[]
  beforeAll(async () => {
    quiet = (await rehearse(provider)).findings
  })

  test.each(Object.entries(NOISES))('%s: the findings are the same', async (_, noise) => {
    const { findings, run, seconds } = await rehearse(provider, { noise })
    expect(run.ended).toBeUndefined()
    expect([...findings].sort()).toEqual([...quiet].sort())
    expect(seconds).toBeLessThan(300)
  })

  test('tokens that end in the middle of the run: the findings are the same', async () => {
    const slowly = { remote: { paceMs: 8_000 } }
    const unhurried = await rehearse(provider, {}, slowly)
    const { findings, seconds } = await rehearse(provider, { noise: { shortTokens: true } }, slowly)
    expect(seconds).toBeGreaterThan(900)
    expect([...findings].sort()).toEqual([...unhurried.findings].sort())
  })

  test('states that take twenty seconds more break nothing', async () => {
    const { run, findings } = await rehearse(provider, { noise: { slowStates: true } })
    const added = run.findings.filter(({ id }) => findings.includes(id) && !quiet.includes(id))
    // A probe may see the slower of two documented times.
    expect(added.filter(({ rank }) => rank !== 'differs')).toEqual([])
  })

  test('all of it at once, with slow states and short tokens, is done in five minutes and breaks nothing', async () => {
    const every = Object.assign({ slowStates: true }, ...Object.values(NOISES)) as Noise
    const { run, findings, seconds } = await rehearse(provider, { noise: every })
    expect(run.ended).toBeUndefined()
    expect(seconds).toBeLessThan(300)
    const added = run.findings.filter(({ id }) => findings.includes(id) && !quiet.includes(id))
    expect(added.filter(({ rank }) => rank !== 'differs')).toEqual([])
  })

  test('with money and slow states it is done in five minutes', async () => {
    const { run, seconds } = await rehearse(provider, { noise: { slowStates: true } }, WITH_MONEY)
    expect(run.ended).toBeUndefined()
    expect(seconds).toBeLessThan(300)
  })

  test('each planted departure is found and named, and nothing beyond it', async () => {
    const known = (await rehearse(provider, {}, WITH_MONEY)).findings
    const measured: Measured[] = []
    for (const departure of DEPARTURES[provider]) {
      measured.push(await measure(provider, departure, known))
    }
    const found = measured.filter(({ isFound }) => isFound).length
    const beyond = measured.flatMap((each) => each.beyond).length
    rows.push(`${provider} | ${measured.length} | ${found} | ${beyond}`)
    const missed = measured.filter(({ isFound }) => !isFound)
    expect(missed.map(({ departure }) => departure.title)).toEqual([])
    expect(measured.flatMap((each) => each.beyond)).toEqual([])
    expect(measured).toHaveLength(30)
  })
})

test('states that take twenty seconds more: a whole run is done in five minutes of real time', async () => {
  const startedAt = performance.now()
  const options = { noise: { slowStates: true }, inRealTime: true }
  const { run } = await rehearse('localpayment', options)
  const seconds = (performance.now() - startedAt) / 1_000
  console.log(`localpayment, slow states, real time: ${Math.round(seconds)} s`)
  expect(run.ended).toBeUndefined()
  expect(seconds).toBeLessThan(300)
}, 600_000)
