/** Stage "journal": what came in, what went out, and why. Bounded per account; the oldest go first. */
import type { Evidence } from '../spec/types.ts'

export interface JournalEntry {
  /** `req_` and a number in the order of arrival. */
  id: string
  account: string
  provider: string
  /** Undefined when nothing matched. */
  operationId: string | undefined
  evidence: Evidence | undefined
  /** Epoch ms on the account's clock. */
  at: number
  /** Real milliseconds the answer took. */
  durationMs: number
  request: { method: string; path: string; headers: Record<string, string>; body: string }
  response: { status: number; headers: Record<string, string>; body: string }
  /** Quirks that changed this exchange, in order. */
  quirks: { id: string; variant: string; title: string }[]
  hint: string | undefined
  /** Violations of the request schema, ours to explain; empty when it was valid. */
  violations: { path: string; keyword: string; message: string }[]
  /** Our own faults: an answer off its spec, an exception. */
  problems: string[]
  /** Whether a body was cut to the journal's limit of 64 KiB. */
  isTruncated: boolean
}

export interface JournalFilter {
  provider?: string
  operationId?: string
  method?: string
  status?: number
  /** Prefix of the path. */
  path?: string
  quirk?: string
  /** The newest n. */
  limit?: number
}
