/** Something is read shortly before something else is done. */
import { type Check, found, judge, toWords } from '../check.ts'
import type { SeenRequest } from '../seen.ts'
import { hasFailed, isDone, isInvalid, isStranger, only } from '../traffic.ts'

interface Settings {
  operations: string[]
  reads: string[]
  /** How old, on the account's clock, what was read may be. */
  within: string
}

export const readBefore: Check<Settings> = (traffic, { operations, reads, within }) => {
  const limit = traffic.toMs(within)
  const oldest = traffic.requests[0]?.entry.at ?? 0
  const read = only(traffic, reads).filter(isDone)
  const done = only(traffic, operations).filter(
    (seen) => !isStranger(seen) && !isInvalid(seen, traffic.spec),
  )
  const blind = done.filter((seen, at) => {
    // What the journal has dropped may have held the reading.
    if (traffic.dropped > 0 && seen.entry.at - limit <= oldest) return false
    if (isRepeat(seen, done[at - 1])) return false
    return !read.some((each) => each.number < seen.number && seen.entry.at - each.entry.at <= limit)
  })
  const cure = `Read ${reads.join(' or ')} within ${toWords(limit)} before it.`
  return judge(
    blind.map((seen) =>
      found([seen], `Nothing of ${reads.join(' or ')} was read before it.`, cure),
    ),
    done.length > 0,
  )
}

/** The same once more, after a failure: what was read then still counts. */
function isRepeat(seen: SeenRequest, before: SeenRequest | undefined): boolean {
  return (
    before !== undefined &&
    hasFailed(before) &&
    before.entry.request.body === seen.entry.request.body
  )
}
