/**
 * In which order cases run. Those that wait do so side by side where a target lets them; all others,
 * and those that change what all share, come after them, one after the other.
 */
import type { Flow, Probe } from './contract.ts'
import type { CaseResult } from './result.ts'
import type { Target } from './targets/target.ts'

export interface Planned {
  id: string
  aCase: Flow | Probe
  run(): Promise<CaseResult>
}

export interface ScheduleOptions {
  /** Told of each case when it is done. */
  onCase?: ((result: CaseResult) => void) | undefined
  signal?: AbortSignal | undefined
  /** Asks the target for something that it always has, whatever comes of it. */
  feelPulse(): Promise<void>
}

/** So often is a case asked again that a gateway, a throttle or a network spoilt. */
const AGAIN = 8

/** Runs them until there is a reason to end. Results stand in the order of the plan, however they came. */
export async function runAll(
  plan: readonly Planned[],
  target: Target,
  { onCase, ...options }: ScheduleOptions,
): Promise<{ results: CaseResult[]; ended: string | undefined }> {
  const done = new Map<Planned, CaseResult>()
  const toEnd = () => findEnd(target, [...done.values()], options.signal)
  const runOne = async (planned: Planned, isLast: (result: CaseResult) => boolean) => {
    const result = await runUntilSettled(planned, target, options)
    if (!isLast(result)) return
    done.set(planned, result)
    onCase?.(result)
  }
  await runBeside(plan.filter(isWaiting), target, toEnd, (planned) =>
    runOne(planned, (result) => !wasHeldUp(result)),
  )
  for (const planned of plan) {
    if (done.has(planned)) continue
    if (toEnd() !== undefined) break
    await runOne(planned, () => true)
  }
  return { results: plan.flatMap((planned) => done.get(planned) ?? []), ended: toEnd() }
}

function isWaiting({ aCase: { waits } }: Planned): boolean {
  return waits !== undefined
}

/** Others may have been why it could not tell; it is asked again with nobody beside it. */
function wasHeldUp({ outcome, variant, effects }: CaseResult): boolean {
  return outcome === 'unsettled' && variant !== undefined && effects.length === 0
}

/** Begins one whenever all that run wait, as long as there is room and none holds what it uses. */
async function runBeside(
  plan: readonly Planned[],
  { beside }: Target,
  toEnd: () => string | undefined,
  runOne: (planned: Planned) => Promise<void>,
): Promise<void> {
  if (beside === undefined) return
  const running = new Map<Planned, Promise<void>>()
  const pending = [...plan]
  while (pending.length > 0) {
    await beside.free()
    if (toEnd() !== undefined) break
    const others = [...running.keys()]
    const index = pending.findIndex((each) => others.every((other) => !isAtOdds(each, other)))
    if (index === -1 || running.size >= beside.places) {
      await Promise.race(running.values())
      continue
    }
    const [planned] = pending.splice(index, 1) as [Planned]
    running.set(
      planned,
      runOne(planned).finally(() => running.delete(planned)),
    )
  }
  await Promise.all(running.values())
}

/** Whether one holds what the other holds or changes. */
function isAtOdds({ aCase: one }: Planned, { aCase: other }: Planned): boolean {
  return isHeld(one, other) || isHeld(other, one)
}

function isHeld(holder: Flow | Probe, other: Flow | Probe): boolean {
  const held = toHeld(holder)
  if (held === 'everything') return true
  const used = [...toHeld(other), ...toChanged(other)]
  return held.some((each) => used.includes(each))
}

/** A person does one thing at a time. */
function toHeld({ holds = [], needs }: Flow | Probe): readonly string[] | 'everything' {
  return holds !== 'everything' && needs?.includes('human') ? [...holds, 'person'] : holds
}

function toChanged({ changes, needs }: Flow | Probe): readonly string[] {
  return changes ?? (needs?.includes('money') ? ['balance'] : [])
}

/**
 * A case that was spoilt is begun anew, unless it moved money: how far that came is not known. What an
 * answer that did not come has spoilt waits for the next run, as it would take that long again.
 */
async function runUntilSettled(
  { aCase: { needs }, run }: Planned,
  { health }: Target,
  { signal, feelPulse }: ScheduleOptions,
): Promise<CaseResult> {
  for (let again = 0; ; again++) {
    const result = await run()
    const { outcome, variant, effects, noise } = result
    if (outcome !== 'unsettled' || variant !== undefined || signal?.aborted) return result
    // Whether all of it is ill shows sooner than by a case that begins with waiting.
    if (!health?.down) await feelPulse()
    const isOver = effects.length > 0 || needs?.includes('money') || noise === 'slow'
    if (isOver || health?.down || again === AGAIN) return result
  }
}

/** Fewer say nothing about the share of them. */
const ENOUGH = 12

/** Why the run ends; a quarter of what was asked is too much to believe the rest. */
function findEnd(
  { health, baseUrl }: Target,
  results: readonly CaseResult[],
  signal: AbortSignal | undefined,
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
