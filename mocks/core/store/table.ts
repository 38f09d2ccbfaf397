/** One collection of one account: rows by id and in insertion order, indexes, and what is due. */

import { FieldIndex } from './field-index.ts'
import { Heap } from './heap.ts'
import type { Row } from './row.ts'
import type { StoredRecord } from './store.ts'

export class Table {
  readonly rows = new Map<string, Row>()
  readonly indexes: readonly FieldIndex[]
  oldest: Row | undefined
  newest: Row | undefined
  readonly #due: Heap<Row> | undefined
  #nextOrder = 0

  constructor(options: { indexes: readonly string[]; hasDue: boolean }) {
    this.indexes = options.indexes.map((field) => new FieldIndex(field))
    this.#due = options.hasDue ? new Heap(isDueBefore, setPlace) : undefined
  }

  get nextDueAt(): number | undefined {
    return this.#due?.first?.dueAt
  }

  due(until: number, limit: number): Row[] {
    return this.#due?.leading(limit, (row) => row.dueAt <= until) ?? []
  }

  /** Adds a frozen record as the newest; the caller has made sure that its id is free. */
  insert(record: StoredRecord): Row {
    const row: Row = {
      id: record.id,
      order: this.#nextOrder++,
      record,
      older: undefined,
      newer: undefined,
      isLinked: false,
      dueAt: Number.POSITIVE_INFINITY,
      place: -1,
    }
    this.restore(row)
    return row
  }

  /** Puts a row where its insertion belongs, also one that was removed before. */
  restore(row: Row): void {
    this.rows.set(row.id, row)
    this.#link(row, this.#findOlder(row))
    for (const index of this.indexes) index.add(fieldOf(row.record, index.field), row)
    if (this.#due !== undefined) this.#schedule(row)
  }

  remove(row: Row): void {
    this.rows.delete(row.id)
    this.#unlink(row)
    for (const index of this.indexes) index.remove(fieldOf(row.record, index.field), row)
    if (row.place >= 0) this.#due?.removeAt(row.place)
  }

  replace(row: Row, record: StoredRecord): void {
    for (const index of this.indexes) {
      const before = fieldOf(row.record, index.field)
      const after = fieldOf(record, index.field)
      if (before === after) continue
      index.remove(before, row)
      index.add(after, row)
    }
    row.record = record
    if (this.#due !== undefined) this.#schedule(row)
  }

  #schedule(row: Row): void {
    const dueAt = fieldOf(row.record, 'dueAt')
    const next = typeof dueAt === 'number' ? dueAt : Number.POSITIVE_INFINITY
    if (row.place >= 0) {
      if (row.dueAt === next) return
      this.#due!.removeAt(row.place)
    }
    row.dueAt = next
    if (next !== Number.POSITIVE_INFINITY) this.#due!.add(row)
  }

  /** The row's old neighbour while that still holds, as it does on the way back; else a walk. */
  #findOlder(row: Row): Row | undefined {
    const hint = row.older
    if (hint?.isLinked && (hint.newer === undefined || hint.newer.order > row.order)) return hint
    if (this.oldest === undefined || this.oldest.order > row.order) return undefined
    let older = this.newest
    while (older !== undefined && older.order > row.order) older = older.older
    return older
  }

  #link(row: Row, older: Row | undefined): void {
    const newer = older === undefined ? this.oldest : older.newer
    row.older = older
    row.newer = newer
    row.isLinked = true
    if (older === undefined) this.oldest = row
    else older.newer = row
    if (newer === undefined) this.newest = row
    else newer.older = row
  }

  /** Keeps the row's own pointers: `restore` starts from them. */
  #unlink(row: Row): void {
    row.isLinked = false
    if (row.older === undefined) this.oldest = row.newer
    else row.older.newer = row.newer
    if (row.newer === undefined) this.newest = row.older
    else row.newer.older = row.older
  }
}

export function fieldOf(record: StoredRecord, field: string): unknown {
  // Holds because a record is a plain object of JSON; an absent field reads as undefined.
  return (record as unknown as Record<string, unknown>)[field]
}

function isDueBefore(a: Row, b: Row): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order)
}

function setPlace(row: Row, place: number): void {
  row.place = place
}
