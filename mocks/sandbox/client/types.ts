/**
 * What can be asked of a sandbox. A method's path is its name everywhere: `quirks.set` is the
 * `operationId` of a route of the control API and `ensayo quirks set` on the command line.
 */

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
import type { JournalEntry, JournalFilter } from '../../core/http/journal-entry.ts'
import type { DeliveryExpectation, WantedDeliveries } from '../../core/webhooks/expect.ts'
import type { DeliveryRow, DeliveryStatus, InboxMessage } from '../../core/webhooks/types.ts'
import type { Verification, WantedCount } from '../control/verify.ts'
import type {
  AccountView,
  ClockView,
  IncidentView,
  OperationView,
  ProviderAccess,
  QuirkView,
  TriggerView,
} from '../control/views.ts'
import type { Health, Snapshot, StateFace } from '../engine/engine.ts'
import type { Coverage, Readiness } from '../report/types.ts'

/** Fields may be left out or undefined. */
export type Loose<T> = { [Field in keyof T]?: T[Field] | undefined }

export interface ProfileView {
  provider: string
  profile: string
  isActive: boolean
  variants: Record<string, string>
}

export type ByProvider = Loose<{ provider: string }>
export type MessageFilter = Loose<{ provider: string; notification: string }>
export type DeliveryFilter = Loose<{ provider: string; status: DeliveryStatus; limit: number }>
export type RequestFilter = Loose<JournalFilter>

export interface Requests {
  /** The journal, oldest first. */
  list(filter?: RequestFilter): Promise<JournalEntry[]>
  /** Looks in every account. */
  show(id: string): Promise<JournalEntry>
  /** Counts and compares; without any number, one request is enough. */
  verify(wanted: RequestFilter & WantedCount): Promise<Verification & { requests: string[] }>
  /** Throws `EXPECTATION_UNMET` with the end of the journal when there are not as many; one is enough. */
  expect(filter: RequestFilter, wanted?: WantedCount): Promise<JournalEntry[]>
}

export interface Webhooks {
  /** Notifications and every attempt at delivering them, newest first. */
  list(filter?: DeliveryFilter): Promise<DeliveryRow[]>
  /** Delivers the same bytes once more. */
  resend(id: string): Promise<DeliveryRow>
  /** Sends a collected delivery. */
  release(id: string): Promise<DeliveryRow>
  /** Sends a forged notification now, once; one row for each place that is told. */
  forge(forgery: NewForgery): Promise<DeliveryRow[]>
  /** How notifications leave: `async` after the answer, `sync` before it, `collect` by hand; sets it when one is named. */
  mode(mode?: DeliveryMode): Promise<{ mode: DeliveryMode }>
  /** Counts and compares; without any number, one delivery is enough. */
  verify(wanted?: WantedDeliveries): Promise<DeliveryExpectation>
  /** Throws `EXPECTATION_UNMET` when there are not as many, once nothing due is under way; one is enough. */
  expect(
    filter?: Omit<WantedDeliveries, keyof WantedCount>,
    wanted?: WantedCount,
  ): Promise<DeliveryRow[]>
}

/** What is arranged for an account, with how often each met something and acted. */
export interface Rules<T> {
  list(): Promise<T[]>
  remove(id: string): Promise<void>
  clear(): Promise<void>
}

export interface ChaosClient {
  /** What goes wrong with requests. With `incident` alone, one that the documents name is started. */
  faults: Rules<Fault> & {
    add<T extends NewFault>(
      fault: T,
    ): Promise<T extends { incident: string } ? StartedIncident : Fault>
  }
  incidents: { list(filter?: ByProvider): Promise<IncidentView[]> }
  /** Fixed answers for special cases. */
  stubs: Rules<Stub> & { add(stub: NewStub): Promise<Stub> }
  /** What goes wrong with deliveries. */
  chaos: Rules<ChaosRule> & { add(rule: NewChaosRule): Promise<ChaosRule> }
}

export interface Inbox {
  list(filter?: MessageFilter & { limit?: number | undefined }): Promise<InboxMessage[]>
  /** Takes the oldest message that was not taken yet, or the next; gives up after `timeoutMs` of real time (default 4,000). */
  next(filter?: MessageFilter & { timeoutMs?: number | undefined }): Promise<InboxMessage>
  /** Throws `EXPECTATION_UNMET` when there are not as many, once nothing due is under way; one is enough. */
  expect(filter?: MessageFilter, wanted?: WantedCount): Promise<InboxMessage[]>
  clear(): Promise<void>
}

export interface Clock {
  show(): Promise<ClockView>
  /** Epoch milliseconds. */
  now(): Promise<number>
  /** `PT6M`, or milliseconds. What is due until then has happened when it resolves. */
  advance(by: string | number): Promise<ClockView & { ran: { timers: number; deliveries: number } }>
  freeze(): Promise<ClockView>
  set(instant: number | string | Date): Promise<ClockView>
  run(rate?: number): Promise<ClockView>
}

export interface Quirks {
  list(filter?: ByProvider): Promise<QuirkView[]>
  show(id: string): Promise<QuirkView>
  set(id: string, variant: string): Promise<QuirkView>
  /** Quirk → active variant. */
  active(provider?: string): Promise<Record<string, string>>
}

export interface Profiles {
  list(filter?: ByProvider): Promise<ProfileView[]>
  /** Sets every quirk of the provider. */
  set(provider: string, profile: string): Promise<ProfileView[]>
}

/** What is asked of one account. */
export interface AccountClient extends ChaosClient {
  clock: Clock
  inbox: Inbox
  /** Called as a function it is `requests.list`. */
  requests: Requests & Requests['list']
  webhooks: Webhooks
  quirks: Quirks
  profiles: Profiles
  report: {
    /** Operations, documented answers, quirks and variants that the traffic has exercised. */
    coverage(filter?: ByProvider): Promise<Coverage>
    /** Each item of the providers' checklists, held against the traffic. */
    readiness(filter?: ByProvider): Promise<Readiness>
  }
  /** Plays what the outside world would do: `<provider>.<resource>.<event>`. */
  trigger<T = unknown>(name: string, parameters?: Record<string, unknown>): Promise<T>
  /** Resolves when nothing that is due is under way any more. */
  settle(): Promise<void>
  /** Forgets state, journal, inbox and time; variants go back to those of the start. */
  reset(): Promise<void>
}

/** What is asked of the sandbox as a whole. */
export interface SandboxClient extends Omit<AccountClient, 'reset'> {
  /** Of one account, or of all when none is named. */
  reset(account?: string): Promise<void>
  health(): Promise<Health>
  operations: { list(filter?: ByProvider): Promise<OperationView[]> }
  triggers: { list(filter?: ByProvider): Promise<TriggerView[]> }
  /** Preconditions that pacts may name. */
  states: { list(filter?: ByProvider): Promise<StateFace[]> }
  accounts: {
    list(): Promise<AccountView[]>
    show(id: string): Promise<AccountView>
    create(id?: string): Promise<AccountView>
    /** Nothing happens when it is gone already. */
    remove(id: string): Promise<void>
  }
  /** Everything remembered, of every account. */
  snapshot(): Promise<Snapshot>
  restore(snapshot: Snapshot): Promise<void>
}

/** One provider as one account sees it. */
export interface ProviderHandle extends ProviderAccess {
  /**
   * Like the global `fetch`. Whatever host an input names, this provider answers: a path, or the path
   * of a URL, is taken from the base URL.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
}

/** What a sandbox and each of its accounts offer. */
export interface AccountHandle extends AccountClient, AsyncDisposable {
  id: string
  /** `url`: where a provider delivers to, in place of a receiver of your own. */
  inbox: Inbox & { url: string }
}

export interface SandboxHandle extends Omit<SandboxClient, 'inbox'>, Omit<AccountHandle, 'reset'> {
  reset: SandboxClient['reset']
  /** Ends a sandbox of this process; from one in another process it only turns away. */
  close(): Promise<void>
}

export type Account<Provider extends string> = AccountHandle & Record<Provider, ProviderHandle>
export type Sandbox<Provider extends string> = SandboxHandle &
  Record<Provider, ProviderHandle> & {
    /** An isolated account: state, clock, variants, inbox and journal of its own. Disposing it removes it; under `exec --report` it stays and its clock is frozen, to be reported on. */
    account(id?: string): Promise<Account<Provider>>
  }
