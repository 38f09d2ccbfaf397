/** What the engine tells of its providers, accounts, quirks and itself. */
import type { StateParameter } from '../../core/behaviour/provider-api.ts'
import type { Tally } from '../../core/http/tally.ts'
import type { ProviderFetch, ServedProvider } from '../../core/serve/serve.ts'
import type { Incident, Quirk, Spec } from '../../dialect/types.ts'
import type { Flaw } from './flaw.ts'

export interface ProviderFace {
  name: string
  spec: Spec
  /** Answers a request for this provider; the path starts at the provider's own root. */
  fetch: ProviderFetch
  /** The same from a socket, by the short way; undefined where `fetch` does more than answer. */
  direct?: ServedProvider['direct'] | undefined
}

export interface AccountFace {
  id: string
  /** provider → credential name → value. */
  credentials: Record<string, Record<string, string>>
  inboxUrl: string
  /** Requests that the sandbox had received when the account was made, or last reset. */
  requestsBefore: number
}

export interface QuirkStatus {
  quirk: Quirk
  /** Variant active for the account. */
  active: string
}

export interface IncidentStatus {
  incident: Incident
  provider: string
  /** Whether it is on for the account. */
  isActive: boolean
}

export interface StateFace {
  name: string
  provider: string
  title: string
  parameters: Record<string, StateParameter>
  /** Name → what it is. */
  values: Record<string, string>
}

export interface StateRequest {
  state: string
  params?: Record<string, unknown>
  /** Needed only where several providers have a state of that name. */
  provider?: string | undefined
}

export interface PlayedState {
  provider: string
  /** For generators of a pact. */
  values: Record<string, unknown>
  /** Which credentials the state asks to be bad. */
  flaws: Record<string, Flaw>
}

export interface Counted {
  tally: Tally
  /** Requests that the journal has dropped. */
  dropped: number
  /** Entries that journal and deliveries keep at most. */
  most: number
  /** Accounts that were removed, and their traffic with them. */
  removedAccounts: number
}

export interface ClockFace {
  now: number
  rate: number
}

export interface Health {
  status: 'ok'
  version: string
  control: string
  providers: Record<
    string,
    { baseUrl: string; credentials: Record<string, string>; env: Record<string, string> }
  >
  counts: {
    requests: number
    offSpec: number
    internalErrors: number
    /** What went over a bound: records, journal entries, inbox messages, finished deliveries. */
    droppedRecords: number
    droppedEntries: number
    droppedMessages: number
    droppedDeliveries: number
  }
}

export interface Readiness {
  isReady: boolean
  /** Why not. */
  reason: string | undefined
  /** Deliveries that wait to be sent. */
  pending: number
  /** Absent in memory. */
  keeper?: { place: string; commits: number; failures: number; seconds: number }
}

/** Where everything listens; set by `server.ts`, absent in process. */
export interface Addresses {
  control: string
  providers: Record<string, string>
  /** Given by `--public-url`: the same for everybody, whatever host they name. */
  isPublic?: boolean
  /** Addresses of the control API under which somebody has reached it, beside its own. */
  aliases?: Set<string>
}
