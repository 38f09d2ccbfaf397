/** One collection of one account: rows by id and in insertion order, indexes, and what is due. */

import { FieldIndex } from './field-index.ts'
import type { Heap } from './heap.ts'
import type { Row } from './row.ts'
import type { StoredRecord } from './store.ts'
import { Views } from './views.ts'

export interface TableOptions {
  indexes: readonly string[]
  /** Where rows with a `dueAt` wait; undefined: it is a field like any other. */
  due: Heap<Row> | undefined
  /** Told of rows that come and go, where they are to be found in whichever account they are. */
  owners: { add(id: string): void; remove(id: string): void } | undefined
  nextOrder(): number
  /** Tells that an order was given already. */
  skipOrder(order: number): void
}

export class Table {
  readonly rows = new Map<string, Row>()
  readonly indexes: readonly FieldIndex[]
  readonly views = new Views()
  oldest: Row | undefined
  newest: Row | undefined
  readonly name: string
  readonly #options: TableOptions

  constructor(name: string, options: TableOptions) {
    this.name = name
    this.indexes = options.indexes.map((field) => new FieldIndex(field))
    this.#options = options
  }

  /** Oldest first. */
  *values(): Iterable<Row> {
    for (let row = this.oldest; row !== undefined; row = row.newer) yield row
  }

  /** Adds a frozen record as the newest; the caller has made sure that its id is free. */
  insert(record: StoredRecord, order?: number): Row {
    if (order !== undefined) this.#options.skipOrder(order)
    const row: Row = {
      id: record.id,
      table: this,
      order: order ?? this.#options.nextOrder(),
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
    this.#options.owners?.add(row.id)
    this.#link(row, this.#findOlder(row))
    for (const index of this.indexes) index.add(fieldOf(row.record, index.field), row)
    this.views.add(row)
    const { due } = this.#options
    if (due !== undefined) schedule(due, row)
  }

  remove(row: Row): void {
    this.rows.delete(row.id)
    this.#options.owners?.remove(row.id)
    this.#unlink(row)
    for (const index of this.indexes) index.remove(fieldOf(row.record, index.field), row)
    this.views.remove(row)
    if (row.place >= 0) this.#options.due!.removeAt(row.place)
  }

  replace(row: Row, record: StoredRecord): void {
    for (const index of this.indexes) {
      const before = fieldOf(row.record, index.field)
      const after = fieldOf(record, index.field)
      if (before === after) continue
      index.remove(before, row)
      index.add(after, row)
    }
    const before = row.record
    row.record = record
    this.views.replace(row, before)
    const { due } = this.#options
    if (due !== undefined) schedule(due, row)
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

function schedule(due: Heap<Row>, row: Row): void {
  const dueAt = fieldOf(row.record, 'dueAt')
  const next = typeof dueAt === 'number' ? dueAt : Number.POSITIVE_INFINITY
  if (row.place >= 0) {
    if (row.dueAt === next) return
    due.removeAt(row.place)
  }
  row.dueAt = next
  if (next !== Number.POSITIVE_INFINITY) due.add(row)
}
