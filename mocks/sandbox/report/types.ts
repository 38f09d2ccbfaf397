/** What a report is made of. */
import type { Source } from '../../dialect/types.ts'

/** Met, broken, not shown by this traffic, or for a person to look at. */
export type Verdict = 'met' | 'violated' | 'not-seen' | 'by-hand'

/** One thing that traffic showed, and what to do about it. */
export interface Finding {
  /** `req_12 POST /widgets → 403`, or `whk_ab widgetChanged → 500`; in the order of events. */
  where: string[]
  saw: string
  cure: string
  requests: string[]
  deliveries: string[]
}

/** What a check says of one account's traffic. */
export interface Judgement {
  verdict: Verdict
  findings: Finding[]
  /** Said beside the verdict: what was looked at, or how to make it seen. */
  note?: string
}

export interface ReadinessItem {
  id: string
  title: string
  check: string
  verdict: Verdict
  /** At most `MOST_FINDINGS`; `more` counts the others. */
  findings: (Finding & { account: string })[]
  more: number
  notes: string[]
  source: Source
}

export interface ReadinessProvider {
  provider: string
  title: string
  counts: Record<Verdict, number>
  items: ReadinessItem[]
}

export interface Readiness {
  kind: 'readiness'
  version: string
  accounts: string[]
  providers: ReadinessProvider[]
  counts: Record<Verdict, number>
  /** Where a bound has cut what the report is made from. */
  cuts: string[]
}

export interface OperationCoverage {
  operationId: string
  method: string
  path: string
  requests: number
  /** Documented statuses, then what else was answered. */
  answers: { status: number; isDocumented: boolean; times: number }[]
}

export interface QuirkCoverage {
  quirk: string
  title: string
  variants: { name: string; isDefault: boolean; times: number }[]
}

export interface CoverageProvider {
  provider: string
  title: string
  /** Seen, of all there are. */
  sums: Record<'operations' | 'answers' | 'quirks' | 'variants', { seen: number; all: number }>
  /** Operations known by name only, operations of Ensayo's own, variants that let everything pass. */
  notCounted: Record<'named' | 'own' | 'variants', number>
  operations: OperationCoverage[]
  /** These were never called. */
  neverCalled: string[]
  /** Answers that the operation's documents do not list. */
  undocumented: { operationId: string; status: number; times: number }[]
  quirks: QuirkCoverage[]
  /** Requests that no operation matched. */
  unmatched: number
}

export interface Coverage {
  kind: 'coverage'
  version: string
  accounts: string[]
  providers: CoverageProvider[]
  cuts: string[]
}

export type Report = Coverage | Readiness
