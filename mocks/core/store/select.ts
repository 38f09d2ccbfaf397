/** Queries over one table: an index when there is one, otherwise a walk, never a copy of all. */
import { StoreError } from '../../base/errors.ts'
import { Bucket } from './bucket.ts'
import { isIndexable } from './field-index.ts'
import type { Row } from './row.ts'
import type { Query, StoredRecord } from './store.ts'
import { fieldOf, type Table } from './table.ts'

export type Condition = readonly [field: string, value: unknown]

/** The records a query asks for, in its order. */
export function selectRecords<T>(table: Table, query: Query<T>): StoredRecord[] {
  const { where, order = 'oldest', limit = Number.POSITIVE_INFINITY, offset = 0 } = query
  const found: StoredRecord[] = []
  if (limit <= 0) return found
  let toSkip = offset
  visitMatches(table, where, order === 'newest', (row) => {
    if (toSkip > 0) toSkip--
    else found.push(row.record)
    return found.length < limit
  })
  return found
}

export function countRecords<T>(table: Table, where: Partial<T> | undefined): number {
  if (where === undefined) return table.rows.size
  const conditions = toConditions(where)
  if (conditions.length === 1 && conditions[0]![0] !== 'id') {
    // All that an index gives for the only condition matches it.
    const rows = findCandidates(table, conditions)
    if (rows !== undefined) return rows.length
  }
  let count = 0
  visitMatches(table, where, false, () => {
    count++
    return true
  })
  return count
}

/** Calls `visit` for each match until it returns false. */
function visitMatches<T>(
  table: Table,
  where: Partial<T> | undefined,
  isNewestFirst: boolean,
  visit: (row: Row) => boolean,
): void {
  const conditions = toConditions(where)
  const candidates = findCandidates(table, conditions)
  if (candidates === undefined) walkTable(table, conditions, isNewestFirst, visit)
  else walkBucket(candidates, conditions, isNewestFirst, visit)
}

export function toConditions(where: object | undefined): Condition[] {
  const conditions = where === undefined ? [] : Object.entries(where)
  for (const [field, value] of conditions) {
    if (typeof value === 'object' && value !== null) {
      throw new StoreError(
        `A query compares text, numbers, booleans and null; ${field} is neither.`,
      )
    }
  }
  return conditions
}

/** The shortest list of rows that an id or an index gives; undefined when none applies. */
export function findCandidates(table: Table, conditions: Condition[]): Bucket | undefined {
  let best: Bucket | undefined
  for (const [field, value] of conditions) {
    if (field === 'id') return findById(table, value)
    if (!isIndexable(value)) continue
    const index = table.indexes.find((each) => each.field === field)
    const rows = index?.find(value)
    if (rows !== undefined && (best === undefined || rows.length < best.length)) best = rows
  }
  return best
}

function findById(table: Table, id: unknown): Bucket {
  const row = typeof id === 'string' ? table.rows.get(id) : undefined
  return new Bucket(row === undefined ? [] : [row])
}

function walkTable(
  table: Table,
  conditions: Condition[],
  isNewestFirst: boolean,
  visit: (row: Row) => boolean,
): void {
  let row = isNewestFirst ? table.newest : table.oldest
  while (row !== undefined) {
    if (matches(row.record, conditions) && !visit(row)) return
    row = isNewestFirst ? row.older : row.newer
  }
}

function walkBucket(
  rows: Bucket,
  conditions: Condition[],
  isNewestFirst: boolean,
  visit: (row: Row) => boolean,
): void {
  const last = rows.length - 1
  for (let index = 0; index <= last; index++) {
    const row = rows.at(isNewestFirst ? last - index : index)
    if (matches(row.record, conditions) && !visit(row)) return
  }
}

export function matches(record: StoredRecord, conditions: readonly Condition[]): boolean {
  for (const [field, value] of conditions) {
    if (fieldOf(record, field) !== value) return false
  }
  return true
}
