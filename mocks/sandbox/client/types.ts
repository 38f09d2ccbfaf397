/**
 * What can be asked of a sandbox. A method's path is its name everywhere: `quirks.set` is the
 * `operationId` of a route of the control API and `ensayo quirks set` on the command line.
 */

import type {
  ChaosRule,
  DeliveryMode,
  Fault,
  StartedIncident,
  Stub,
} from '../../core/accounts/rule-types.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryExpectation } from '../../core/webhooks/expect.ts'
import type { DeliveryRow, InboxMessage } from '../../core/webhooks/types.ts'
import type { OperationDetail } from '../control/operation-detail.ts'
import type { SentRequest } from '../control/send.ts'
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
import type {
  ByProvider,
  DeliveryFilter,
  FaultOf,
  Forgery,
  Loose,
  Message,
  MessageFilter,
  RequestFilter,
  RequestToSend,
  RuleOf,
  StubOf,
  Wanted,
} from './asked.ts'
import type {
  Credentials,
  Env,
  GivenCredentials,
  NotificationName,
  OperationId,
  ProfileName,
  QuirkId,
  TriggerArguments,
  TriggerName,
  VariantName,
} from './names.ts'

export interface ProfileView {
  provider: string
  profile: string
  isActive: boolean
  variants: Record<string, string>
}

export interface Requests<Provider extends string = string> {
  /** The journal, oldest first. */
  list(filter?: RequestFilter<Provider>): Promise<JournalEntry[]>
  /** Looks in every account. */
  show(id: string): Promise<JournalEntry>
  /** Calls an operation with the account's own credentials; what was answered, whatever its status. */
  send(request: RequestToSend<Provider>): Promise<SentRequest>
  /** Counts and compares; without any number, one request is enough. */
  verify(
    wanted: RequestFilter<Provider> & WantedCount,
  ): Promise<Verification & { requests: string[] }>
  /** Throws `EXPECTATION_UNMET` with the end of the journal when there are not as many; one is enough. */
  expect(filter: RequestFilter<Provider>, wanted?: WantedCount): Promise<JournalEntry[]>
}

export interface Webhooks<Provider extends string = string> {
  /** Notifications and every attempt at delivering them, newest first. */
  list(filter?: DeliveryFilter<Provider>): Promise<DeliveryRow[]>
  /** Delivers the same bytes once more. */
  resend(id: string): Promise<DeliveryRow>
  /** Sends a collected delivery. */
  release(id: string): Promise<DeliveryRow>
  /** Sends a forged notification now, once; one row for each place that is told. */
  forge(forgery: Forgery<Provider>): Promise<DeliveryRow[]>
  /** How notifications leave: `async` after the answer, `sync` before it, `collect` by hand; sets it when one is named. */
  mode(mode?: DeliveryMode): Promise<{ mode: DeliveryMode }>
  /** Counts and compares; without any number, one delivery is enough. */
  verify(wanted?: Wanted<Provider>): Promise<DeliveryExpectation>
  /** Throws `EXPECTATION_UNMET` when there are not as many, once nothing due is under way; one is enough. */
  expect(
    filter?: Omit<Wanted<Provider>, keyof WantedCount>,
    wanted?: WantedCount,
  ): Promise<DeliveryRow[]>
}

/** What is arranged for an account, with how often each met something and acted. */
export interface Rules<T> {
  list(): Promise<T[]>
  remove(id: string): Promise<void>
  clear(): Promise<void>
}

export interface ChaosClient<Provider extends string = string> {
  /** What goes wrong with requests. With `incident` alone, one that the documents name is started. */
  faults: Rules<Fault> & {
    add<T extends FaultOf<Provider>>(
      fault: T,
    ): Promise<T extends { incident: string } ? StartedIncident : Fault>
  }
  incidents: { list(filter?: ByProvider<Provider>): Promise<IncidentView[]> }
  /** Fixed answers for special cases. */
  stubs: Rules<Stub> & { add(stub: StubOf<Provider>): Promise<Stub> }
  /** What goes wrong with deliveries. */
  chaos: Rules<ChaosRule> & { add(rule: RuleOf<Provider>): Promise<ChaosRule> }
}

export interface Inbox<Provider extends string = string> {
  list(filter?: MessageFilter<Provider> & { limit?: number | undefined }): Promise<InboxMessage[]>
  /** Takes the oldest message that was not taken yet, or the next; gives up after `timeoutMs` of real time (default 4,000). */
  next<Name extends NotificationName<Provider> = never>(
    filter?: Loose<{ provider: Provider; notification: Name; timeoutMs: number }>,
  ): Promise<Message<Provider, Name>>
  /** Throws `EXPECTATION_UNMET` when there are not as many, once nothing due is under way; one is enough. */
  expect(filter?: MessageFilter<Provider>, wanted?: WantedCount): Promise<InboxMessage[]>
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

export interface Quirks<Provider extends string = string> {
  list(filter?: ByProvider<Provider>): Promise<QuirkView[]>
  show(id: QuirkId<Provider>): Promise<QuirkView>
  set<Quirk extends QuirkId<Provider>>(
    id: Quirk,
    variant: VariantName<Provider, Quirk>,
  ): Promise<QuirkView>
  /** Quirk → active variant. */
  active(provider?: Provider): Promise<Record<string, string>>
}

export interface Profiles<Provider extends string = string> {
  list(filter?: ByProvider<Provider>): Promise<ProfileView[]>
  /** Sets every quirk of the provider. */
  set<Name extends Provider>(provider: Name, profile: ProfileName<Name>): Promise<ProfileView[]>
}

/** What is asked of one account. */
export interface AccountClient<Provider extends string = string> extends ChaosClient<Provider> {
  clock: Clock
  inbox: Inbox<Provider>
  /** Called as a function it is `requests.list`. */
  requests: Requests<Provider> & Requests<Provider>['list']
  webhooks: Webhooks<Provider>
  quirks: Quirks<Provider>
  profiles: Profiles<Provider>
  report: {
    /** Operations, documented answers, quirks and variants that the traffic has exercised. */
    coverage(filter?: ByProvider<Provider>): Promise<Coverage>
    /** Each item of the providers' checklists, held against the traffic. */
    readiness(filter?: ByProvider<Provider>): Promise<Readiness>
  }
  /** Plays what the outside world would do: `<provider>.<resource>.<event>`. */
  trigger<T = unknown, Name extends TriggerName<Provider> = TriggerName<Provider>>(
    name: Name,
    ...parameters: TriggerArguments<Provider, Name>
  ): Promise<T>
  /** Resolves when nothing that is due is under way any more. */
  settle(): Promise<void>
  /** Forgets state, journal, inbox and time; variants go back to those of the start. */
  reset(): Promise<void>
}

export interface NewAccount<Provider extends string = string> {
  /** Keys of your own, as your client's source or environment has them. Those left out are made up. */
  credentials?: GivenCredentials<Provider> | undefined
}

/** What is asked of the sandbox as a whole. */
export interface SandboxClient<Provider extends string = string>
  extends Omit<AccountClient<Provider>, 'reset'> {
  /** Of one account, or of all when none is named. */
  reset(account?: string): Promise<void>
  health(): Promise<Health>
  operations: {
    list(filter?: ByProvider<Provider>): Promise<OperationView[]>
    /** With parameters, body and answers as OpenAPI has them. */
    show(id: OperationId<Provider>, filter?: ByProvider<Provider>): Promise<OperationDetail>
  }
  triggers: { list(filter?: ByProvider<Provider>): Promise<TriggerView[]> }
  /** Preconditions that pacts may name. */
  states: { list(filter?: ByProvider<Provider>): Promise<StateFace[]> }
  accounts: {
    list(): Promise<AccountView[]>
    show(id: string): Promise<AccountView>
    create(id?: string, options?: NewAccount<Provider>): Promise<AccountView>
    /** Nothing happens when it is gone already. */
    remove(id: string): Promise<void>
  }
  /** Everything remembered, of every account. */
  snapshot(): Promise<Snapshot>
  restore(snapshot: Snapshot): Promise<void>
}

/** One provider as one account sees it. */
export interface ProviderHandle<Name extends string = string> extends ProviderAccess {
  credentials: Credentials<Name>
  /** The variables that the provider's documents use, filled in. */
  env: Env<Name>
  /**
   * Like the global `fetch`. Whatever host an input names, this provider answers: a path, or the path
   * of a URL, is taken from the base URL.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
}

/** What a sandbox and each of its accounts offer. */
export interface AccountHandle<Provider extends string = string>
  extends AccountClient<Provider>,
    AsyncDisposable {
  id: string
  /** `url`: where a provider delivers to, in place of a receiver of your own. */
  inbox: Inbox<Provider> & { url: string }
}

export interface SandboxHandle<Provider extends string = string>
  extends Omit<SandboxClient<Provider>, 'inbox'>,
    Omit<AccountHandle<Provider>, 'reset'> {
  reset: SandboxClient<Provider>['reset']
  /** Ends a sandbox of this process; from one in another process it only turns away. */
  close(): Promise<void>
}

type Handles<Provider extends string = string> = { [Name in Provider]: ProviderHandle<Name> }

export type Account<Provider extends string = string> = AccountHandle<Provider> & Handles<Provider>
export type Sandbox<Provider extends string = string> = SandboxHandle<Provider> &
  Handles<Provider> & {
    /** An isolated account: state, clock, variants, inbox and journal of its own. Disposing it removes it; under `exec --report` it stays and its clock is frozen, to be reported on. */
    account(id?: string, options?: NewAccount<Provider>): Promise<Account<Provider>>
  }
