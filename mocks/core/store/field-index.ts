/** Rows by the value of one field, each value's rows in insertion order. */
import { Bucket } from './bucket.ts'
import type { Row } from './row.ts'

/** Objects and absent fields are not indexed; a query for those scans. */
export function isIndexable(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null)
}

export class FieldIndex {
  readonly field: string
  /** Most values have one row, which is then kept without a bucket. */
  readonly #rows = new Map<unknown, Row | Bucket>()

  constructor(field: string) {
    this.field = field
  }

  find(value: unknown): Bucket {
    const held = this.#rows.get(value)
    if (held === undefined) return new Bucket([])
    return held instanceof Bucket ? held : new Bucket([held])
  }

  add(value: unknown, row: Row): void {
    if (!isIndexable(value)) return
    const held = this.#rows.get(value)
    if (held === undefined) this.#rows.set(value, row)
    else if (held instanceof Bucket) held.add(row)
    else this.#rows.set(value, new Bucket(held.order < row.order ? [held, row] : [row, held]))
  }

  remove(value: unknown, row: Row): void {
    const held = this.#rows.get(value)
    if (held === row) this.#rows.delete(value)
    else if (held instanceof Bucket) {
      held.remove(row)
      if (held.length === 0) this.#rows.delete(value)
    }
  }
}
