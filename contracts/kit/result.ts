/** What a run found, as data. Reports, `status.json` and calibration are made from it. */

import type { Evidence } from '../../mocks/dialect/types.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { Known } from './evidence.ts'
import type { CallbackMessage } from './targets/target.ts'
import type { Spot } from './unmet.ts'
import type { NoiseKind } from './unsettled.ts'

/**
 * `broken`: an expectation that a document states was not met, or an answer is off the spec.
 * `differs`: a probe saw a documented variant, but not the one of the profile. `new`: it saw what is
 * in no document. `unsettled`: a gateway, a throttle or a network was in the way, which says nothing
 * about the contract. `not-offered`: the account lacks the product.
 */
export type Outcome =
  | 'passed'
  | 'new'
  | 'broken'
  | 'differs'
  | 'unsettled'
  | 'not-offered'
  | 'skipped'

export interface CaseResult {
  /** `<provider>/flow/<id>` or `<provider>/probe/<quirk>`. */
  id: string
  kind: 'flow' | 'probe'
  title: string
  outcome: Outcome
  /** Why it did not pass, in one sentence. */
  reason: string | undefined
  /** What was in the way of one that is unsettled. */
  noise?: NoiseKind
  /** What was not as expected, in its order; the last may have ended the case. */
  failures: Failure[]
  /** Of a probe: the variant seen and the one of the profile. */
  variant: { seen: string | undefined; wanted: string } | undefined
  /** What in its answers does not fit the spec. */
  differences: Difference[]
  /** What it could not clean up. */
  leftBehind: string[]
  /** What it moved, made or bought, which stays. */
  effects: string[]
  /** Kinds of records that it declares to leave; none where nothing was asked. */
  leaves: string[]
  /** Redacted. */
  exchanges: Exchange[]
  /** So many of them were made before it cleaned up. */
  asked: number
  durationMs: number
}

/** Enough to tell the provider: redacted, with where our expectation is written. */
export interface Failure {
  step: string | undefined
  expected: string
  found: string
  /** Where exactly; empty where something did not happen in time. */
  spots: Spot[]
  /** Of the message, in the spec. */
  notification: string | undefined
  /** With what is known of the expectation itself. */
  operation: ({ id: string; request: string } & Known) | undefined
  /** Quirks of the operation that may explain the answer. */
  quirks: {
    id: string
    variant: string
    title: string
    evidence: Evidence
    source: string | undefined
  }[]
  exchange: Exchange | undefined
  message: CallbackMessage | undefined
}

export interface RunResult {
  provider: string
  target: string
  baseUrl: string
  /** Profile that probes are held against. */
  profile: string
  /** ISO 8601. */
  startedAt: string
  cases: CaseResult[]
  /** Why the run ended before its last case; undefined when it did not. */
  ended: string | undefined
  /** Whether every case of the contract was to run. */
  isWhole: boolean
  /** Worth knowing and no problem: a redirect that was followed. */
  remarks: string[]
  /** What was found, each cause once; made of the cases. */
  findings: Finding[]
}

/** One cause, and the cases that it touches. */
export interface Finding {
  /** The same in each run: `createPayment missing-key /fee_amount`, `quirk acme.pay.status`. */
  id: string
  /** `remark`: worth knowing; fails nothing. */
  rank: 'new' | 'broken' | 'differs' | 'remark'
  expected: string
  found: string
  known: Known | undefined
  /** Ids of cases. */
  cases: string[]
  /** Ids of quirks that showed another variant and may explain it; of a quirk, ids of what it may explain. */
  explains: string[]
  /** What else those cases met, which may follow from it. */
  follows: string[]
  /** Known and accepted; fails nothing until it changes. */
  accepted: { reason: string; at: string } | undefined
}

/** Whether a run ends with exit code 1: something is there that was not accepted. */
export function hasProblems({ findings }: RunResult): boolean {
  return findings.some(({ rank, accepted }) => rank !== 'remark' && accepted === undefined)
}

/** How many cases came out how; in the order in which reports tell of them. */
export function countOutcomes({ cases }: RunResult): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {
    new: 0,
    broken: 0,
    differs: 0,
    passed: 0,
    unsettled: 0,
    'not-offered': 0,
    skipped: 0,
  }
  for (const { outcome } of cases) counts[outcome]++
  return counts
}
