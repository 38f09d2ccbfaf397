/** The contract on a second sandbox over HTTPS: the real side, without a network. */
import { expect } from 'vitest'
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
import { type Deviation, openSecondSandbox } from './second-sandbox.ts'

export const CASES: Record<string, { deviations: readonly Deviation[]; otherProfiles: string[] }> =
  {
    avenia: { deviations: AVENIA_DEVIATIONS, otherProfiles: ['observed', 'hostile'] },
    cobre: { deviations: COBRE_DEVIATIONS, otherProfiles: ['live', 'clients'] },
    cobru: { deviations: COBRU_DEVIATIONS, otherProfiles: ['legacy', 'hostile'] },
    localpayment: { deviations: LOCALPAYMENT_DEVIATIONS, otherProfiles: ['v3', 'hostile'] },
  }

type SecondOptions = { profile?: string; deviations?: readonly Deviation[] }

export function runOn(
  provider: string,
  second: SecondOptions,
  options: RunOptions,
): Promise<RunResult> {
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

export function listFindings({ cases }: RunResult): string[] {
  return cases.flatMap(({ differences, reason, outcome }) => [
    ...differences.map(toText),
    ...(outcome === 'broken' && reason !== undefined ? [reason] : []),
  ])
}

/** A calibration tells exactly the profile that runs. */
export async function expectCalibrated(provider: string, profile: string): Promise<void> {
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
}

/** A deviation is named, and nothing beside it. */
export function expectFound(run: RunResult, { names, isHarmless }: Deviation): void {
  expect(hasProblems(run)).toBe(isHarmless !== true)
  const named = listFindings(run).filter((text) => names.every((name) => text.includes(name)))
  expect(named, toMarkdown([run])).not.toEqual([])
  const differences = run.cases.flatMap((each) => each.differences.map(toText))
  expect(differences.filter((text) => !text.includes(names[0]!))).toEqual([])
}
