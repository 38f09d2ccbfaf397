/** What a running transaction has changed, so that it can be taken back. */

import type { Row } from './row.ts'
import type { StoredRecord } from './store.ts'
import type { Table } from './table.ts'

interface Change {
  table: Table
  row: Row
  /** Undefined for an insert. */
  before: StoredRecord | undefined
  /** Undefined for a delete. */
  after: StoredRecord | undefined
}

export class UndoLog {
  /** False once the transaction has ended. */
  isOpen = true
  /** Records dropped over the bound; counts only when the transaction commits. */
  dropped = 0
  readonly #changes: Change[] = []

  add(
    table: Table,
    row: Row,
    before: StoredRecord | undefined,
    after: StoredRecord | undefined,
  ): void {
    this.#changes.push({ table, row, before, after })
  }

  /** Takes everything back, last change first. */
  undo(): void {
    for (let change = this.#changes.pop(); change !== undefined; change = this.#changes.pop()) {
      undoChange(change)
    }
  }
}

/** What another transaction has changed since, which can happen under `SHARED` only, stays. */
function undoChange({ table, row, before, after }: Change): void {
  const current = table.rows.get(row.id)
  if (after === undefined) {
    if (current === undefined) table.restore(row)
    return
  }
  if (current !== row || row.record !== after) return
  if (before === undefined) table.remove(row)
  else table.replace(row, before)
}
