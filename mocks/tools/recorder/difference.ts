/** What is found where an answer is not as expected: data for programs, one line for people. */
import type { Evidence, Source } from '../../dialect/types.ts'

const DIFFERENCE_KINDS = [
  'status',
  'missing-key',
  'type',
  'value',
  'format',
  'header',
  'unknown-field',
  'undocumented-operation',
  'timing',
] as const

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** `error`: a client breaks on it. `warning`: it may. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info'

export interface Difference {
  kind: DifferenceKind
  severity: Severity
  operationId?: string
  /**
   * JSON pointer in the body, or the name of a header. What stands inside a string that holds JSON
   * comes behind a `#`: `/payment_method_enabled#/pse`. Empty where the whole answer is meant.
   */
  pointer: string
  expected: string
  found: string
  /** `id` of the exchange. */
  exchange: string
  /** How the expectation is known. */
  evidence?: Evidence
  source?: Source
}

/** A difference before it is known where it belongs. */
export type Finding = Pick<Difference, 'kind' | 'severity' | 'pointer' | 'expected' | 'found'>

/** `error type createPayment /pk: expected integer, found "27150" (ex-3; documented, https://…)`. */
export function toText(difference: Difference): string {
  const { kind, severity, operationId, pointer, expected, found, exchange } = difference
  const where = [kind, operationId, pointer].filter((part) => part !== undefined && part !== '')
  const known = [difference.evidence, difference.source?.url].filter((part) => part !== undefined)
  const written = [exchange, known.join(', ')].filter((part) => part !== '').join('; ')
  return `${severity} ${where.join(' ')}: expected ${expected}, found ${found}${written === '' ? '' : ` (${written})`}`
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Errors first; otherwise in the order in which they were found. */
export function bySeverity(differences: readonly Difference[]): Difference[] {
  return [...differences].sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

export function countSeverities(
  differences: readonly Pick<Difference, 'severity'>[],
): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  for (const { severity } of differences) counts[severity]++
  return counts
}

/** A value as one sees it in a line: its type, and so much of it as fits. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  const text = toJson(value)
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text
  if (Array.isArray(value)) return `array ${short}`
  if (typeof value === 'bigint') return `number ${short}`
  return typeof value === 'string' ? short : `${typeof value} ${short}`
}

/** What a double cannot hold is written out too. */
function toJson(value: unknown): string {
  if (typeof value === 'bigint') return String(value)
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))
}

/** JSON Schema's name for the type of a value; whole numbers are `integer`. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
