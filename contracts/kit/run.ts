/** Runs a contract's cases on a target, one after the other, each on a seat of its own. */
import { parseDuration } from '../../mocks/base/duration.ts'
import type { Spec } from '../../mocks/dialect/types.ts'
import { type Contract, type Flow, type Probe, toNeeds } from './contract.ts'
import { toFailure } from './failure.ts'
import { redactResult } from './redacting.ts'
import type { CaseResult, RunResult } from './result.ts'
import { createSession } from './session.ts'
import type { Seat, SeatOptions, Target } from './targets/target.ts'

export interface RunOptions {
  /** Case ids, or parts of them; default: all. */
  only?: readonly string[]
  kinds?: readonly ('flow' | 'probe')[]
  /** Quirk → variant that probes are held against; what is left out takes its default. */
  profile?: { name: string; variants: Record<string, string> }
  /** Told of each case when it is done. */
  onCase?: (result: CaseResult) => void
}

/** Never throws for what a target does: that is a failed case. */
export async function runContract(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<RunResult> {
  const { kinds = ['flow', 'probe'], only = [], onCase } = options
  const [defaultProfile] = target.spec.profiles.keys()
  const profile = options.profile ?? {
    name: defaultProfile ?? 'default',
    variants: Object.fromEntries(target.spec.profiles.get(defaultProfile ?? '') ?? []),
  }
  const startedAt = new Date().toISOString()
  const cases: CaseResult[] = []
  const isWanted = (id: string) => only.length === 0 || only.some((part) => id.includes(part))
  const keep = (result: CaseResult) => {
    cases.push(result)
    onCase?.(result)
  }
  for (const flow of kinds.includes('flow') ? contract.flows : []) {
    if (isWanted(toFlowId(contract, flow)))
      keep(await runFlow(contract, flow, target, { variants: profile.variants }))
  }
  for (const probe of kinds.includes('probe') ? contract.probes : []) {
    if (!isWanted(toProbeId(contract, probe))) continue
    const wanted = toWanted(target.spec, probe, profile.variants)
    keep(await runProbe(contract, probe, target, { wanted }))
  }
  const { name, baseUrl } = target
  return {
    provider: contract.provider,
    target: name,
    baseUrl,
    profile: profile.name,
    startedAt,
    cases,
  }
}

/** Runs one flow; `variants` are those that it may expect. */
export function runFlow(
  contract: Contract,
  flow: Flow,
  target: Target,
  { variants = {}, seat }: { variants?: Record<string, string>; seat?: SeatOptions } = {},
): Promise<CaseResult> {
  return runCase(contract, flow, target, {
    variants,
    id: toFlowId(contract, flow),
    kind: 'flow',
    title: flow.title,
    seat,
    run: async (session) => {
      await flow.run(session)
      return { outcome: 'passed', reason: undefined, variant: undefined }
    },
  })
}

/** Runs one probe; `wanted` is the variant it ought to see. */
export function runProbe(
  contract: Contract,
  probe: Probe,
  target: Target,
  { wanted, seat }: { wanted: string; seat?: SeatOptions },
): Promise<CaseResult> {
  const quirk = target.spec.quirks.get(probe.quirk)
  return runCase(contract, probe, target, {
    // A probe finds out; it expects nothing.
    variants: {},
    id: toProbeId(contract, probe),
    kind: 'probe',
    title: quirk?.title ?? probe.quirk,
    seat,
    run: async (session) => {
      const told = await probe.tell(session)
      if (typeof told !== 'string') {
        return {
          outcome: 'undecided',
          reason: told.undecided,
          variant: { seen: undefined, wanted },
        }
      }
      const variant = { seen: told, wanted }
      if (told === wanted) return { outcome: 'passed', reason: undefined, variant }
      const reason = `the target shows "${told}", the profile says "${wanted}"`
      return { outcome: 'differs', reason, variant }
    },
  })
}

type Verdict = Pick<CaseResult, 'outcome' | 'reason' | 'variant'>

interface Running {
  id: string
  kind: CaseResult['kind']
  title: string
  seat: SeatOptions | undefined
  variants: Record<string, string>
  run(session: ReturnType<typeof createSession>): Promise<Verdict>
}

async function runCase(
  contract: Contract,
  aCase: Flow | Probe,
  target: Target,
  { id, kind, title, seat: seatOptions, variants, run }: Running,
): Promise<CaseResult> {
  const began = performance.now()
  const base = {
    id,
    kind,
    title,
    failure: undefined,
    variant: undefined,
    differences: [],
    leftBehind: [],
    exchanges: [],
    durationMs: 0,
  }
  const lack = findLack(aCase, target)
  if (lack !== undefined) return { ...base, outcome: 'skipped', reason: lack }
  let seat: Seat | undefined
  try {
    seat = await target.open(seatOptions)
    const session = createSession(contract, seat, { caseId: id, spec: target.spec, variants })
    const verdict = await attempt(session, run, target.spec)
    await session.cleanUp()
    const { trail } = session
    const judged = { ...judge(verdict, kind, trail.differences), failure: verdict.failure }
    return {
      ...base,
      ...judged,
      ...redactResult({ ...judged, ...trail }, Object.values(seat.credentials), target.spec),
      leftBehind: trail.leftBehind,
      durationMs: performance.now() - began,
    }
  } finally {
    await seat?.close()
  }
}

async function attempt(
  session: ReturnType<typeof createSession>,
  run: Running['run'],
  spec: Spec,
): Promise<Verdict & Pick<CaseResult, 'failure'>> {
  try {
    return { ...(await run(session)), failure: undefined }
  } catch (error) {
    const failure = toFailure(error, session.trail, spec)
    const reason = `expected ${failure.expected}; found ${failure.found}`
    return { outcome: 'failed', reason, variant: undefined, failure }
  }
}

/** A flow whose answers are off the spec has failed, whatever else it saw. */
function judge(
  verdict: Verdict,
  kind: CaseResult['kind'],
  differences: CaseResult['differences'],
): Verdict {
  const errors = differences.filter(({ severity }) => severity === 'error')
  if (kind === 'probe' || verdict.outcome !== 'passed' || errors.length === 0) return verdict
  return {
    ...verdict,
    outcome: 'failed',
    reason: `${errors.length} of its answers' parts are off the spec`,
  }
}

function findLack(aCase: Flow | Probe, target: Target): string | undefined {
  for (const need of toNeeds(aCase)) {
    const reason = target.lacks(need)
    if (reason !== undefined) return reason
  }
  const { waits } = aCase
  if (waits === undefined || (parseDuration(waits) ?? 0) <= target.patienceMs) return undefined
  return `it waits ${waits}; give it that time with --patience ${waits}`
}

function toWanted(spec: Spec, { quirk }: Probe, variants: Record<string, string>): string {
  return variants[quirk] ?? spec.quirks.get(quirk)?.defaultVariant ?? ''
}

function toFlowId({ provider }: Contract, { id }: Flow): string {
  return `${provider}/flow/${id}`
}

function toProbeId({ provider }: Contract, { quirk }: Probe): string {
  return `${provider}/probe/${quirk}`
}
