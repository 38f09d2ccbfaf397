/** One exchange as the journal keeps it, and what a reader may ask for. */

import type { Evidence } from '../../dialect/types.ts'
import type { Effect } from '../store/store.ts'
import type { CredentialProblem, FaultNote } from './exchange.ts'
import type { Violation } from './violations.ts'

/** Under it an entry has what the request changed: for this process's own pages, never for an export. */
export const EFFECTS = Symbol('effects')

export interface JournalEntry {
  /** `req_` and a number in the order of arrival. */
  id: string
  account: string
  /** Set when it has no credentials of any account, though the operation asks for some. */
  isUnclaimed?: true
  provider: string
  /** Undefined when nothing matched. */
  operationId: string | undefined
  evidence: Evidence | undefined
  /** Epoch ms on the account's clock. */
  at: number
  /** Real milliseconds the answer took. */
  durationMs: number
  request: { method: string; path: string; headers: Record<string, string>; body: string }
  /** Status 0: a fault let no answer be made. */
  response: { status: number; headers: Record<string, string>; body: string }
  /** Quirks that changed this exchange, in order. */
  quirks: { id: string; variant: string; title: string }[]
  /** Faults of the account that acted on it, in order; absent when none did. */
  faults?: readonly FaultNote[] | undefined
  /** Id of the stub that answered; absent when none did. */
  stub?: string | undefined
  hint: string | undefined
  /** Violations of the request schema; empty when it was valid. */
  violations: Violation[]
  /** Why the credentials were refused, where they were. */
  credential?: CredentialProblem
  /** Our own faults: an answer off its spec, an exception. */
  problems: string[]
  /** Whether a body was cut to the journal's limit. */
  isTruncated: boolean
  /** Absent where another process answered, or this one before its restart. */
  [EFFECTS]?: readonly Effect[]
}

export interface JournalFilter {
  provider?: string
  operationId?: string
  method?: string
  /** 0: a fault let no answer be made. */
  status?: number
  /** Prefix of the path. */
  path?: string
  quirk?: string
  /** Id, kind or incident of a fault that acted. */
  fault?: string
  /** Id of the stub that answered. */
  stub?: string
  /** The newest n. */
  limit?: number
}
