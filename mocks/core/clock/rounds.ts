/** Plays what is due instant by instant, and stops where it does not get on. */
import { EnsayoError } from '../../base/errors.ts'

const MAX_ROUNDS = 10_000
const MAX_FAILURES = 10

export interface Ran {
  timers: number
  deliveries: number
}

export interface RoundsOptions {
  nextDueAt(account: string): number | undefined
  /**
   * Plays what is due up to an instant, in order; `waits` says whether for what others do with it, too.
   * It must not wait for `advance` or `settle`.
   */
  runDue(account: string, until: number, waits: boolean): Promise<Ran>
  /** Told of what `runDue` throws, and of an account that does not get on. */
  onError(error: unknown): void
  /** Asked before each round. */
  isStopped(): boolean
}

export interface Played {
  ran: Ran
  /** The first instant after the end at which something is due. */
  nextDueAt: number | undefined
}

/**
 * Plays an account's rounds up to `until`; `reach` is told of each instant before it is played.
 * Throws when 10,000 rounds in a row leave something due at one instant, or 10 fail.
 */
export async function playRounds(
  account: string,
  until: number,
  reach: (instant: number) => void,
  waits: boolean,
  options: RoundsOptions,
): Promise<Played> {
  const ran: Ran = { timers: 0, deliveries: 0 }
  let instant = Number.NEGATIVE_INFINITY
  let rounds = 0
  let failures = 0
  for (;;) {
    const dueAt = options.nextDueAt(account)
    if (dueAt === undefined || dueAt > until || options.isStopped()) {
      return { ran, nextDueAt: dueAt }
    }
    if (dueAt > instant) {
      instant = dueAt
      rounds = 0
      failures = 0
    }
    if (++rounds > MAX_ROUNDS) throw endless(account, instant)
    reach(dueAt)
    try {
      const { timers, deliveries } = await options.runDue(account, dueAt, waits)
      ran.timers += timers
      ran.deliveries += deliveries
      failures = 0
    } catch (error) {
      options.onError(error)
      if (++failures >= MAX_FAILURES) throw failing(account, instant, error)
    }
  }
}

function endless(account: string, instant: number): EnsayoError {
  return new EnsayoError(
    'INTERNAL',
    `${account}: after ${MAX_ROUNDS} rounds something is still due at ${instant}. ` +
      'A timer or delivery sets itself anew at the same instant; let some time pass in between.',
  )
}

function failing(account: string, instant: number, cause: unknown): EnsayoError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new EnsayoError(
    'INTERNAL',
    `${account}: what is due at ${instant} failed ${MAX_FAILURES} times in a row: ${message}`,
    { cause },
  )
}
