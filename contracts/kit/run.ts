/** Runs a contract's cases on a target, and makes of their results what a run found. */
import type { Contract, Flow, Probe } from './contract.ts'
import { groupFindings } from './findings.ts'
import { markMasked } from './masks.ts'
import { markNotOffered } from './offered.ts'
import { feelPulse } from './preflight.ts'
import type { CaseResult, Finding, RunResult } from './result.ts'
import { runFlow, runProbe, toFlowId, toProbeId } from './run-case.ts'
import { type Planned, runAll } from './schedule.ts'
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

/** Never throws for what a target does: that is the result of a case. */
export async function runContract(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<RunResult> {
  const profile = options.profile ?? toDefaultProfile(target)
  const startedAt = new Date().toISOString()
  const plan = listCases(contract, target, { ...options, profile })
  const { results, ended } = await runAll(plan, target, {
    onCase: options.onCase,
    signal: options.signal,
    feelPulse: () => feelPulse(contract, target),
  })
  const told = markMasked(contract, target.spec, results, profile.variants)
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
    aCase: flow,
    run: () => runFlow(contract, flow, target, { variants, signal }),
  })
  const toProbe = (probe: Probe): Planned => {
    const normal = target.spec.quirks.get(probe.quirk)?.defaultVariant
    const wanted = variants[probe.quirk] ?? normal ?? ''
    return {
      id: toProbeId(contract, probe),
      aCase: probe,
      run: () => runProbe(contract, probe, target, { wanted, signal }),
    }
  }
  const all = [
    ...(kinds.includes('flow') ? contract.flows.map(toFlow) : []),
    ...(kinds.includes('probe') ? contract.probes.map(toProbe) : []),
  ]
  return all.filter(({ id }) => only.length === 0 || only.some((part) => id.includes(part)))
}
