/** Three lines about one exchange: what happened, why, and what to change. */

import type { FaultNote } from '../core/http/exchange.ts'
import type { JournalEntry } from '../core/http/journal-entry.ts'
import type { Evidence } from '../dialect/types.ts'
import type { OperationView, QuirkView } from '../sandbox/control/views.ts'
import { toCallable } from './output.ts'

export interface Explanation {
  request: string
  /** `POST /cobru/ → 403, createPayment`. */
  what: string
  why: string
  change: string
  source: { url?: string; evidence: Evidence } | undefined
  quirks: { id: string; variant: string; title: string }[]
  violations: JournalEntry['violations']
  problems: string[]
}

/** Explains an exchange from the journal with what the spec says of its quirks and operation. */
export function explainRequest(
  entry: JournalEntry,
  quirks: QuirkView[],
  operation?: OperationView,
): Explanation {
  return {
    request: entry.id,
    what: toWhat(entry),
    why: toWhy(entry, quirks),
    change: toChange(entry, quirks),
    source: toSource(entry, quirks, operation),
    quirks: entry.quirks,
    violations: entry.violations,
    problems: entry.problems,
  }
}

/** The explanation for people. */
export function toLines({ what, why, change, source }: Explanation): string[] {
  const where = source === undefined ? '' : ` Source: ${source.url ?? 'none'} (${source.evidence}).`
  return [what, `Why: ${why}`, `What to change: ${change}${where}`]
}

function toWhat({ id, request, response, operationId, provider }: JournalEntry): string {
  const operation = operationId === undefined ? `no operation of ${provider}` : operationId
  const outcome = response.status === 0 ? 'no answer' : response.status
  return `${request.method} ${request.path} → ${outcome}, ${operation} (${id})`
}

function toWhy(entry: JournalEntry, quirks: QuirkView[]): string {
  const reasons = [
    ...entry.problems.map((problem) => `our own fault: ${problem}`),
    ...(entry.faults ?? []).map(toFaultReason),
    ...(entry.stub === undefined ? [] : [`stub ${entry.stub} answered instead of the behaviour`]),
    ...entry.quirks.map(({ id, variant, title }) => {
      const evidence = findVariant(quirks, id, variant)?.evidence
      return `${title} (quirk ${id}=${variant}${evidence === undefined ? '' : `, ${evidence}`})`
    }),
    ...entry.violations.map(({ path, message }) => [path, message].filter(Boolean).join(': ')),
  ]
  if (reasons.length > 0) return `${reasons.join('; ').replace(/\.$/, '')}.`
  if (entry.operationId === undefined) return 'no operation has this method and path.'
  if (entry.hint !== undefined && isRefusal(entry)) return entry.hint
  return isRefusal(entry)
    ? 'the documented refusal.'
    : 'the documented answer; nothing departs from it.'
}

function toFaultReason({ id, kind, when, incident }: FaultNote): string {
  const part = incident === undefined ? '' : ` of the incident ${incident}`
  const effect = when === 'before' ? 'nothing happened' : 'the request was carried out'
  return `fault ${id}${part} acted: ${kind}, ${when} the behaviour, so ${effect}`
}

function toChange(entry: JournalEntry, quirks: QuirkView[]): string {
  if (entry.problems.length > 0) return 'nothing on your side; please report it.'
  const arranged = toArranged(entry)
  if (arranged !== undefined) return arranged
  const hint = quirks.find((quirk) => quirk.hint !== undefined)?.hint ?? entry.hint
  if (hint !== undefined) return hint
  if (entry.violations.length > 0) return toFields(entry)
  if (isRefusal(entry)) return 'what the document of the operation asks for.'
  return quirks.length === 0
    ? 'nothing.'
    : 'nothing, if your code expects this; else see the quirk.'
}

/** What a test has set itself, it also takes away. */
function toArranged({ faults = [], stub }: JournalEntry): string | undefined {
  const [fault] = faults
  if (fault) {
    const id = fault.incident ?? fault.id
    return toCallable(`nothing, if your code copes with it; else "ensayo faults remove ${id}".`)
  }
  return stub === undefined
    ? undefined
    : toCallable(`nothing; "ensayo stubs remove ${stub}" ends it.`)
}

function toFields({ violations }: JournalEntry): string {
  const paths = [...new Set(violations.map(({ path }) => path).filter(Boolean))]
  return paths.length === 0
    ? 'the body.'
    : `send what the document asks for in ${paths.join(', ')}.`
}

/** The source that the header's evidence is about: of a quirk when one decided, otherwise of the operation. */
function toSource(entry: JournalEntry, quirks: QuirkView[], operation?: OperationView) {
  const sources = entry.quirks.flatMap(
    ({ id, variant }) => findVariant(quirks, id, variant)?.source ?? [],
  )
  const all = operation ? [...sources, operation.source] : sources
  return all.find(({ evidence }) => evidence === entry.evidence) ?? all[0]
}

function findVariant(quirks: QuirkView[], id: string, name: string) {
  const quirk = quirks.find((each) => each.id === id)
  return quirk?.variants.find((variant) => variant.name === name)
}

function isRefusal({ response }: JournalEntry): boolean {
  return response.status >= 400
}
