/** Reading and writing the tables of one account. */
import { StoreError } from '../../base/errors.ts'
import type { Row } from './row.ts'
import { countRecords, selectRecords } from './select.ts'
import type { Space } from './space.ts'
import {
  DELIVERIES,
  type Query,
  type Reader,
  SHARED,
  type StoredRecord,
  TIMERS,
  type Transaction,
} from './store.ts'
import { toStored } from './stored.ts'
import type { Table } from './table.ts'
import type { UndoLog } from './undo.ts'

/** Finds the account's space; a reader asks each time, as the account may be forgotten meanwhile. */
export type FindSpace = (account: string) => Space | undefined

// `as T` below holds because a collection's records have the type its writers gave them.

export class SpaceReader implements Reader {
  protected readonly account: string
  readonly #findSpace: FindSpace

  constructor(account: string, findSpace: FindSpace) {
    this.account = account
    this.#findSpace = findSpace
  }

  async get<T extends StoredRecord>(collection: string, id: string): Promise<T | undefined> {
    return this.table(collection)?.rows.get(id)?.record as T | undefined
  }

  async list<T extends StoredRecord>(collection: string, query: Query<T> = {}): Promise<T[]> {
    const table = this.table(collection)
    return table === undefined ? [] : (selectRecords(table, query) as T[])
  }

  async count<T extends StoredRecord>(collection: string, where?: Partial<T>): Promise<number> {
    const table = this.table(collection)
    return table === undefined ? 0 : countRecords(table, where)
  }

  async due<T extends StoredRecord>(
    collection: string,
    until: number,
    limit: number,
  ): Promise<T[]> {
    const rows = this.table(collection)?.due(until, limit) ?? []
    return rows.map((row) => row.record as T)
  }

  async nextDueAt(): Promise<number | undefined> {
    const timer = this.table(TIMERS)?.nextDueAt
    const delivery = this.table(DELIVERIES)?.nextDueAt
    if (timer === undefined || delivery === undefined) return timer ?? delivery
    return Math.min(timer, delivery)
  }

  protected table(collection: string): Table | undefined {
    return this.#findSpace(this.account)?.tables.get(collection)
  }
}

export class SpaceTransaction extends SpaceReader implements Transaction {
  readonly #space: Space
  readonly #undo: UndoLog
  readonly #openSpace: (account: string) => Space

  constructor(account: string, undo: UndoLog, openSpace: (account: string) => Space) {
    super(account, openSpace)
    this.#space = openSpace(account)
    this.#undo = undo
    this.#openSpace = openSpace
  }

  async insert<T extends StoredRecord>(collection: string, record: T): Promise<T> {
    const stored = toStored(record)
    const table = this.#open(collection)
    if (table.rows.has(stored.id)) {
      throw new StoreError(`${this.account}/${collection}: id "${stored.id}" is taken.`)
    }
    this.#undo.add(table, table.insert(stored), undefined, stored)
    if (table.rows.size > this.#space.maxRecords(collection)) this.#dropOldest(collection, table)
    return stored
  }

  async update<T extends StoredRecord>(collection: string, record: T): Promise<T> {
    const stored = toStored(record)
    const table = this.#open(collection)
    const row = table.rows.get(stored.id)
    if (row === undefined) {
      throw new StoreError(`${this.account}/${collection}: there is no "${stored.id}" to update.`)
    }
    this.#undo.add(table, row, row.record, stored)
    table.replace(row, stored)
    return stored
  }

  async delete(collection: string, id: string): Promise<boolean> {
    const table = this.#open(collection)
    const row = table.rows.get(id)
    if (row === undefined) return false
    this.#remove(table, row)
    return true
  }

  async cancelTimers(subject: string): Promise<void> {
    this.#cancel(subject)
  }

  shared(): Transaction {
    if (this.account === SHARED) return this
    return new SpaceTransaction(SHARED, this.#undo, this.#openSpace)
  }

  protected override table(collection: string): Table | undefined {
    this.#assertOpen()
    return this.#space.tables.get(collection)
  }

  #open(collection: string): Table {
    this.#assertOpen()
    return this.#space.open(collection)
  }

  #assertOpen(): void {
    if (this.#undo.isOpen) return
    throw new StoreError(`${this.account}: the transaction has ended. Await what it does.`)
  }

  #cancel(subject: string): void {
    const table = this.table(TIMERS)
    if (table === undefined || table.rows.size === 0) return
    const timers = table.indexes.find((each) => each.field === 'subject')!.find(subject)
    for (let left = timers.length; left > 0; left--) this.#remove(table, timers.at(left - 1))
  }

  /** Until the bound holds again; one record, unless a bigger dump was loaded. */
  #dropOldest(collection: string, table: Table): void {
    while (table.rows.size > this.#space.maxRecords(collection)) {
      const oldest = table.oldest!
      this.#cancel(`${collection}:${oldest.id}`)
      this.#remove(table, oldest)
      this.#undo.dropped++
    }
  }

  #remove(table: Table, row: Row): void {
    this.#undo.add(table, row, row.record, undefined)
    table.remove(row)
  }
}
