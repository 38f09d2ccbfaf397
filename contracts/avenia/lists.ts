/** The order of lists, which no document says: by `avenia.lists.order`. */
import type { Session } from '../kit/session.ts'

/** Records of a list, oldest first. */
export function toOldestFirst<T>(session: Session, records: readonly T[]): T[] {
  const isNewestFirst = session.variantOf('avenia.lists.order') === 'newest-first'
  return isNewestFirst ? records.toReversed() : [...records]
}

/** The newest record of a list. */
export function newestOf<T>(session: Session, records: readonly T[]): T | undefined {
  return toOldestFirst(session, records).at(-1)
}
