/** What a keeper holds beside the records: enough to go on after a restart as if nothing had been. */
import type { ChangeSet, Keeper, StoredRow } from './store.ts'

/** State of one account beside its records; what stands in it is the engine's business. */
export interface KeptAccount {
  id: string
  state: unknown
  counters: Record<string, number>
}

/** Journal entries and messages: told of, bounded, and allowed to be a second late. */
export type AsideKind = 'journal' | 'inbox'

export interface Aside {
  account: string
  /** Grows with each of its kind and account. */
  number: number
  value: unknown
}

/** Everything at one moment, to be put in the place of what was kept. */
export interface Whole {
  seed: string
  accounts: KeptAccount[]
  records(account: string): Iterable<StoredRow>
}

/** How a keeper is doing, for whoever runs the sandbox. */
export interface KeeperStatus {
  /** Where it keeps, for messages. */
  readonly place: string
  /** Commits so far, and the time that they took. */
  readonly stats: { commits: number; failures: number; seconds: number }
  /** Why the last commit failed; undefined when it did not. */
  readonly failure: string | undefined
  /** Deliveries that wait, where memory does not know of all. */
  readonly pending?: number
}

/** A keeper that lasts beyond the process. Everything but `keep` is done when it returns, or throws `NOT_KEPT`. */
export interface LastingKeeper extends Keeper, KeeperStatus {
  /** A fact of the whole sandbox, its seed say; undefined before the first. */
  meta(name: string): string | undefined
  setMeta(name: string, value: string): void
  /** Requests that were counted when it was last written. */
  readonly requests: number
  accounts(): KeptAccount[]
  account(id: string): KeptAccount | undefined
  /** In the order of their insertion. */
  records(account: string): StoredRow[]
  asides(kind: AsideKind): Iterable<Aside>
  keep(changes: ChangeSet): Promise<void> | undefined
  addAside(kind: AsideKind, aside: Aside): void
  saveAccounts(accounts: readonly KeptAccount[]): void
  /** Forgets an account's records, counters and asides; with `isGone` the account, too, else it is as `anew` says. */
  clearAccount(id: string, isGone: boolean, anew?: KeptAccount): void
  clearAsides(kind: AsideKind, account: string): void
  replaceAll(whole: Whole): void
  /** Writes what is still to be written. */
  flush(): void
  close(): void
}
