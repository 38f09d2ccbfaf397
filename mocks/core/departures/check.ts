/** What rules of all kinds have in common: how what is wrong with one is said. */
import { parseDuration } from '../../base/duration.ts'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { DurationText, Turn } from '../accounts/rule-types.ts'

/** The longest that an answer is held back, in milliseconds: no client is that patient. */
const MAX_WAIT_MS = 3_600_000

/** Where, what was found, the cure. */
export function invalid(where: string, why: string): EnsayoError {
  return new EnsayoError('RULE_INVALID', `${where}: ${why}`)
}

/** Milliseconds of a duration that was checked. */
export function toMs(duration: DurationText): number {
  return typeof duration === 'number' ? duration : (parseDuration(duration) ?? 0)
}

/** Throws `RULE_INVALID` unless it is a duration, of an hour at most where an answer waits for it. */
export function expectDuration(where: string, duration: DurationText, isWait: boolean): void {
  const ms = typeof duration === 'number' ? duration : parseDuration(duration)
  if (ms === undefined || !Number.isSafeInteger(ms) || ms < 0) {
    const found = JSON.stringify(duration)
    throw invalid(where, `${found} is not a duration. Write it like PT2S, or as milliseconds.`)
  }
  if (!isWait || ms <= MAX_WAIT_MS) return
  throw invalid(where, `duration ${JSON.stringify(duration)} is over an hour. Give PT1H or less.`)
}

/** Throws `RULE_INVALID` on a count that is not one or a rate out of range. */
export function expectTurn(where: string, { times, skip, rate }: Turn): void {
  if (times !== undefined && !(Number.isSafeInteger(times) && times >= 1)) {
    throw invalid(where, `times ${times} is not a count. Give 1 or more, or leave it out for ever.`)
  }
  if (skip !== undefined && !(Number.isSafeInteger(skip) && skip >= 0)) {
    throw invalid(where, `skip ${skip} is not a count. Give 0 or more.`)
  }
  if (rate !== undefined && !(rate > 0 && rate <= 1)) {
    throw invalid(where, `rate ${rate} is out of range. Give more than 0 and up to 1, like 0.3.`)
  }
}

/** Throws `RULE_INVALID` naming the first setting that is not taken; `kind` says by what. */
export function expectOnly(
  where: string,
  kind: string,
  setting: object,
  taken: readonly string[],
): void {
  for (const [name, value] of Object.entries(setting)) {
    if (value === undefined || taken.includes(name)) continue
    throw invalid(
      where,
      `${kind} takes no "${name}".${didYouMean(name, taken)} It takes: ${taken.join(', ')}.`,
    )
  }
}

/** Throws `RULE_INVALID` on a status that no answer has. */
export function expectStatus(where: string, status: number | undefined): void {
  if (status === undefined) return
  if (Number.isSafeInteger(status) && status >= 200 && status <= 599) return
  throw invalid(where, `${status} is not the status of an answer. Give 200 to 599.`)
}

/** Throws `RULE_INVALID` when a header's name or value cannot be sent. */
export function expectHeaders(where: string, headers: Record<string, string> | undefined): void {
  for (const [name, value] of Object.entries(headers ?? {})) {
    try {
      new Headers([[name, value]])
    } catch {
      throw invalid(where, `header ${JSON.stringify(name)} cannot be sent. Check name and value.`)
    }
  }
}

/** A copy without what is undefined. */
export function compact<T extends object>(setting: T): T {
  const entries = Object.entries(setting).filter(([, value]) => value !== undefined)
  // The same fields less those that say nothing.
  return Object.fromEntries(entries) as T
}
