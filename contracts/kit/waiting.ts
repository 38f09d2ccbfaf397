/** How a session waits until something has come. */
import { parseDuration } from '../../mocks/base/duration.ts'
import { findOperation } from '../../mocks/core/serve/find-match.ts'
import type { Spec } from '../../mocks/dialect/types.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Session, Trail } from './session.ts'
import type { Seat } from './targets/target.ts'
import { UnmetExpectation } from './unmet.ts'

/** What comes late is looked for less often, or a slow target would be asked for nothing else. */
const LATE_STEP_MS = 5_000

export interface WaitingOptions {
  seat: Seat
  spec: Spec
  trail: Trail
  /** How much later than expected something may come and only be a remark, in ms. */
  graceMs: number
}

/**
 * Looks, and again after each step. The time that passed between two looks counts, and not the time
 * that a look takes, which a throttle makes longer.
 */
export function createEventually({
  seat,
  spec,
  trail,
  graceMs,
}: WaitingOptions): Session['eventually'] {
  const pass = async (ms: number): Promise<number> => {
    const before = await seat.now()
    await seat.pass(ms)
    return Math.max(ms, (await seat.now()) - before)
  }
  return async (what, { within, every }, check) => {
    const stepMs = toMs(every)
    const lateStepMs = Math.max(stepMs, LATE_STEP_MS)
    let isLate = false
    for (let leftMs = toMs(within); ; ) {
      const found = await check()
      if (found !== undefined && found !== false) {
        if (isLate) trail.differences.push(toLate(what, within, -leftMs, trail, spec))
        return found
      }
      if (leftMs <= -graceMs) throw toUnmet(what, within, trail)
      isLate = leftMs <= 0
      leftMs -= await pass(isLate ? lateStepMs : Math.min(stepMs, leftMs))
    }
  }
}

/** Throws for what is not a duration. */
export function toMs(duration: string): number {
  const ms = parseDuration(duration)
  if (ms === undefined) throw new Error(`"${duration}" is not a duration; write it like PT6M`)
  return ms
}

function toUnmet(what: string, within: string, { exchanges }: Trail): UnmetExpectation {
  return new UnmetExpectation(
    `${what} within ${within}`,
    'it did not come to that',
    exchanges.at(-1),
  )
}

/** It came, and only too late. */
function toLate(
  what: string,
  within: string,
  lateMs: number,
  { exchanges }: Trail,
  spec: Spec,
): Difference {
  const last = exchanges.at(-1)
  const operation = last && findOperation(spec, last.request.method, last.request.path)
  return {
    kind: 'timing',
    severity: 'warning',
    ...(operation === undefined ? {} : { operationId: operation.id }),
    pointer: '',
    expected: `${what} within ${within}`,
    found: `it came ${Math.ceil(lateMs / 1_000)} s later`,
    exchange: last?.id ?? '',
  }
}
