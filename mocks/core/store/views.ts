/** Rows that match, kept up to date as their table changes, so that a page of them costs the page. */
import { Bucket } from './bucket.ts'
import type { Row } from './row.ts'
import type { StoredRecord } from './store.ts'

/** Views that one table keeps; the one that was read longest ago makes room. */
const MAX_VIEWS = 8

/** A view that nobody read for so many changes is dropped. */
const MAX_UNREAD = 1_000

const NONE: readonly View[] = []

type Test = (record: StoredRecord) => boolean

interface View {
  rows: Bucket
  test: Test
  unread: number
}

export class Views {
  /** In the order in which they were read. */
  readonly #views = new Map<string, View>()

  /** The rows of a view; where it is new, those of `candidates`, oldest first, that match. */
  read(key: string, test: Test, candidates: Iterable<Row>): Bucket {
    const view = this.#views.get(key) ?? { rows: filter(candidates, test), test, unread: 0 }
    view.unread = 0
    this.#views.delete(key)
    this.#views.set(key, view)
    const [longestAgo] = this.#views.keys()
    if (this.#views.size > MAX_VIEWS) this.#views.delete(longestAgo!)
    return view.rows
  }

  add(row: Row): void {
    for (const { rows, test } of this.#touched()) if (test(row.record)) rows.add(row)
  }

  remove(row: Row): void {
    for (const { rows, test } of this.#touched()) if (test(row.record)) rows.remove(row)
  }

  /** Takes in what has become of a row. */
  replace(row: Row, before: StoredRecord): void {
    for (const { rows, test } of this.#touched()) {
      const after = test(row.record)
      if (test(before) === after) continue
      if (after) rows.add(row)
      else rows.remove(row)
    }
  }

  /** Each view, told that its table changes; those that nobody reads go. */
  #touched(): Iterable<View> {
    return this.#views.size === 0 ? NONE : this.#listTouched()
  }

  *#listTouched(): Iterable<View> {
    for (const [key, view] of this.#views) {
      if (++view.unread > MAX_UNREAD) this.#views.delete(key)
      else yield view
    }
  }
}

function filter(candidates: Iterable<Row>, test: Test): Bucket {
  const rows: Row[] = []
  for (const row of candidates) if (test(row.record)) rows.push(row)
  return new Bucket(rows)
}
