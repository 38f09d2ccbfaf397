/** Runs one case on a seat of its own, and says how it came out. Never throws for what a target does. */
import { parseDuration } from '../../mocks/base/duration.ts'
import type { Spec } from '../../mocks/dialect/types.ts'
import { type Contract, type Flow, type Probe, toNeeds } from './contract.ts'
import { createSession, type OwnSession } from './create-session.ts'
import { toFailures } from './failure.ts'
import { listKinds } from './leaves.ts'
import { redactResult } from './redacting.ts'
import type { CaseResult, Failure } from './result.ts'
import type { Seat, SeatOptions, Target } from './targets/target.ts'
import { NotAllowed } from './unmet.ts'
import { Unsettled } from './unsettled.ts'

export interface CaseOptions {
  seat?: SeatOptions | undefined
  signal?: AbortSignal | undefined
}

/** Runs one flow; `variants` are those that it may expect. */
export function runFlow(
  contract: Contract,
  flow: Flow,
  target: Target,
  { variants = {}, seat, signal }: CaseOptions & { variants?: Record<string, string> } = {},
): Promise<CaseResult> {
  return runCase(contract, flow, target, {
    variants,
    id: toFlowId(contract, flow),
    kind: 'flow',
    title: flow.title,
    seat,
    signal,
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
  { wanted, seat, signal }: CaseOptions & { wanted: string },
): Promise<CaseResult> {
  const quirk = target.spec.quirks.get(probe.quirk)
  return runCase(contract, probe, target, {
    // A probe finds out; it expects nothing.
    variants: {},
    id: toProbeId(contract, probe),
    kind: 'probe',
    title: quirk?.title ?? probe.quirk,
    seat,
    signal,
    run: async (session) => {
      const told = await probe.tell(session)
      if (typeof told !== 'string') {
        return {
          outcome: told.isUnsettled ? 'unsettled' : 'new',
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

type Verdict = Pick<CaseResult, 'outcome' | 'reason' | 'variant' | 'noise'>
type Attempted = Verdict & Pick<CaseResult, 'failures'>

interface Running {
  id: string
  kind: CaseResult['kind']
  title: string
  seat: SeatOptions | undefined
  signal: AbortSignal | undefined
  variants: Record<string, string>
  run(session: OwnSession): Promise<Verdict>
}

async function runCase(
  contract: Contract,
  aCase: Flow | Probe,
  target: Target,
  { id, kind, title, seat: seatOptions, variants, signal, run }: Running,
): Promise<CaseResult> {
  const began = performance.now()
  const base = {
    id,
    kind,
    title,
    failures: [],
    variant: undefined,
    differences: [],
    leftBehind: [],
    effects: [],
    leaves: [],
    exchanges: [],
    asked: 0,
    durationMs: 0,
  }
  const lack = findLack(aCase, target)
  if (lack !== undefined) return { ...base, outcome: 'skipped', reason: lack }
  let seat: Seat | undefined
  try {
    seat = await target.open(seatOptions)
    const session = createSession(contract, seat, {
      caseId: id,
      spec: target.spec,
      variants,
      goesOn: kind === 'flow',
      graceMs: target.graceMs ?? 0,
      refusesEffects: target.lacks('money'),
    })
    const verdict = await attempt(session, cutOff(run, signal), target.spec)
    const { trail } = session
    const asked = trail.exchanges.length
    const [doubt] = trail.doubts
    await session.cleanUp()
    const judged = settle({ ...verdict, ...judge(verdict, trail.differences) }, doubt)
    return {
      ...base,
      ...judged,
      ...redactResult({ ...judged, ...trail }, Object.values(seat.credentials), target.spec),
      leftBehind: trail.leftBehind,
      effects: trail.effects,
      leaves: asked === 0 ? [] : listKinds(contract.leaves ?? {}, toOwnId(aCase)),
      asked,
      durationMs: performance.now() - began,
    }
  } finally {
    await seat?.close()
  }
}

function toOwnId(aCase: Flow | Probe): string {
  return 'quirk' in aCase ? aCase.quirk : aCase.id
}

/** The same, but given up when the signal comes. */
function cutOff(run: Running['run'], signal: AbortSignal | undefined): Running['run'] {
  if (signal === undefined) return run
  return async (session) => {
    const { promise: cut, reject } = Promise.withResolvers<never>()
    const stop = () => {
      session.cut()
      reject(new Unsettled({ kind: 'slow', reason: String(signal.reason) }))
    }
    signal.addEventListener('abort', stop)
    try {
      if (signal.aborted) stop()
      return await Promise.race([run(session), cut])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }
}

async function attempt(session: OwnSession, run: Running['run'], spec: Spec): Promise<Attempted> {
  const { trail } = session
  try {
    const verdict = await run(session)
    const failures = toFailures(undefined, trail, spec)
    return failures.length === 0 ? { ...verdict, failures } : toBroken(failures)
  } catch (error) {
    if (error instanceof NotAllowed) {
      return { outcome: 'skipped', reason: error.message, variant: undefined, failures: [] }
    }
    if (!(error instanceof Unsettled)) return toBroken(toFailures(error, trail, spec))
    const { message: reason, kind: noise } = error
    return { outcome: 'unsettled', reason, noise, variant: undefined, failures: [] }
  }
}

function toBroken(failures: Failure[]): Attempted {
  const reason = failures.map(({ expected, found }) => `expected ${expected}; found ${found}`)
  return { outcome: 'broken', reason: reason.join('; '), variant: undefined, failures }
}

/** What an answer may have spoilt that came to a request asked twice has not failed by that. */
function settle(verdict: Attempted, doubt: string | undefined): Attempted {
  if (doubt === undefined || !['broken', 'new', 'differs'].includes(verdict.outcome)) return verdict
  return {
    outcome: 'unsettled',
    reason: doubt,
    noise: 'gateway',
    variant: undefined,
    failures: [],
  }
}

/** A case whose answers are off the spec has not passed, whatever else it saw. */
function judge(verdict: Verdict, differences: CaseResult['differences']): Verdict {
  const errors = differences.filter(({ severity }) => severity === 'error')
  if (verdict.outcome !== 'passed' || errors.length === 0) return verdict
  const isNews = errors.some(({ kind }) => kind === 'status' || kind === 'undocumented-operation')
  return {
    ...verdict,
    outcome: isNews ? 'new' : 'broken',
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

export function toFlowId({ provider }: Contract, { id }: Flow): string {
  return `${provider}/flow/${id}`
}

export function toProbeId({ provider }: Contract, { quirk }: Probe): string {
  return `${provider}/probe/${quirk}`
}
