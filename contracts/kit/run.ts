/** Runs a contract's cases on a target, one after the other. */
import type { Contract, Flow, Probe } from './contract.ts'
import { groupFindings } from './findings.ts'
import { markMasked } from './masks.ts'
import { markNotOffered } from './offered.ts'
import type { CaseResult, Finding, RunResult } from './result.ts'
import { runFlow, runProbe, toFlowId, toProbeId } from './run-case.ts'
import type { Target } from './targets/target.ts'

export interface RunOptions {
  /** Case ids, or parts of them; default: all. */
  only?: readonly string[]
  kinds?: readonly ('flow' | 'probe')[]
  /** Quirk → variant that probes are held against; what is left out takes its default. */
  profile?: { name: string; variants: Record<string, string> }
  /** Told of each case when it is done. */
  onCase?: (result: CaseResult) => void
  /** Cuts the running case off, cleans up after it and ends the run; its reason says why. */
  signal?: AbortSignal
}

/** So often is a case asked again that a gateway, a throttle or a network spoilt. */
const AGAIN = 8

interface Planned {
  id: string
  needs: Flow['needs']
  run(): Promise<CaseResult>
}

/** Never throws for what a target does: that is the result of a case. */
export async function runContract(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<RunResult> {
  const profile = options.profile ?? toDefaultProfile(target)
  const startedAt = new Date().toISOString()
  const plan = listCases(contract, target, { ...options, profile })
  const results = new Map<string, CaseResult>()
  const ended = await runAll(plan, target, options, results)
  const told = markMasked(contract, target.spec, [...results.values()], profile.variants)
  const offered = markNotOffered(target.spec, told, { isPart: ended !== undefined })
  const findings = groupFindings(target.spec, offered)
  const cases = forgiveRemarks(offered, findings)
  return {
    provider: contract.provider,
    target: target.name,
    baseUrl: target.baseUrl,
    profile: profile.name,
    startedAt,
    cases,
    ended,
    isWhole: ended === undefined && !options.only?.length && options.kinds === undefined,
    remarks: [...(target.health?.remarks ?? [])],
    findings,
  }
}

/** The result of a run that could not begin. */
export function toStopped(
  run: Pick<RunResult, 'provider' | 'target' | 'baseUrl'> & { profile: { name: string } },
  ended: string,
): RunResult {
  const startedAt = new Date().toISOString()
  const nothing = { cases: [], findings: [], remarks: [], isWhole: false }
  return { ...run, profile: run.profile.name, startedAt, ended, ...nothing }
}

/** A case that met nothing but what no document states has not failed. */
function forgiveRemarks(
  results: readonly CaseResult[],
  findings: readonly Finding[],
): CaseResult[] {
  const touched = new Set(findings.flatMap(({ rank, cases }) => (rank === 'remark' ? [] : cases)))
  return results.map((result) =>
    result.outcome === 'broken' && !touched.has(result.id)
      ? { ...result, outcome: 'passed', reason: `no document states it: ${result.reason}` }
      : result,
  )
}

function toDefaultProfile({ spec }: Target): NonNullable<RunOptions['profile']> {
  const [name] = spec.profiles.keys()
  const variants = Object.fromEntries(spec.profiles.get(name ?? '') ?? [])
  return { name: name ?? 'default', variants }
}

function listCases(
  contract: Contract,
  target: Target,
  {
    kinds = ['flow', 'probe'],
    only = [],
    profile,
    signal,
  }: RunOptions & { profile: NonNullable<RunOptions['profile']> },
): Planned[] {
  const { variants } = profile
  const toFlow = (flow: Flow): Planned => ({
    id: toFlowId(contract, flow),
    needs: flow.needs,
    run: () => runFlow(contract, flow, target, { variants, signal }),
  })
  const toProbe = (probe: Probe): Planned => {
    const normal = target.spec.quirks.get(probe.quirk)?.defaultVariant
    const wanted = variants[probe.quirk] ?? normal ?? ''
    return {
      id: toProbeId(contract, probe),
      needs: probe.needs,
      run: () => runProbe(contract, probe, target, { wanted, signal }),
    }
  }
  const all = [
    ...(kinds.includes('flow') ? contract.flows.map(toFlow) : []),
    ...(kinds.includes('probe') ? contract.probes.map(toProbe) : []),
  ]
  return all.filter(({ id }) => only.length === 0 || only.some((part) => id.includes(part)))
}

/** Runs them until there is a reason to end, and returns it. */
async function runAll(
  plan: readonly Planned[],
  target: Target,
  { onCase, signal }: RunOptions,
  results: Map<string, CaseResult>,
): Promise<string | undefined> {
  for (const { id, needs, run } of plan) {
    const ended = findEnd(target, [...results.values()], signal)
    if (ended !== undefined) return ended
    let result = await run()
    // A case that moves money is not begun twice: how far it came is not known.
    for (let again = 0; again < AGAIN && !needs?.includes('money'); again++) {
      if (result.outcome !== 'unsettled' || result.variant !== undefined) break
      if (result.effects.length > 0) break
      if (target.health?.down || signal?.aborted) break
      result = await run()
    }
    results.set(id, result)
    onCase?.(result)
  }
  return findEnd(target, [...results.values()], signal)
}

/** Fewer say nothing about the share of them. */
const ENOUGH = 12

/** A quarter of what was asked is too much to believe the rest. */
function findEnd(
  { health, baseUrl }: Target,
  results: readonly CaseResult[],
  signal?: AbortSignal,
): string | undefined {
  if (signal?.aborted) return String(signal.reason)
  if (health?.down) {
    return `${baseUrl} is not well: ${health.down.reason}. Try again later; what was not asked is not told.`
  }
  const asked = results.filter(({ outcome }) => outcome !== 'skipped')
  const spoilt = asked.filter(({ outcome }) => outcome === 'unsettled')
  if (asked.length < ENOUGH || spoilt.length * 4 < asked.length) return undefined
  const reason = spoilt.at(-1)?.reason ?? ''
  return `${baseUrl} is not well: ${spoilt.length} of ${asked.length} cases came to nothing, the last since ${reason}. Try again later.`
}
