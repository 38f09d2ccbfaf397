/** Reading and writing the tables of one account. */
import { StoreError } from '../../base/errors.ts'
import { Changes } from './changes.ts'
import { selectPage } from './page.ts'
import type { Row } from './row.ts'
import { countRecords, selectRecords } from './select.ts'
import type { Space } from './space.ts'
import {
  DELIVERIES,
  type Due,
  type Effect,
  type OpenTransaction,
  type Page,
  type PageQuery,
  type Query,
  type Reader,
  type StoredRecord,
  TIMERS,
} from './store.ts'
import { toStored } from './stored.ts'
import type { Table } from './table.ts'

// `as T` below holds because a collection's records have the type its writers gave them.

export class SpaceReader implements Reader {
  protected readonly account: string
  readonly #findSpace: (() => Space | undefined) | undefined

  /** Asks for the space each time, as the account may be forgotten meanwhile. */
  constructor(account: string, findSpace?: () => Space | undefined) {
    this.account = account
    this.#findSpace = findSpace
  }

  get<T extends StoredRecord>(collection: string, id: string): T | undefined {
    return this.table(collection)?.rows.get(id)?.record as T | undefined
  }

  list<T extends StoredRecord>(collection: string, query: Query<T> = {}): T[] {
    const table = this.table(collection)
    return table === undefined ? [] : (selectRecords(table, query) as T[])
  }

  count<T extends StoredRecord>(collection: string, where?: Partial<T>): number {
    const table = this.table(collection)
    return table === undefined ? 0 : countRecords(table, where)
  }

  page<T extends StoredRecord>(collection: string, query: PageQuery<T>): Page<T> {
    const table = this.table(collection)
    return table === undefined ? { records: [], total: 0 } : (selectPage(table, query) as Page<T>)
  }

  due(kind: typeof TIMERS | typeof DELIVERIES, until: number, limit: number): Due[] {
    const space = this.space()
    if (space === undefined || space.isPaused) return []
    const rows = space.due[kind].leading(limit, (row) => row.dueAt <= until)
    return rows.map(({ table, record }) => ({ collection: table.name, record }))
  }

  nextDueAt(): number | undefined {
    const space = this.space()
    const due = space?.isPaused ? undefined : space?.due
    const timer = due?.[TIMERS].first?.dueAt
    const delivery = due?.[DELIVERIES].first?.dueAt
    if (timer === undefined || delivery === undefined) return timer ?? delivery
    return Math.min(timer, delivery)
  }

  protected space(): Space | undefined {
    return this.#findSpace?.()
  }

  protected table(collection: string): Table | undefined {
    return this.space()?.tables.get(collection)
  }
}

/** Who is told how a transaction has ended. */
export interface Ends {
  keep(changes: Changes): Promise<void> | undefined
  release(account: string): void
}

export class SpaceTransaction extends SpaceReader implements OpenTransaction {
  readonly changes: Changes
  readonly #space: Space
  readonly #ends: Ends

  constructor(space: Space, ends: Ends) {
    super(space.account)
    this.#space = space
    this.changes = new Changes(space.account)
    this.#ends = ends
  }

  insert<T extends StoredRecord>(collection: string, record: T): T {
    const stored = toStored(record)
    const table = this.#open(collection)
    if (table.rows.has(stored.id)) {
      throw new StoreError(`${this.account}/${collection}: id "${stored.id}" is taken.`)
    }
    this.changes.add(table.insert(stored), undefined)
    if (table.rows.size > this.#space.maxRecords(collection)) this.#dropOldest(collection, table)
    return stored
  }

  update<T extends StoredRecord>(collection: string, record: T): T {
    const stored = toStored(record)
    const table = this.#open(collection)
    const row = table.rows.get(stored.id)
    if (row === undefined) {
      throw new StoreError(`${this.account}/${collection}: there is no "${stored.id}" to update.`)
    }
    this.changes.add(row, row.record)
    table.replace(row, stored)
    return stored
  }

  delete(collection: string, id: string): boolean {
    const table = this.#open(collection)
    const row = table.rows.get(id)
    if (row === undefined) return false
    this.#remove(table, row)
    return true
  }

  cancelTimers(subject: string): void {
    const table = this.table(TIMERS)
    if (table === undefined || table.rows.size === 0) return
    const timers = table.indexes.find((each) => each.field === 'subject')!.find(subject)
    for (let left = timers.length; left > 0; left--) this.#remove(table, timers.at(left - 1))
  }

  effects(): readonly Effect[] {
    return this.changes.effects()
  }

  commit(): Promise<void> | undefined {
    this.#end()
    return this.#ends.keep(this.changes)
  }

  undo(): void {
    this.#end()
    this.changes.undo()
    this.#ends.release(this.account)
  }

  protected override space(): Space {
    this.#assertOpen()
    return this.#space
  }

  #open(collection: string): Table {
    this.#assertOpen()
    return this.#space.open(collection)
  }

  #end(): void {
    this.#assertOpen()
    this.changes.isOpen = false
  }

  #assertOpen(): void {
    if (this.changes.isOpen) return
    throw new StoreError(`${this.account}: the transaction has ended. What it does cannot wait.`)
  }

  /** Until the bound holds again; one record, unless a bigger dump was loaded. */
  #dropOldest(collection: string, table: Table): void {
    while (table.rows.size > this.#space.maxRecords(collection)) {
      const oldest = table.oldest!
      this.cancelTimers(`${collection}:${oldest.id}`)
      this.#remove(table, oldest)
      this.changes.dropped++
    }
  }

  #remove(table: Table, row: Row): void {
    this.changes.add(row, row.record)
    table.remove(row)
  }
}
