/** What a run found, as data. Reports, `status.json` and calibration are made from it. */

import type { Evidence } from '../../mocks/dialect/types.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import type { CallbackMessage } from './targets/target.ts'

/**
 * `differs`: a probe saw a documented variant, but not the one of the profile. `failed`: an
 * expectation was not met, or an answer is off the spec.
 */
export type Outcome = 'passed' | 'failed' | 'differs' | 'undecided' | 'skipped'

export interface CaseResult {
  /** `<provider>/flow/<id>` or `<provider>/probe/<quirk>`. */
  id: string
  kind: 'flow' | 'probe'
  title: string
  outcome: Outcome
  /** Why it was skipped or undecided, or what failed, in one sentence. */
  reason: string | undefined
  failure: Failure | undefined
  /** Of a probe: the variant seen and the one of the profile. */
  variant: { seen: string | undefined; wanted: string } | undefined
  /** What in its answers does not fit the spec. */
  differences: Difference[]
  /** What it could not clean up. */
  leftBehind: string[]
  /** Redacted. */
  exchanges: Exchange[]
  durationMs: number
}

/** Enough to tell the provider: redacted, with where our expectation is written. */
export interface Failure {
  step: string | undefined
  expected: string
  found: string
  operation:
    | { id: string; request: string; evidence: Evidence; source: string | undefined }
    | undefined
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
}

/** Whether a run ends with exit code 1. */
export function hasProblems({ cases }: RunResult): boolean {
  return cases.some(({ outcome }) => outcome === 'failed' || outcome === 'differs')
}

/** How many cases came out how. */
export function countOutcomes({ cases }: RunResult): Record<Outcome, number> {
  const counts: Record<Outcome, number> = {
    passed: 0,
    failed: 0,
    differs: 0,
    undecided: 0,
    skipped: 0,
  }
  for (const { outcome } of cases) counts[outcome]++
  return counts
}
