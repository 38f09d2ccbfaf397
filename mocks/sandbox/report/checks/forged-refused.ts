/** A notification that is not the provider's is refused, or not believed. */
import { type Check, found, judge } from '../check.ts'
import type { SeenDelivery } from '../seen.ts'
import { isForgotten } from '../traffic.ts'
import { isUnreachable, sentTo } from './acknowledged.ts'
import type { ReadSettings } from './read-after.ts'
import { findRead } from './read-after-notification.ts'

interface Settings {
  notifications?: string[]
  /** Kinds of forgery meant. */
  kinds: string[]
  /** Variants, `id=variant`, that make a notification lie. */
  variants?: string[]
  /** Where nothing is signed: whoever reads the record first has not believed it. */
  reads?: ReadSettings
  id?: string
}

export const forgedRefused: Check<Settings> = (traffic, settings) => {
  const { notifications, kinds, variants = [], reads, id = '' } = settings
  const isMeant = ({ forged, row }: SeenDelivery) =>
    (forged !== undefined && kinds.includes(forged)) ||
    row.quirks.some((choice) => variants.includes(choice))
  const forged = sentTo(traffic, notifications).filter(
    (each) => isMeant(each) && !each.isToInbox && !isUnreachable(each),
  )
  const believed = forged.filter((each) => {
    const { status = 0 } = each.row.attempts.at(-1)!
    if (status < 200 || status > 299) return false
    // The reading of a record that does not exist is a reading too.
    if (reads === undefined) return true
    if (isForgotten(traffic, each.row.attempts[0])) return false
    return !findRead(traffic, each, { id, reads }, () => true)
  })
  const cure =
    reads === undefined
      ? 'Verify the signature over the raw body before anything else, and answer 401.'
      : `Read the record (${Object.keys(reads).join(' or ')}) before acting; anybody can send a notification.`
  const findings = believed.map((each) =>
    found([each], `It was forged (${each.forged ?? 'it lies'}) and taken for real.`, cure),
  )
  return judge(findings, forged.length > 0)
}
