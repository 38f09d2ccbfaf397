/** What one unit of work changed, so that a keeper can make it last and a throw can take it back. */
import type { Row } from './row.ts'
import type { ChangeSet, Effect, RecordChange, Recorder, StoredRecord } from './store.ts'

interface Step {
  row: Row
  /** Undefined for an insert. */
  before: StoredRecord | undefined
}

const NONE: readonly Effect[] = []

/** Collects changes while a unit of work runs. */
export class Changes implements ChangeSet, Recorder {
  readonly account: string
  /** False once the unit has ended. */
  isOpen = true
  /** Records dropped over the bound; counts only when the unit commits. */
  dropped = 0
  readonly #steps: Step[] = []
  readonly #counted: { counters: Map<string, number>; kind: string; before: number }[] = []
  #others: (() => void)[] | undefined

  constructor(account: string) {
    this.account = account
  }

  get isEmpty(): boolean {
    return this.#steps.length === 0 && this.#counted.length === 0
  }

  add(row: Row, before: StoredRecord | undefined): void {
    this.#steps.push({ row, before })
  }

  count(counters: Map<string, number>, kind: string, before: number): void {
    this.#counted.push({ counters, kind, before })
  }

  onUndo(undo: () => void): void {
    this.#others ??= []
    this.#others.push(undo)
  }

  records(): RecordChange[] {
    const touched = [...new Set(this.#steps.map(({ row }) => row))]
    // One that was removed stands before the one that came after it under the same id.
    return touched.map((row) =>
      toChange(row, row.table.rows.get(row.id) === row ? row.record : undefined),
    )
  }

  effects(): readonly Effect[] {
    if (this.#steps.length === 0) return NONE
    const befores = new Map<Row, StoredRecord | undefined>()
    for (const { row, before } of this.#steps) if (!befores.has(row)) befores.set(row, before)
    const effects: Effect[] = []
    for (const [row, before] of befores) {
      const { id, table } = row
      const after = table.rows.get(id) === row ? row.record : undefined
      // What came and went within it never was.
      if (before !== after) effects.push({ collection: table.name, id, before, after })
    }
    return effects
  }

  counters(): Record<string, number> {
    return Object.fromEntries(
      this.#counted.map(({ counters, kind }) => [kind, counters.get(kind) ?? 0]),
    )
  }

  /** Takes everything back, last change first. */
  undo(): void {
    for (const { row, before } of this.#steps.toReversed()) {
      const { table } = row
      if (before === undefined) table.remove(row)
      else if (table.rows.get(row.id) === row) table.replace(row, before)
      else table.restore(row)
    }
    for (const { counters, kind, before } of this.#counted.toReversed()) {
      if (before === 0) counters.delete(kind)
      else counters.set(kind, before)
    }
    for (const undo of this.#others?.toReversed() ?? []) undo()
  }
}

function toChange(row: Row, record: StoredRecord | undefined): RecordChange {
  const dueAt = record !== undefined && Number.isFinite(row.dueAt) ? row.dueAt : undefined
  return { collection: row.table.name, id: row.id, record, order: row.order, dueAt }
}
