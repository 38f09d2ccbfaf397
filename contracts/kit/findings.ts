/** One cause, one finding: what the cases of a run met, grouped by operation, place and kind. */
import { parseDuration } from '../../mocks/base/duration.ts'
import type { Quirk, Spec } from '../../mocks/dialect/types.ts'
import type { Difference } from '../../mocks/tools/recorder/difference.ts'
import { describe, findKnown } from './evidence.ts'
import type { CaseResult, Failure, Finding } from './result.ts'

/** Something that one case met. */
type Met = Pick<Finding, 'id' | 'rank' | 'expected' | 'found' | 'known'>

const RANKS: Finding['rank'][] = ['new', 'broken', 'differs', 'remark']

/** News first, then what is broken, what differs, and remarks. */
export function groupFindings(spec: Spec, cases: readonly CaseResult[]): Finding[] {
  const found = new Map<string, Finding>()
  for (const result of cases) {
    const { causes, consequences } = readCase(spec, result)
    for (const met of causes) {
      const known = found.get(met.id) ?? toFinding(met)
      found.set(met.id, known)
      if (RANKS.indexOf(met.rank) < RANKS.indexOf(known.rank)) known.rank = met.rank
      if (!known.cases.includes(result.id)) known.cases.push(result.id)
      known.follows = [...new Set([...known.follows, ...consequences])]
    }
  }
  const findings = [...found.values()].sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank))
  explain(spec, findings)
  return findings
}

function toFinding(met: Met): Finding {
  return { ...met, cases: [], explains: [], follows: [], accepted: undefined }
}

/** What a case met at a certain place, and what may follow from that. */
function readCase(spec: Spec, result: CaseResult): { causes: Met[]; consequences: string[] } {
  if (result.outcome === 'unsettled' || result.outcome === 'not-offered') {
    return { causes: [], consequences: [] }
  }
  const places = [
    ...result.differences.map((difference) => ofDifference(spec, difference, result)),
    ...result.failures.flatMap((failure) => ofSpots(failure)),
  ]
  const loose = [
    ...result.failures.filter(({ spots }) => spots.length === 0).map(ofFailure),
    ...ofProbe(result),
  ]
  // What is odd while it cleans up came too late to be the cause.
  const late = new Set(result.exchanges.slice(result.asked).map(({ id }) => id))
  const early = result.differences.filter(({ exchange }) => !late.has(exchange))
  const causes = [
    ...early.map((difference) => ofDifference(spec, difference, result)),
    ...result.failures.flatMap(ofSpots),
  ]
  const isCaused = causes.some(({ rank }) => rank !== 'remark')
  const isVariant = result.outcome === 'differs'
  const consequences = isCaused && !isVariant ? loose : []
  return {
    causes: [...places, ...(consequences.length > 0 ? [] : loose)],
    consequences: consequences.map(
      ({ id, expected, found }) => `${id}: expected ${expected}, found ${found}`,
    ),
  }
}

const SEVERITIES = { error: 'broken', warning: 'remark', info: 'remark' } as const

function ofDifference(spec: Spec, difference: Difference, { exchanges }: CaseResult): Met {
  const { kind, severity, operationId, pointer, expected, found } = difference
  const isNews = kind === 'status' || kind === 'undocumented-operation'
  const status = exchanges.find(({ id }) => id === difference.exchange)?.response.status ?? 0
  const operation = spec.operations.find(({ id }) => id === operationId)
  const known = operation
    ? findKnown(spec, operation, { status, pointer: kind === 'header' ? '' : pointer })
    : difference.source && { ...describe(difference.source), line: undefined }
  const rank = severity === 'error' && isNews ? 'new' : SEVERITIES[severity]
  // An undocumented place among documented ones is what the difference is about.
  const isAssumed = known?.evidence === 'assumed' && rank === 'broken'
  const id = toId(operationId ?? found, kind, pointer)
  return { id, rank: isAssumed ? 'remark' : rank, expected, found, known }
}

function ofSpots({ spots, operation, notification }: Failure): Met[] {
  const known = operation && toKnown(operation)
  const rank = known?.evidence === 'assumed' ? 'remark' : 'broken'
  return spots.map(({ kind, pointer, expected, found }) => {
    const id = toId(operation?.id ?? notification ?? 'a notification', kind, pointer)
    return { id, rank, expected, found, known }
  })
}

/** Something that did not happen: known by what was expected, without ids and amounts. */
function ofFailure({ expected, found, operation }: Failure): Met {
  const what = expected.replace(/\b(?=\w*\d)(?!PT)[\w-]+/g, '…')
  return {
    id: [operation?.id, what].filter(Boolean).join(' '),
    rank: 'broken',
    expected,
    found,
    known: operation && toKnown(operation),
  }
}

function ofProbe({ kind, id, outcome, reason = '', variant, failures }: CaseResult): Met[] {
  if (kind !== 'probe' || failures.length > 0 || variant === undefined) return []
  const quirk = `quirk ${id.slice(id.indexOf('/probe/') + '/probe/'.length)}`
  const { wanted, seen = reason } = variant
  if (outcome === 'differs') {
    return [{ id: quirk, rank: 'differs', expected: wanted, found: seen, known: undefined }]
  }
  if (outcome !== 'new' || variant.seen !== undefined) return []
  const expected = 'one of the documented variants'
  const found = reason.replace(/^found /, '')
  return [{ id: quirk, rank: 'new', expected, found, known: undefined }]
}

function toKnown({ evidence, source, line }: NonNullable<Failure['operation']>): Finding['known'] {
  return { evidence, source, line }
}

/** Places in a list are one place. */
function toId(subject: string, kind: string, pointer: string): string {
  const place = pointer.replace(/\/\d+(?=\/|$|#)/g, '/*')
  return [subject, kind, place].filter((part) => part !== '').join(' ')
}

/** A quirk that shows another variant, or none, may explain what is broken at its operation. */
function explain(spec: Spec, findings: readonly Finding[]): void {
  for (const shown of findings) {
    const quirk = shown.id.startsWith('quirk ') && spec.quirks.get(shown.id.slice('quirk '.length))
    if (!quirk) continue
    for (const broken of findings.filter(({ rank }) => rank === 'broken')) {
      if (!(isAboutTime(quirk) ? isLate(spec, quirk, broken) : isAbout(quirk, broken))) continue
      broken.explains.push(quirk.id)
      shown.explains.push(broken.id)
    }
  }
}

/** Whether its variants are times. */
function isAboutTime({ variants }: Quirk): boolean {
  return [...variants.values()].every(({ setting }) => parseDuration(String(setting)) !== undefined)
}

/** Whether something of the same product did not come in time. */
function isLate({ operations }: Spec, { operationId }: Quirk, { id }: Finding): boolean {
  const tagsOf = (name: string | undefined) => operations.find((each) => each.id === name)?.tags
  if (!/ within PT\S+$/.test(id)) return false
  const tags = tagsOf(id.split(' ', 1)[0])
  return operationId === undefined || !!tagsOf(operationId)?.some((tag) => tags?.includes(tag))
}

/** Whether one of its variants names the status or the field. */
function isAbout(quirk: Quirk, { id, found }: Finding): boolean {
  const [operation, kind, place = ''] = id.split(' ')
  if (quirk.operationId !== undefined && quirk.operationId !== operation) return false
  const ways = [...quirk.variants.values()].map(({ name, setting }) => [name, setting])
  const text = `${quirk.id} ${quirk.title} ${JSON.stringify(ways)}`
  const word =
    kind === 'status' ? /\d{3}/.exec(found)?.[0] : place.slice(place.lastIndexOf('/') + 1)
  return word !== undefined && word.length > 1 && text.includes(word)
}
