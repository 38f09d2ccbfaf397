/** Runs a provider's contract on its stand-in: no socket, no second passes. */

import { loadSpec } from '#dialect/load'
import { checkTarget } from '#kit/preflight'
import type { Finding, RunResult } from '#kit/result'
import { type RunOptions, runContract, toStopped } from '#kit/run'
import { createRemoteTarget, type RemoteOptions } from '#kit/targets/remote'
import { findContract } from '../../contracts/index.ts'
import { createAvenia } from './avenia.ts'
import { createCobre } from './cobre.ts'
import { createCobru } from './cobru.ts'
import { createLocalpayment } from './localpayment.ts'
import { openStandIn, type StandInOptions } from './stand-in.ts'

export const SERVICES = {
  avenia: createAvenia,
  cobre: createCobre,
  cobru: createCobru,
  localpayment: createLocalpayment,
}

export type Provider = keyof typeof SERVICES
export const PROVIDERS = Object.keys(SERVICES) as Provider[]

export interface Rehearsed {
  run: RunResult
  /** Ids of what is new, broken or differs. */
  findings: string[]
  /** By the stand-in's clock. */
  seconds: number
  /** From its first answer as an ill target gives it, likewise. */
  secondsIll: number
  asked: string[]
}

/** As `ensayo contract` does it: a look before, then every case that needs nobody. */
export async function rehearse(
  provider: Provider,
  options: StandInOptions = {},
  { remote = {}, run: runOptions = {} }: { remote?: Partial<RemoteOptions>; run?: RunOptions } = {},
): Promise<Rehearsed> {
  const standIn = openStandIn(SERVICES[provider], options)
  const contract = (await findContract(provider))!
  const target = createRemoteTarget({
    spec: await loadSpec(provider),
    name: 'stand-in',
    baseUrl: standIn.baseUrl,
    env: standIn.env,
    fetch: standIn.fetch,
    now: standIn.now,
    wait: standIn.wait,
    ...remote,
  })
  const startedAt = standIn.now()
  const problem = await checkTarget(contract, target)
  const about = {
    provider,
    target: target.name,
    baseUrl: target.baseUrl,
    profile: { name: 'docs' },
  }
  const run = problem ? toStopped(about, problem) : await runContract(contract, target, runOptions)
  return {
    run,
    findings: run.findings.filter(isFinding).map(({ id }) => id),
    seconds: (standIn.now() - startedAt) / 1_000,
    secondsIll: (standIn.now() - (standIn.illSince() ?? standIn.now())) / 1_000,
    asked: standIn.asked,
  }
}

export function isFinding({ rank }: Finding): boolean {
  return rank !== 'remark'
}
