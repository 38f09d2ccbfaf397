/** A notification that comes twice is acknowledged twice and acted on once. */

import type { Attempt } from '../../../core/webhooks/types.ts'
import { type Check, found, judge, toCanonical } from '../check.ts'
import { readTexts } from '../read.ts'
import type { SeenDelivery, SeenRequest } from '../seen.ts'
import { isAfter, isDone, only } from '../traffic.ts'
import type { Finding } from '../types.ts'
import { isUnreachable, sentTo } from './acknowledged.ts'

interface Settings {
  notifications?: string[]
  /** Operations that must not be repeated because of a repeat. */
  effects?: string[]
  /** Where an effect has its idempotency key: with the same key it does no harm. */
  key?: string
}

interface Arrival {
  seen: SeenDelivery
  attempt: Attempt
  isRepeat: boolean
}

/** What a receiver does because of a notification, it does soon: within as many requests and as much time. */
const SOON = { requests: 6, ms: 60_000 }

export const duplicates: Check<Settings> = (traffic, { notifications, effects = [], key }) => {
  const arrivals = toArrivals(sentTo(traffic, notifications))
  const repeats = arrivals.filter(({ isRepeat }) => isRepeat)
  const refused = repeats.filter(({ attempt }) => !isAcknowledged(attempt))
  const findings = [
    ...refused.map(({ seen }) =>
      found(
        [seen],
        'The repeat was not acknowledged.',
        'Answer a repeat as you answered the first.',
      ),
    ),
    ...findRepeatedEffects(arrivals, only(traffic, effects).filter(isDone), key, traffic.requests),
  ]
  return judge(findings, repeats.length > 0)
}

/** Attempts that a receiver of the client's took, in their order. */
function toArrivals(sent: SeenDelivery[]): Arrival[] {
  const known = new Set<string>()
  return sent
    .filter((seen) => !seen.isToInbox && !isUnreachable(seen) && isGenuine(seen))
    .flatMap((seen) => seen.row.attempts.map((attempt) => ({ seen, attempt })))
    .filter(({ attempt }) => attempt.status !== undefined)
    .sort((a, b) => a.attempt.at - b.attempt.at)
    .map(({ seen, attempt }) => {
      const { notification, subject, url, body } = seen.row
      const what = JSON.stringify([notification, subject, url, body])
      const isRepeat = known.has(what)
      if (isAcknowledged(attempt)) known.add(what)
      return { seen, attempt, isRepeat }
    })
}

/** A replay is the real thing once more. */
function isGenuine({ forged }: SeenDelivery): boolean {
  return forged === undefined || forged === 'replay'
}

function isAcknowledged({ status = 0 }: Attempt): boolean {
  return status >= 200 && status < 300
}

function findRepeatedEffects(
  arrivals: Arrival[],
  effects: SeenRequest[],
  key: string | undefined,
  all: SeenRequest[],
): Finding[] {
  const isSoonAfter = (seen: SeenRequest, attempt: Attempt) => isSoon(seen, attempt, all)
  const groups = Map.groupBy(effects, (seen) => toFingerprint(seen, key))
  return [...groups.values()].flatMap((group) => {
    for (const [at, second] of group.entries()) {
      const cause = arrivals.find((each) => each.isRepeat && isSoonAfter(second, each.attempt))
      const firsts = arrivals.filter(
        ({ isRepeat, attempt }) => !isRepeat && isAfter(second, attempt),
      )
      const first = group
        .slice(0, at)
        .find((each) => firsts.some(({ attempt }) => isSoonAfter(each, attempt)))
      if (!cause || !first || isSameKey(first, second, key)) continue
      const others = group
        .slice(0, at)
        .filter((each) => firsts.some(({ attempt }) => isAfter(each, attempt)))
      // Each real notification may have caused one; those of the record before its first, that one.
      const mayHaveCaused = firsts.filter(
        ({ seen, attempt }) =>
          isSoonAfter(second, attempt) &&
          (seen.row.subject !== cause.seen.row.subject || !isAfter(first, attempt)),
      )
      if (others.length < mayHaveCaused.length + 1) continue
      const saw = `${second.entry.request.method} ${second.entry.operationId} was done again after the repeat.`
      const cure = 'Remember what was handled, by the record and its state, and ignore repeats.'
      return [found([cause.seen, first, second], saw, cure)]
    }
    return []
  })
}

/** Counted, as numbers of requests have gaps where several processes give them. */
function isSoon(seen: SeenRequest, attempt: Attempt, all: SeenRequest[]): boolean {
  if (!isAfter(seen, attempt) || seen.entry.at - attempt.at > SOON.ms) return false
  const between = all.filter((each) => isAfter(each, attempt) && each.number <= seen.number)
  return between.length <= SOON.requests
}

function toFingerprint(seen: SeenRequest, key: string | undefined): string {
  const name = key === undefined ? [] : [key.split('/').at(-1)!]
  return `${seen.entry.operationId} ${seen.entry.request.path} ${toCanonical(seen.body, name)}`
}

function isSameKey(first: SeenRequest, second: SeenRequest, key: string | undefined): boolean {
  if (key === undefined) return false
  const [a, b] = [first, second].map((seen) => readTexts(key, seen)[0])
  return a !== undefined && a === b
}
