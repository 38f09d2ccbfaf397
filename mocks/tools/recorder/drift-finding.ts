/** What drift finds, as data. */
import type { Difference, Finding } from './difference.ts'

/** Where a difference was seen. Both: the emulator and the spec agree against the answer. */
export interface Drift extends Difference {
  against: 'spec' | 'emulator' | 'both'
  /** All that show it, the first one first. */
  exchanges: string[]
  /** Why it is all right, when somebody said so. */
  accepted?: { reason: string; at: string }
}

export interface NotReplayed {
  /** `<session>/<exchange>`. */
  exchange: string
  request: string
  reason: string
}

/** Differs from the emulator, which has not seen what changed the record. */
export interface NotComparable {
  /** `<session>/<exchange>`. */
  exchange: string
  request: string
  /** The exchange that was not replayed. */
  after: string
  reason: string
  /** What would have been said. */
  differences: Finding[]
}

export interface DriftReport {
  provider: string
  sessions: { session: string; startedAt: string; upstream: string; exchanges: number }[]
  differences: Drift[]
  /** Compared with the spec alone. */
  notReplayed: NotReplayed[]
  /** Replayed, and of no use: what they are about was changed by an exchange that was not. */
  notComparable: NotComparable[]
  /** What was accepted, and is there no more. */
  gone?: string[]
}
