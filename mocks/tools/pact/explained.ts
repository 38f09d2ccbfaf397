import type { Evidence } from '../../dialect/types.ts'

export interface ExplainedQuirk {
  id: string
  variant: string
  title: string
  evidence: Evidence | undefined
  source: string | undefined
}

/** One request of an interaction, and the sandbox's explanation of its answer. */
export interface ExplainedExchange {
  method: string
  path: string
  status: number
  /** Start of the answer's body. */
  answer: string
  operationId: string | undefined
  evidence: Evidence | undefined
  source: string | undefined
  hint: string | undefined
  violations: string[]
  /** Those that shaped it. */
  quirks: ExplainedQuirk[]
  /** Further ones of its operation that are about a field in which it differs. */
  related: ExplainedQuirk[]
}

/** The notification that a message was held against, and what the spec says of it. */
export interface ExplainedMessage {
  notification: string
  /** Start of its body. */
  body: string
  evidence: Evidence | undefined
  source: string | undefined
  /** Those that shaped it. */
  quirks: ExplainedQuirk[]
  /** Further ones of notifications that are about a field in which it differs. */
  related: ExplainedQuirk[]
}
