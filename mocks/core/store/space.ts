/** Everything that is stored for one account. */
import { Heap } from './heap.ts'
import type { Owners } from './owners.ts'
import type { Row } from './row.ts'
import { DELIVERIES, type StoreOptions, TIMERS } from './store.ts'
import { Table } from './table.ts'

const DEFAULT_MAX_RECORDS = 20_000

/** What every space of a store shares. */
export interface SpaceOptions extends Pick<StoreOptions, 'indexes'> {
  maxRecords: number
  timed: ReadonlySet<string>
  owners: Owners
}

export function toSpaceOptions(options: StoreOptions, owners: Owners): SpaceOptions {
  return {
    indexes: { ...options.indexes, [TIMERS]: ['subject'] },
    maxRecords: Math.max(1, options.maxRecords ?? DEFAULT_MAX_RECORDS),
    timed: new Set(options.timed),
    owners,
  }
}

export class Space {
  readonly account: string
  readonly generation: number
  readonly tables = new Map<string, Table>()
  /** What waits for its instant: timer rows and records with a lifecycle, and deliveries. */
  readonly due = { [TIMERS]: createHeap(), [DELIVERIES]: createHeap() }
  /** While somebody else plays what is due, nothing is here. */
  isPaused = false
  readonly #options: SpaceOptions
  #nextOrder = 0

  constructor(account: string, generation: number, options: SpaceOptions) {
    this.account = account
    this.generation = generation
    this.#options = options
  }

  /** The table of a collection, made when there is none. */
  open(collection: string): Table {
    let table = this.tables.get(collection)
    if (table === undefined) {
      table = new Table(collection, {
        indexes: this.#options.indexes?.[collection] ?? [],
        due: this.#dueOf(collection),
        owners: this.#options.owners.of(collection, this.account),
        nextOrder: () => this.#nextOrder++,
        skipOrder: (order) => {
          this.#nextOrder = Math.max(this.#nextOrder, order + 1)
        },
      })
      this.tables.set(collection, table)
    }
    return table
  }

  maxRecords(collection: string): number {
    const isReserved = collection === TIMERS || collection === DELIVERIES
    return isReserved ? Number.POSITIVE_INFINITY : this.#options.maxRecords
  }

  /** Takes leave of its records, before it is dropped. */
  forget(): void {
    for (const table of this.tables.values()) {
      const owners = this.#options.owners.of(table.name, this.account)
      if (owners) for (const id of table.rows.keys()) owners.remove(id)
    }
  }

  #dueOf(collection: string): Heap<Row> | undefined {
    if (collection === DELIVERIES) return this.due[DELIVERIES]
    const isTimed = collection === TIMERS || this.#options.timed.has(collection)
    return isTimed ? this.due[TIMERS] : undefined
  }
}

function createHeap(): Heap<Row> {
  return new Heap<Row>(isDueBefore, (row, place) => {
    row.place = place
  })
}

function isDueBefore(a: Row, b: Row): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order)
}
