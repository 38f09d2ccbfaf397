/**
 * One unit of work: a stretch without waiting that changes one account, as a whole or not at all,
 * and what follows once it is over.
 */
import { StoreError } from '../../base/errors.ts'
import type { Schemas } from '../../dialect/schemas.ts'
import type { Spec } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { TokenMint } from '../accounts/tokens.ts'
import type { OpenTransaction, Store } from '../store/store.ts'
import type { Notifier } from './notifier.ts'
import type { BaseContext } from './provider-api.ts'
import type { Registry } from './registry.ts'

/** A provider at run time. */
export interface Runtime {
  spec: Spec
  schemas: Schemas
  registry: Registry
  tokens: TokenMint
  /** Notification → what sends it, compiled when it is first sent. */
  notifiers: Map<string, Notifier>
  /** Makes what procedure in the provider's module works with. */
  contextOf(unit: UnitOfWork): BaseContext
  /** Instant that the signature of a notification speaks of, given the account's. */
  signedAt(leavesAt: number): number
  /** Told the id of a quirk whose value is read, and the notification that it is read for, if any. */
  onQuirk?: ((quirk: string, notification?: string) => void) | undefined
}

export interface UnitOfWork {
  readonly runtime: Runtime
  readonly account: AccountState
  readonly tx: OpenTransaction
  /** Epoch ms on the account's clock; the same for everything in the unit. */
  readonly now: number
  /** Journal id of the request, if one caused it. */
  readonly causedBy: string | undefined
  /** Earliest instant at which a row of this unit is due. */
  dueAt: number | undefined
  /** Delivery rows that wait until the answer has left. */
  awaitingAnswer: string[]
  /** Those that must leave before the answer. */
  beforeAnswer: string[]
  /** Told when procedure says that a quirk shaped what happens. */
  note(quirk: string): void
  /** Told of every variant that procedure asks for. */
  readonly read: ((label: string) => void) | undefined
  /** Ends it and has its change set kept; a promise where that takes time. */
  commit(): Promise<void> | undefined
  /** Ends it as if nothing had happened. */
  undo(): void
}

export interface UnitOptions {
  note?: UnitOfWork['note']
  read?: UnitOfWork['read']
  now?: number
  causedBy?: string
}

/** Begins a unit of work on an account that was opened; whoever begins it ends it. */
export function beginUnit(
  store: Store,
  runtime: Runtime,
  account: AccountState,
  options: UnitOptions = {},
): UnitOfWork {
  return new OpenUnit(store, runtime, account, options)
}

class OpenUnit implements UnitOfWork {
  readonly runtime: Runtime
  readonly account: AccountState
  readonly tx: OpenTransaction
  readonly now: number
  readonly causedBy: string | undefined
  readonly note: UnitOfWork['note']
  readonly read: UnitOfWork['read']
  dueAt: number | undefined = undefined
  awaitingAnswer: string[] = []
  beforeAnswer: string[] = []

  constructor(store: Store, runtime: Runtime, account: AccountState, options: UnitOptions) {
    this.runtime = runtime
    this.account = account
    this.tx = store.begin(account.id)
    this.now = options.now ?? account.clock.now()
    this.causedBy = options.causedBy
    this.note = options.note ?? (() => {})
    this.read = options.read
    account.tracking.changes = this.tx.changes
  }

  commit(): Promise<void> | undefined {
    this.account.tracking.changes = undefined
    return this.tx.commit()
  }

  undo(): void {
    this.account.tracking.changes = undefined
    this.tx.undo()
  }
}

/** Opens the account, does the work in one unit, and keeps it; undone when the work throws. */
export async function runUnit<T>(
  store: Store,
  runtime: Runtime,
  account: AccountState,
  work: (unit: UnitOfWork) => T,
): Promise<{ result: T; unit: UnitOfWork }> {
  const opening = store.open(account.id)
  if (opening) await opening
  const unit = beginUnit(store, runtime, account)
  let result: T
  try {
    result = work(unit)
  } catch (error) {
    unit.undo()
    throw error
  }
  const kept = unit.commit()
  if (kept) await kept
  return { result, unit }
}

/** Remembers that something is due, so that the scheduler can be woken once after the commit. */
export function noteDue(unit: UnitOfWork, dueAt: number | undefined): void {
  if (dueAt !== undefined && (unit.dueAt === undefined || dueAt < unit.dueAt)) unit.dueAt = dueAt
}

/** Providers cannot see each other's records: collections are stored under their provider's name. */
export function toStoredName({ runtime }: Pick<UnitOfWork, 'runtime'>, collection: string): string {
  return `${runtime.spec.name}/${collection}`
}

/** What a module's function returned. Throws on a promise: it would go on after the unit is over. */
export function expectNoPromise<T>(what: string, result: T): T {
  if (!isThenable(result)) return result
  Promise.resolve(result).catch(() => {})
  throw new StoreError(
    `${what} returns a promise. Behaviours, reactions and payloads are synchronous: take out "async" and "await"; what must wait goes into a function as the body of the answer.`,
  )
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
