import type { StoredRecord } from './store.ts'

export interface Row {
  readonly id: string
  /** Position in insertion order; never reused within a table. */
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
