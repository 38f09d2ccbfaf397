/** One page of what a query asks for, and how many there are in all. */
import type { Bucket } from './bucket.ts'
import type { Row } from './row.ts'
import { type Condition, findCandidates, matches, selectRecords, toConditions } from './select.ts'
import type { PageQuery, StoredRecord } from './store.ts'
import type { Table } from './table.ts'

/** Fewer rows are walked: keeping a view of them would cost more. */
const MIN_ROWS = 256

export interface FoundPage {
  records: StoredRecord[]
  total: number
}

/** The page; what no index gives alone is found once and then kept as a view of the table. */
export function selectPage<T>(table: Table, query: PageQuery<T>): FoundPage {
  const { where, match, ...window } = query
  const conditions = toConditions(where)
  if (conditions.length === 0 && match === undefined) {
    return { records: selectRecords(table, window), total: table.rows.size }
  }
  const candidates = findCandidates(table, conditions)
  const isExact = match === undefined && conditions.length === 1
  if (candidates && isExact && conditions[0]![0] !== 'id') return slice(candidates, window)
  const test = (record: StoredRecord) =>
    // Holds because a collection's records have the type its writers gave them.
    matches(record, conditions) && (match === undefined || match.test(record as T))
  const rows = candidates?.values() ?? table.values()
  if ((candidates?.length ?? table.rows.size) < MIN_ROWS) return walk(rows, test, window)
  return slice(table.views.read(toKey(conditions, match?.key), test, rows), window)
}

type Window = Pick<PageQuery<unknown>, 'order' | 'offset' | 'limit'>

function slice(rows: Bucket, { order, offset = 0, limit = rows.length }: Window): FoundPage {
  const records: StoredRecord[] = []
  const total = rows.length
  for (let place = offset; place < Math.min(offset + limit, total); place++) {
    records.push(rows.at(order === 'newest' ? total - 1 - place : place).record)
  }
  return { records, total }
}

function walk(
  rows: Iterable<Row>,
  test: (record: StoredRecord) => boolean,
  { order, offset = 0, limit = Number.POSITIVE_INFINITY }: Window,
): FoundPage {
  const found = [...rows].map(({ record }) => record).filter(test)
  if (order === 'newest') found.reverse()
  return { records: found.slice(offset, offset + limit), total: found.length }
}

/** An absent value is no member, and so told from null. */
function toKey(conditions: readonly Condition[], match: string | undefined): string {
  return JSON.stringify([
    conditions.map(([field, value]) => (value === undefined ? [field] : [field, value])),
    match,
  ])
}
