/**
 * What the engine asks of a store: collections of JSON records, keyed by account, read and written
 * in one stretch without a promise. One transaction is all or nothing. Nothing may rely on object
 * identity. `test/core/store/store.cases.ts` is the list of cases that every store passes.
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

/** A reaction that is to be played later. The timers of a lifecycle are no rows: they stand in the record itself. */
export interface TimerRow extends StoredRecord {
  readonly dueAt: number
  readonly provider: string
  /** Removing a subject's timers removes all of them: `<collection>:<record id>` or free text. */
  readonly subject: string
  readonly reaction: string
  readonly payload: unknown
}

/** What a record with a lifecycle carries while a transition of it waits for its instant. */
export interface Timed {
  /** The earliest of `timers`, by which the record is found when it is due. */
  readonly dueAt?: number
  /** Transition → instant (epoch ms on the account's clock). */
  readonly timers?: Readonly<Record<string, number>>
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

/**
 * What `page` asks for: `match` is for what equality cannot say. Its key says all that its test
 * depends on, beside the record: two tests of one key give the same answer for any record.
 */
export interface PageQuery<T> extends Query<T> {
  match?: { key: string; test(record: T): boolean } | undefined
}

/** One page, and how many records match in all. */
export interface Page<T> {
  records: T[]
  total: number
}

/** A row or record whose instant has come, and where it stands. */
export interface Due {
  readonly collection: string
  readonly record: StoredRecord
}

export interface Reader {
  get<T extends StoredRecord>(collection: string, id: string): T | undefined
  list<T extends StoredRecord>(collection: string, query?: Query<T>): T[]
  count<T extends StoredRecord>(collection: string, where?: Partial<T>): number
  /** A page of a list and its total. What was asked for lately costs the page, however much there is. */
  page<T extends StoredRecord>(collection: string, query: PageQuery<T>): Page<T>
  /**
   * Deliveries with `dueAt <= until`, or timers, that is, timer rows and records with a lifecycle;
   * by `dueAt`, then by insertion.
   */
  due(kind: typeof TIMERS | typeof DELIVERIES, until: number, limit: number): Due[]
  /** The smallest `dueAt` of all. */
  nextDueAt(): number | undefined
}

export interface Transaction extends Reader {
  /** Throws `StoreError` when the id is taken. */
  insert<T extends StoredRecord>(collection: string, record: T): T
  /** Replaces the record of that id. Throws `StoreError` when there is none. */
  update<T extends StoredRecord>(collection: string, record: T): T
  /** True when there was something to delete. */
  delete(collection: string, id: string): boolean
  /** Removes every timer row of a subject. */
  cancelTimers(subject: string): void
  /** For what changes with it beside the records. */
  readonly changes: Recorder
}

/** Told of what changes beside the records while a transaction is open. */
export interface Recorder {
  /** Says that a counter is about to go on from `before`. */
  count(counters: Map<string, number>, kind: string, before: number): void
  onUndo(undo: () => void): void
}

/** The open unit of work of an account, if there is one. */
export interface Tracking {
  changes: Recorder | undefined
}

/** What a transaction did to one record: undefined before it was made, undefined after it went. */
export interface Effect {
  collection: string
  id: string
  before: StoredRecord | undefined
  after: StoredRecord | undefined
}

/** A transaction that whoever began it ends, by exactly one of the two. */
export interface OpenTransaction extends Transaction {
  /** What it has done so far, in the order in which records were first touched. */
  effects(): readonly Effect[]
  /** Ends it and hands its change set to the keeper; a promise where that takes time. */
  commit(): Promise<void> | undefined
  /** Ends it and takes everything back. */
  undo(): void
}

export interface Store {
  /** Brings an account up to date, before a transaction of it; a promise where that takes time. */
  open(account: string): Promise<void> | undefined
  /** Begins a transaction of an account that was opened. No other one of the account may be open. */
  begin(account: string): OpenTransaction
  /** Opens the account and runs `work` in a transaction; commits when it returns, undoes when it throws. */
  transaction<T>(account: string, work: (tx: Transaction) => T): T | Promise<T>
  /** Reads outside any transaction. */
  read(account: string): Reader
  /** The account that holds a record of a collection named in `located`. */
  locate(collection: string, id: string): string | undefined
  /** A number that no other life of any account has: it changes with a reset, a removal and a load. */
  generation(account: string): number
  /** Forgets one account, or everything. */
  clear(account?: string): void
  dump(): StoreDump
  /** An account's records in the order of their insertion, with their places in it. */
  rows(account: string): Iterable<StoredRow>
  /** Puts what was kept in the place of an account's records; they keep their places. */
  replace(account: string, rows: Iterable<StoredRow>): void
  /** Puts in what has become of some of its records elsewhere; without a record it is gone. */
  patch(account: string, rows: Iterable<PatchedRow>): void
  /** Nothing of the account is due, as far as this process is told, until it is not paused any more. */
  pause(account: string, isPaused: boolean): void
  /** Says that an account was opened and nothing is begun. */
  release(account: string): void
  /** Replaces everything; a dump that cannot be read changes nothing. With `isOwn` its records, plain JSON, are frozen and not copied. */
  load(dump: StoreDump, options?: { isOwn?: boolean }): void
  /** Records dropped since the start because a collection went over `maxRecords`. */
  dropped(): number
}

export interface PatchedRow {
  collection: string
  id: string
  record: StoredRecord | undefined
  order: number
}

export interface StoredRow {
  collection: string
  record: StoredRecord
  /** Position in insertion order within the account. */
  order: number
}

/** What a record, a timer row (`TIMERS`) or a row of the outbox (`DELIVERIES`) has become. */
export interface RecordChange {
  collection: string
  id: string
  /** Undefined: it is gone. */
  record: StoredRecord | undefined
  /** Position in insertion order within the account; never reused. */
  order: number
  /** Instant at which it is due; undefined: never. */
  dueAt: number | undefined
}

/** The change set of a unit of work. Made when it is asked for, so that memory alone pays nothing for it. */
export interface ChangeSet {
  readonly account: string
  readonly isEmpty: boolean
  /** What was touched, as it is at the end, in the order in which it was first touched; an id stands twice where a new record took the place of a removed one. */
  records(): RecordChange[]
  /** Kind of id → how many were made in all. */
  counters(): Record<string, number>
}

/** account → collection → records in insertion order. */
export type StoreDump = Record<string, Record<string, StoredRecord[]>>

/**
 * Makes what happened last: the seam for a file or a database. Everything is worked out in memory
 * first. Both may return nothing, and then nobody waits; a keeper that returns promises lets units
 * of one account begin one after the other, so that nobody reads what is not kept.
 */
export interface Keeper {
  /** Brings the account in memory up to date. */
  open(account: string): Promise<void> | undefined
  /** Says that an account was opened for nothing: what was begun was taken back. */
  release?(account: string): void
  /** Keeps what one unit of work changed. The answer leaves when it resolves; when it rejects, as the provider's 5xx. */
  keep(changes: ChangeSet): Promise<void> | undefined
}

export interface StoreOptions {
  /** Collection → fields looked up by equality. */
  indexes?: Record<string, string[]>
  /** Collections whose records are due by their own `dueAt`. */
  timed?: Iterable<string>
  /** Collections in which `locate` finds the account of a record. */
  located?: Iterable<string>
  /** Records kept per account and collection before the oldest is dropped. Default 20,000. */
  maxRecords?: number
  /** Default: memory alone. */
  keeper?: Keeper
}
