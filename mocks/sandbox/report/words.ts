/** The words of reports, the same in every format. */
import type { Source } from '../../dialect/types.ts'
import type { Coverage, CoverageProvider, Readiness, ReadinessItem, Verdict } from './types.ts'

/** In the order in which a reader wants them. */
export const VERDICTS: { verdict: Verdict; title: string; mark: string }[] = [
  { verdict: 'violated', title: 'Violated', mark: '✗' },
  { verdict: 'not-seen', title: 'Not seen', mark: '?' },
  { verdict: 'by-hand', title: 'By hand', mark: '☐' },
  { verdict: 'met', title: 'Met', mark: '✓' },
]

/** `2 violated, 3 not seen, 4 by hand, 8 met`. */
export function toSummary(counts: Record<Verdict, number>): string {
  return VERDICTS.map(({ verdict, title }) => `${counts[verdict]} ${title.toLowerCase()}`).join(
    ', ',
  )
}

/** Items of one verdict after the other. */
export function sortItems(items: readonly ReadinessItem[]): ReadinessItem[] {
  return VERDICTS.flatMap(({ verdict }) => items.filter((item) => item.verdict === verdict))
}

export function toSourceText({ url, section, evidence, note }: Source): string {
  const where =
    url === undefined ? (note ?? '') : section === undefined ? url : `${url}, ${section}`
  return where === '' ? evidence : `${evidence}: ${where}`
}

/** `account default`, `2 accounts`. */
export function toAccounts({ accounts }: Coverage | Readiness): string {
  return accounts.length === 1 ? `account ${accounts[0]}` : `${accounts.length} accounts`
}

export function toMore(more: number): string {
  return more === 1 ? 'and 1 more like it' : `and ${more} more like it`
}

export const SUM_TITLES = [
  ['operations', 'Operations called'],
  ['answers', 'Documented answers seen'],
  ['quirks', 'Quirks exercised'],
  ['variants', 'Variants exercised'],
] as const

/** `12 of 81 (15 %)`. */
export function toShare(sum: Share): string {
  return sum.all === 0 ? '0 of 0' : `${sum.seen} of ${sum.all} (${toPercent(sum)} %)`
}

interface Share {
  seen: number
  all: number
}

/** Whole, and 100 for all alone; with a decimal where something would read 0. */
export function toPercent({ seen, all }: Share): string {
  if (all === 0 || seen === 0) return '0'
  const percent = (100 * seen) / all
  return percent < 1
    ? Math.max(0.1, percent).toFixed(1).replace('.0', '')
    : String(Math.floor(percent))
}

/** What the sums leave out, so that they can be held against the lists; empty when nothing is. */
export function toNotCounted({ notCounted }: CoverageProvider): string {
  const { named, own, variants } = notCounted
  const parts = [
    named > 0 && `operations known by name only (${named})`,
    own > 0 && `operations of Ensayo's own (${own})`,
    variants > 0 && `variants that let everything pass and leave no trace (${variants})`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? '' : `Not counted: ${parts.join(', ')}.`
}

/** `201 × 3, 400 × 1; not seen 401 403`. */
export function toAnswerText(answers: CoverageProvider['operations'][number]['answers']): string {
  const seen = answers.filter(({ times }) => times > 0)
  const missing = answers.filter(({ times }) => times === 0)
  const parts = [
    seen.map(
      (each) =>
        `${each.status || 'no answer'} × ${each.times}${each.isDocumented ? '' : ' (not listed)'}`,
    ),
    missing.length === 0 ? [] : [`not seen: ${missing.map(({ status }) => status).join(' ')}`],
  ]
  return parts
    .map((part) => part.join(', '))
    .filter((part) => part !== '')
    .join('; ')
}

/** A text of ours in parts; code stands between backticks. */
export function splitCode(text: string): { part: string; isCode: boolean }[] {
  return text.split('`').map((part, at) => ({ part, isCode: at % 2 === 1 }))
}
