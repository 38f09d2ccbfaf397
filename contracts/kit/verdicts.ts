/** How probes tell: by a status, by the instant at which something happens. */
import type { Answer } from './answer.ts'
import { type Undecided, undecided, unsettled } from './contract.ts'
import type { Session } from './session.ts'
import type { CallbackMessage } from './targets/target.ts'
import { UnmetExpectation } from './unmet.ts'

/** For whoever reads why nothing was decided. */
export function describeAnswer(what: string, { status, text }: Answer): string {
  return `${what} is answered ${status}: ${text.slice(0, 200)}`
}

/** The variant that goes with the status of an answer. */
export function tellByStatus(
  what: string,
  answer: Answer,
  variants: Readonly<Record<number, string>>,
): string | Undecided {
  return variants[answer.status] ?? undecided(describeAnswer(what, answer))
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
    return unsettled(`${what} within ${tookS} s; the target answers too slowly to tell`)
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

/** Notifications of a list, once there are so many or the time is over: those that came decide. */
export async function waitForMessages(
  session: Session,
  list: () => Promise<CallbackMessage[]>,
  { count = 1, within, every = 'PT1S' }: { count?: number; within: string; every?: string },
): Promise<CallbackMessage[]> {
  const isThere = async () => (await list()).length >= count
  await orNothing(session.eventually(`${count} notifications`, { within, every }, isThere))
  return list()
}
