import type { StoredRecord } from './store.ts'

export interface Row {
  readonly id: string
  readonly table: Holder
  /** Position in insertion order; never reused within an account. */
  readonly order: number
  record: StoredRecord
  older: Row | undefined
  newer: Row | undefined
  isLinked: boolean
  /** As in the record; Infinity without one. */
  dueAt: number
  /** Index in the heap, -1 outside. */
  place: number
}

/** The table that a row stands in, as whoever takes a change back sees it. */
export interface Holder {
  readonly name: string
  readonly rows: ReadonlyMap<string, Row>
  remove(row: Row): void
  replace(row: Row, record: StoredRecord): void
  restore(row: Row): void
}
