/** How probes tell: by a status, by the instant at which something happens. */
import type { Answer } from './answer.ts'
import { type Undecided, undecided } from './contract.ts'
import { UnmetExpectation } from './expectation.ts'
import type { Session } from './session.ts'

/** The variant that goes with the status of an answer. */
export function tellByStatus(
  what: string,
  { status, text }: Answer,
  variants: Readonly<Record<number, string>>,
): string | Undecided {
  return variants[status] ?? undecided(`${what} is answered ${status}: ${text.slice(0, 200)}`)
}

export interface Checkpoint {
  /** What to tell when it has happened by then; absent: that is sooner than any variant says. */
  variant?: string
  /** When to look, in seconds from the start. */
  atS: number
  /** An answer that comes later than this decides nothing, as the next variant may be the cause. */
  beforeS?: number
}

/** Looks at each instant in turn, and tells the variant of the first at which it has happened. */
export async function tellByTime(
  session: Session,
  what: string,
  checkpoints: readonly Checkpoint[],
  hasHappened: () => Promise<boolean>,
): Promise<string | Undecided> {
  const startedAt = await session.now()
  const elapsedS = async () => ((await session.now()) - startedAt) / 1_000
  for (const { atS, beforeS, variant } of checkpoints) {
    const leftS = atS - (await elapsedS())
    if (leftS > 0) await session.pass(`PT${leftS.toFixed(3)}S`)
    if (!(await hasHappened())) continue
    const tookS = await elapsedS()
    if (variant === undefined) return undecided(`${what} within ${atS} s, sooner than documented`)
    if (beforeS === undefined || tookS < beforeS) return variant
    return undecided(`${what} within ${tookS} s; the target answers too slowly to tell`)
  }
  return undecided(`${what} not within ${checkpoints.at(-1)?.atS} s`)
}

/** What `wait` comes to; undefined where it waited in vain. */
export async function orNothing<T>(wait: Promise<T>): Promise<T | undefined> {
  try {
    return await wait
  } catch (error) {
    if (error instanceof UnmetExpectation) return undefined
    throw error
  }
}
