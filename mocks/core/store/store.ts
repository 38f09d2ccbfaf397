/**
 * What the engine asks of a store. Collections of JSON records, keyed by account; one transaction
 * is all or nothing. Nothing may rely on object identity or on synchronous reads: the memory store
 * is one implementation, `test/core/store/store.cases.ts` is the list of cases that every one passes.
 */

/**
 * A JSON record. What is written is copied, fields that are undefined are left out; what is read is
 * frozen, change it with `update`.
 */
export interface StoredRecord {
  readonly id: string
}

/** Reserved collections. Rows carry `dueAt` (epoch ms on the account's clock). */
export const TIMERS = '_timer'
export const DELIVERIES = '_delivery'

/** Account under which rows live that belong to no single one, e.g. credentials. */
export const SHARED = '_shared'

export interface TimerRow extends StoredRecord {
  readonly dueAt: number
  readonly provider: string
  /** Removing a subject's timers removes all of them: `<collection>:<record id>` or free text. */
  readonly subject: string
  readonly action:
    | { transition: string; collection: string; recordId: string }
    | { reaction: string; payload: unknown }
}

export interface Query<T> {
  /**
   * Equality on fields that are text, numbers, booleans or null; `undefined` asks for records
   * without the field. Fields named in `indexes` are looked up, others are scanned.
   */
  where?: Partial<T>
  /** `oldest` (insertion order, default) or `newest`. */
  order?: 'oldest' | 'newest'
  limit?: number
  offset?: number
}

export interface Reader {
  get<T extends StoredRecord>(collection: string, id: string): Promise<T | undefined>
  list<T extends StoredRecord>(collection: string, query?: Query<T>): Promise<T[]>
  count<T extends StoredRecord>(collection: string, where?: Partial<T>): Promise<number>
  /** Rows of a reserved collection with `dueAt <= until`, by `dueAt`, then by insertion. */
  due<T extends StoredRecord>(collection: string, until: number, limit: number): Promise<T[]>
  /** The smallest `dueAt` over both reserved collections. */
  nextDueAt(): Promise<number | undefined>
}

export interface Transaction extends Reader {
  /** Throws `StoreError` when the id is taken. */
  insert<T extends StoredRecord>(collection: string, record: T): Promise<T>
  /** Replaces the record of that id. Throws `StoreError` when there is none. */
  update<T extends StoredRecord>(collection: string, record: T): Promise<T>
  /** True when there was something to delete. */
  delete(collection: string, id: string): Promise<boolean>
  /** Removes every timer row of a subject. */
  cancelTimers(subject: string): Promise<void>
  /** The same transaction seen from another account (only `SHARED`, which locks nothing). */
  shared(): Transaction
}

export interface Store {
  /**
   * Runs `work` alone among the account's transactions; commits when it resolves, undoes when it
   * throws. `work` must not wait for another transaction, which may be waiting for it.
   */
  transaction<T>(account: string, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Reads outside any transaction. */
  read(account: string): Reader
  /** The account (never `SHARED`) that holds a record, for requests that carry no credentials. */
  locate(collection: string, id: string): Promise<string | undefined>
  /** Every account that has records; `SHARED` is none. */
  accounts(): Promise<string[]>
  /**
   * Forgets one account, or everything. `also` runs while no transaction does, here and below: what
   * belongs together changes together.
   */
  clear(account?: string, also?: () => void): Promise<void>
  dump(also?: () => void): Promise<StoreDump>
  /** Replaces everything; a dump that cannot be read changes nothing. */
  load(dump: StoreDump, also?: () => void): Promise<void>
  /** Records dropped since the start because a collection went over `maxRecords`. */
  dropped(): number
}

/** account → collection → records in insertion order. */
export type StoreDump = Record<string, Record<string, StoredRecord[]>>

export interface StoreOptions {
  /** Collection → fields looked up by equality. */
  indexes?: Record<string, string[]>
  /** Records kept per account and collection before the oldest is dropped. Default 20,000. */
  maxRecords?: number
}
