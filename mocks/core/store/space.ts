/** Everything that is stored for one account. */
import { Lock } from './lock.ts'
import { DELIVERIES, SHARED, type StoreOptions, TIMERS } from './store.ts'
import { Table } from './table.ts'

const DEFAULT_MAX_RECORDS = 20_000

export class Space {
  readonly lock = new Lock()
  tables = new Map<string, Table>()
  readonly #options: StoreOptions
  readonly #maxRecords: number

  constructor(account: string, options: StoreOptions) {
    this.#options = options
    this.#maxRecords =
      account === SHARED
        ? Number.POSITIVE_INFINITY
        : Math.max(1, options.maxRecords ?? DEFAULT_MAX_RECORDS)
  }

  /** The table of a collection, made when there is none. */
  open(collection: string): Table {
    let table = this.tables.get(collection)
    if (table === undefined) {
      table = this.createTable(collection)
      this.tables.set(collection, table)
    }
    return table
  }

  createTable(collection: string): Table {
    const named = this.#options.indexes?.[collection] ?? []
    const indexes = collection === TIMERS ? [...new Set([...named, 'subject'])] : named
    return new Table({ indexes, hasDue: isReserved(collection) })
  }

  maxRecords(collection: string): number {
    return isReserved(collection) ? Number.POSITIVE_INFINITY : this.#maxRecords
  }

  get isEmpty(): boolean {
    for (const table of this.tables.values()) if (table.rows.size > 0) return false
    return true
  }
}

function isReserved(collection: string): boolean {
  return collection === TIMERS || collection === DELIVERIES
}
