/**
 * The real side, proven without a network: a second sandbox over HTTPS is the target. The contract
 * finds each deviation and names it, and finds nothing where there is none.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { calibrate, type ObservedProfile } from '#kit/calibrate'
import type { Contract } from '#kit/contract'
import { toMarkdown } from '#kit/reports/markdown'
import { hasProblems, type RunResult } from '#kit/result'
import { type RunOptions, runContract } from '#kit/run'
import { createReceiver } from '#kit/targets/receiver'
import { createRemoteTarget } from '#kit/targets/remote'
import type { Target } from '#kit/targets/target'
import { toText } from '#recorder/difference'
import { findContract } from '../../contracts/index.ts'
import { AVENIA_DEVIATIONS } from './deviations-avenia.ts'
import { COBRE_DEVIATIONS } from './deviations-cobre.ts'
import { COBRU_DEVIATIONS } from './deviations-cobru.ts'
import { LOCALPAYMENT_DEVIATIONS } from './deviations-localpayment.ts'
import { type Deviation, openSecondSandbox, trustSecondSandbox } from './second-sandbox.ts'

const CASES: Record<string, { deviations: readonly Deviation[]; otherProfiles: string[] }> = {
  avenia: { deviations: AVENIA_DEVIATIONS, otherProfiles: ['observed', 'hostile'] },
  cobre: { deviations: COBRE_DEVIATIONS, otherProfiles: ['live', 'clients'] },
  cobru: { deviations: COBRU_DEVIATIONS, otherProfiles: ['legacy', 'hostile'] },
  localpayment: { deviations: LOCALPAYMENT_DEVIATIONS, otherProfiles: ['v3', 'hostile'] },
}

beforeAll(() => trustSecondSandbox())

describe.each(Object.entries(CASES))('%s', (provider, { deviations, otherProfiles }) => {
  const [otherProfile = 'docs'] = otherProfiles
  test('a target without deviations has no problems, whatever profile it runs with', async () => {
    const spec = await loadSpec(provider)
    const variants = Object.fromEntries(spec.profiles.get(otherProfile)!)
    const run = await runOn(
      provider,
      { profile: otherProfile },
      { profile: { name: otherProfile, variants } },
    )
    expect(listFindings(run)).toEqual([])
    expect(hasProblems(run), toMarkdown([run])).toBe(false)
  })

  test.each(deviations.map((deviation) => [deviation.title, deviation] as const))(
    'finds that %s',
    async (_, deviation) => {
      const run = await runOn(provider, { deviations: [deviation] }, { kinds: ['flow'] })
      expect(hasProblems(run)).toBe(deviation.isHarmless !== true)
      const named = listFindings(run).filter((text) =>
        deviation.names.every((name) => text.includes(name)),
      )
      expect(named, toMarkdown([run])).not.toEqual([])
      const differences = run.cases.flatMap((each) => each.differences.map(toText))
      expect(differences.filter((text) => !text.includes(deviation.names[0]!))).toEqual([])
    },
  )

  test.each(otherProfiles)(
    'calibrated on profile %s, it shows exactly that one',
    async (profile) => {
      const spec = await loadSpec(provider)
      const running = spec.profiles.get(profile)!
      const { variants, undecided } = await calibrateOn(provider, profile)
      const wanted = Object.keys(variants).map((quirk) => [
        quirk,
        running.get(quirk) ?? spec.quirks.get(quirk)!.defaultVariant,
      ])
      const seen = Object.entries(variants).map(([quirk, { variant }]) => [quirk, variant])
      expect(seen).toEqual(wanted)
      expect(seen.length).toBeGreaterThan(Object.keys(undecided).length)
    },
  )
})

type SecondOptions = { profile?: string; deviations?: readonly Deviation[] }

function runOn(provider: string, second: SecondOptions, options: RunOptions): Promise<RunResult> {
  return onSecond(provider, second, (contract, target) => runContract(contract, target, options))
}

async function calibrateOn(provider: string, profile: string): Promise<ObservedProfile> {
  const { profile: observed } = await onSecond(provider, { profile }, calibrate)
  return observed
}

async function onSecond<T>(
  provider: string,
  options: SecondOptions,
  run: (contract: Contract, target: Target) => Promise<T>,
): Promise<T> {
  const spec = await loadSpec(provider)
  const contract = (await findContract(provider))!
  await using second = await openSecondSandbox(provider, options)
  const remote = createRemoteTarget({
    ...second,
    spec,
    name: 'sandbox',
    allowsMoney: true,
    paceMs: 0,
    patienceMs: Number.POSITIVE_INFINITY,
    callbacks: await openCallbacks(),
  })
  try {
    return await run(contract, remote)
  } finally {
    await remote.close()
  }
}

/** The public URL is the receiver's own; elsewhere a tunnel lies between. */
async function openCallbacks() {
  const free = await createReceiver({ url: 'http://127.0.0.1', port: 0 })
  const port = Number(new URL(free.localUrl).port)
  await free.close()
  return createReceiver({ url: `http://127.0.0.1:${port}`, port })
}

function listFindings({ cases }: RunResult): string[] {
  return cases.flatMap(({ differences, reason, outcome }) => [
    ...differences.map(toText),
    ...(outcome === 'broken' && reason !== undefined ? [reason] : []),
  ])
}
