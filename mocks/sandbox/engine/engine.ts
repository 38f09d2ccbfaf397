/**
 * The sandbox put together: providers, accounts, clock, store, notifications and journal behind one
 * object, the `Engine`. Control API, command line and library all speak to it and to nothing below.
 */

import type { GivenCredentials } from '../../core/accounts/given-credentials.ts'
import type {
  ChaosRule,
  DeliveryMode,
  Fault,
  NewChaosRule,
  NewFault,
  NewForgery,
  NewStub,
  StartedIncident,
  Stub,
} from '../../core/accounts/rule-types.ts'
import type { ClockState } from '../../core/clock/clock.ts'
import type { RealTime } from '../../core/clock/system.ts'
import type { JournalEntry, JournalFilter } from '../../core/http/journal-entry.ts'
import type { DataOptions } from '../../core/store/file/open-database.ts'
import type { StoreAddress } from '../../core/store/postgres/database.ts'
import type { StoreDump } from '../../core/store/store.ts'
import type { DeliveryExpectation, WantedDeliveries } from '../../core/webhooks/expect.ts'
import type { DeliveryRow, DeliveryStatus, InboxMessage } from '../../core/webhooks/types.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Equipment } from './flaw.ts'
import type {
  AccountFace,
  Addresses,
  ClockFace,
  Counted,
  Health,
  IncidentStatus,
  PlayedState,
  ProviderFace,
  QuirkStatus,
  Readiness,
  StateFace,
  StateRequest,
} from './views.ts'

export type * from './views.ts'

export interface EngineOptions {
  /** Names of built-in providers, or paths of spec files. Default: every built-in one. */
  providers?: string[]
  /** Provider → profile, or the path of a file that `ensayo calibrate` wrote. */
  profiles?: Record<string, string>
  /** Quirk → variant, over the profile. */
  variants?: Record<string, string>
  seed?: string
  /** How fast clocks run; 0 frozen. Default 1. */
  timeRate?: number
  /** Instant (epoch ms) at which every clock starts; default: real time. */
  startAt?: number
  /** `x-ensayo-*` headers on answers. Default true. */
  hints?: boolean
  /** An answer that does not fit its spec becomes a 500. Default false. */
  strict?: boolean
  /** Journal entries, inbox messages and finished deliveries kept per account. Default 1,000. */
  maxEntries?: number
  /** Records kept per account and collection. Default 20,000; with `data`, all of them. */
  maxRecords?: number
  /** Folder in which everything is kept beyond the process. Default: memory alone. */
  data?: string | DataOptions
  /**
   * Address of a PostgreSQL database that several sandboxes may keep in at a time: `postgres://…`.
   * Needs the package `pg`. Default: memory alone.
   */
  store?: string | StoreAddress
  /** Accounts at a time; one more is refused. Default 10,000. */
  maxAccounts?: number
  /** Hosts beside loopback, private and single-label ones that notifications may go to. */
  allowHosts?: string[]
  /** Host of a callback → base URL of a receiver here that takes it, path and query kept. */
  forward?: Record<string, string>
  /** Base URL of the receiver for every host that would not be called otherwise. */
  forwardAll?: string
  /** Other machines reach it, so deliveries to its own loopback and link-local addresses are withheld unless allowed. */
  isShared?: boolean
  /** Origins whose pages may call the providers from a browser; `*` for all. Default: none, as no provider documents it. */
  corsOrigins?: string[]
  /**
   * What timestamps of signatures speak of. Default `real`: a receiver holds them against its own clock,
   * whatever the account's shows. `account` follows that one.
   */
  signatureTime?: 'real' | 'account'
  /** Used for deliveries in place of a plain request. */
  fetch?: typeof fetch
  /** Told the id of a quirk whose value is read, and of the notification that it is read for, if any; requests and deliveries name those that shaped them. */
  onQuirk?: (quirk: string, notification?: string) => void
  /** Told of our own faults. */
  log?: (line: string) => void
  /** Where time comes from. Default: the system. */
  real?: RealTime
}

/** Every method takes an account id; `default` is the account with the fixed credentials. Unknown names throw `EnsayoError`. */
export interface Engine {
  readonly version: string
  readonly providers: Map<string, ProviderFace>
  addresses: Addresses
  /** With the addresses under which whoever asks reaches us; default: those we are bound to, or are public. */
  health(addresses?: Addresses): Health
  /** Whether it takes requests and can keep them, and what waits. */
  readiness(): Readiness
  /** Says that it is about to end: it answers on, but is not ready any more. */
  retire(): void
  operations(provider?: string): Operation[]

  /**
   * Lets work see the account as it is everywhere, and keeps what it changes before its first wait.
   * Without a database of several it is called at once.
   */
  within<T>(account: string, work: () => T): T | Promise<Awaited<T>>
  accounts(): AccountFace[]
  account(id: string): AccountFace
  /** Makes an isolated account with the given credentials; those that are left out are made up. */
  createAccount(id?: string, credentials?: GivenCredentials): Promise<AccountFace>
  /** Does work while no other process of the same database does its own; without one it is done at once. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** What the account was started with, as `markStart` wrote it; a reset forgets it. */
  startMark(account: string): string | undefined
  /** Keeps a mark among the account's records. */
  markStart(account: string, mark: string): Promise<void>
  /** Forgets an isolated account for good; nothing happens when it is gone already. */
  removeAccount(id: string): Promise<void>

  quirks(account: string, provider?: string): QuirkStatus[]
  setVariant(account: string, quirk: string, variant: string): void
  profiles(
    account: string,
    provider?: string,
  ): { provider: string; profile: string; isActive: boolean; variants: Record<string, string> }[]
  setProfile(account: string, provider: string, profile: string): void

  triggers(provider?: string): {
    name: string
    provider: string
    title: string
    parameters: Record<string, unknown>
    evidence: string
  }[]
  /** `<provider>.<resource>.<event>`; returns what the reaction returned. */
  trigger(account: string, name: string, parameters: Record<string, unknown>): Promise<unknown>

  /** Provider states, those of credentials included. */
  states(provider?: string): StateFace[]
  /** Makes a provider state on the account. Throws `STATE_UNKNOWN` or `STATE_INVALID`. */
  playState(account: string, request: StateRequest): Promise<PlayedState>
  /** The request with the account's own credentials in the place of those that it carries. */
  equip(
    account: string,
    provider: string,
    request: Request,
    equipment?: Equipment,
  ): Promise<Request>

  clock(account: string): ClockFace
  /** Runs due timers and deliveries in order, then returns. */
  advance(
    account: string,
    byMs: number,
  ): Promise<ClockFace & { ran: { timers: number; deliveries: number } }>
  setClock(
    account: string,
    to: { instant: number } | { freeze: true } | { rate: number },
  ): Promise<ClockFace>
  /** Waits until no delivery that is due is still under way. */
  settle(account?: string): Promise<void>

  /** Faults of the account, those of incidents among them. */
  faults(account: string): readonly Fault[]
  /** Adds a fault, or starts an incident. */
  addFault(account: string, fault: NewFault): Fault | StartedIncident
  /** By the id of a fault, or of an incident that is on. */
  removeFault(account: string, id: string): void
  clearFaults(account: string): void
  incidents(account: string, provider?: string): IncidentStatus[]
  stubs(account: string): readonly Stub[]
  addStub(account: string, stub: NewStub): Stub
  removeStub(account: string, id: string): void
  clearStubs(account: string): void
  /** Rules about deliveries. */
  chaos(account: string): readonly ChaosRule[]
  addChaos(account: string, rule: NewChaosRule): ChaosRule
  removeChaos(account: string, id: string): void
  clearChaos(account: string): void
  deliveryMode(account: string): DeliveryMode
  setDeliveryMode(account: string, mode: DeliveryMode): void
  /** Sends a collected delivery. */
  release(id: string): Promise<DeliveryRow>
  /** Sends a forged notification; the rows after their attempt. */
  forge(account: string, forgery: NewForgery): Promise<DeliveryRow[]>
  /** Counts the deliveries that match. */
  expectDeliveries(account: string, wanted: WantedDeliveries): Promise<DeliveryExpectation>

  requests(account: string | undefined, filter?: JournalFilter): JournalEntry[]
  /** What came of every request of the account since its reset, and what the bound of the journal has dropped. */
  counted(account: string): Counted
  /** Looks in every account. */
  request(id: string): JournalEntry

  deliveries(
    account: string,
    filter?: { provider?: string; status?: DeliveryStatus; limit?: number },
  ): Promise<DeliveryRow[]>
  resend(id: string): Promise<DeliveryRow>
  inbox(account: string): InboxMessage[]
  receive(account: string, request: Request): Promise<Response>
  clearInbox(account: string): void | Promise<void>
  /** The oldest matching message that nobody took yet, or the next to come. Rejects when the signal is aborted. */
  nextMessage(
    account: string,
    matches?: (message: InboxMessage) => boolean,
    signal?: AbortSignal,
  ): Promise<InboxMessage>

  snapshot(): Promise<Snapshot>
  /** With `isOwn` nobody else has what it holds, and nothing of it is copied. */
  restore(snapshot: Snapshot, options?: { isOwn?: boolean }): Promise<void>
  /** Forgets state, journal, inbox and time of one account, or of all; variants go back to those of the start. */
  reset(account?: string): Promise<void>
  /** Called for every finished request and delivery; returns the unsubscriber. */
  subscribe(listener: (event: EngineEvent) => void): () => void
  close(): Promise<void>
}

export type EngineEvent =
  | { type: 'request'; entry: JournalEntry; isElsewhere?: true }
  /** `isElsewhere`: it happened in another process that shares the database. */
  | { type: 'delivery'; delivery: DeliveryRow; isElsewhere?: true }

export interface Snapshot {
  version: 1
  takenAt: string
  providers: string[]
  seed: string
  store: StoreDump
  accounts: Record<
    string,
    {
      /** Which account of the sandbox it is; absent in snapshots of older versions. */
      ordinal?: number
      clock: ClockState
      ids: { counters: Record<string, number> }
      variants: Record<string, string>
      credentials: Record<string, Record<string, string>>
    }
  >
}
