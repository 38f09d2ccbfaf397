/** One request with its answer, on its way through the pipeline. */

import type { Evidence, Operation, Quirk, Variant } from '../../dialect/types.ts'
import type { AccountState } from '../accounts/account.ts'
import type { Fault } from '../accounts/rule-types.ts'
import type { Effect, StoredRecord } from '../store/store.ts'
import type { ParsedRequest } from './parse.ts'
import type { Violation } from './violations.ts'

/** What goes back. `body` is JSON unless `contentType` says otherwise. */
export interface Answer {
  status: number
  /** A function is called once the unit of work is over, and may wait. */
  body?: unknown
  headers?: Record<string, string>
  contentType?: string
  hint?: string
  /** Made from `x-errors` or by a quirk, so the operation's own responses need not list it. */
  isProviderError?: boolean
  /** Which security scheme refused it, and why. */
  credential?: CredentialProblem
}

export interface CredentialProblem {
  scheme: string
  problem: 'missing' | 'invalid' | 'expired'
}

export interface Exchange {
  readonly id: string
  readonly provider: string
  /** Undefined when no path or method matched. */
  readonly operation: Operation | undefined
  account: AccountState
  /** Whether it should say whose it is, and nothing in it names an account; it is then the default one's. */
  isUnclaimed: boolean
  request: ParsedRequest
  /** Base URL of the provider as the client reached it. */
  readonly baseUrl: string
  /** Epoch ms on the account's clock. */
  at: number
  /** Real milliseconds when it came in. */
  readonly startedMs: number
  /** The record of `x-record`, once it was looked up. */
  record: StoredRecord | undefined
  /** Why the body could not be read; answered after authentication. */
  parseProblem: { error: 'malformedBody' | 'unsupportedMediaType'; reason: string } | undefined
  quirks: { id: string; variant: string; title: string }[]
  /** The weakest of what shapes the answer: the operation, and each variant that acts. */
  evidence: Evidence | undefined
  /** Variants that behaviours asked for or that acted, `id=variant`; undefined: none. */
  reads: Set<string> | undefined
  /** Why the credentials were not enough. */
  credential: CredentialProblem | undefined
  hint: string | undefined
  violations: Violation[]
  /** Pointers at which violations are forgiven, and the quirk that does so. */
  forgiven: { pointer: string; quirk: Quirk; variant: Variant }[]
  problems: string[]
  /** What becomes of the answer, or of the connection instead of it. */
  fault: ConnectionFault | undefined
  /** Faults of the account that act on it, in order. */
  faults: FaultNote[]
  /** A fault of the account that acts once there is an answer. */
  faultAfter: Fault | undefined
  /** Whether a fault or a stub of the account answers. */
  isArranged: boolean
  /** Id of the stub that answers. */
  stub: string | undefined
  /** Our word on names in the request that nothing reads. */
  aside?: string | undefined
  /** Earliest instant at which something that this exchange caused is due. */
  wakeAt: number | undefined
  /** What it changed. */
  effects: readonly Effect[]
  /** Delivery rows that wait until the answer has left. */
  awaitingAnswer: readonly string[]
  /** Milliseconds on the account's clock that the answer waits. */
  delayMs: number
  /** Milliseconds that it waits further, of real time or on that clock, whichever is over first. */
  latencyMs: number
}

/** `reset` and `timeout` let no answer out, the others change how it goes out. */
export type ConnectionFault =
  | 'reset'
  | 'timeout'
  | 'truncate'
  | { slowMs: number }
  | { silentMs: number }

/** A fault that acted, as the journal shows it. */
export interface FaultNote {
  id: string
  kind: string
  when: 'before' | 'after'
  incident?: string
}

/** Stands where a fault let no answer be made; status 0 is never sent. */
export const NO_ANSWER: Answer = { status: 0, isProviderError: true }

/** Says after the hint what else there is to say. */
export function addAside(exchange: Exchange): void {
  const { aside, hint } = exchange
  if (aside !== undefined) exchange.hint = hint === undefined ? aside : `${hint} ${aside}`
}

/** Keeps the first hint: the stage nearest to the cause speaks. */
export function addHint(exchange: Exchange, hint: string | undefined): void {
  exchange.hint ??= hint
}
