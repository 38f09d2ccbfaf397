/** A finding as lines of text, the same in every report. */
import { toSums } from '../leaves.ts'
import type { CaseResult, Finding, RunResult } from '../result.ts'

export const MARKS: Record<Finding['rank'], string> = {
  new: '?',
  broken: '✗',
  differs: '≠',
  remark: '·',
}

export const TITLES: Record<Finding['rank'], string> = {
  new: 'New, in no document',
  broken: 'Broken',
  differs: 'Another documented variant',
  remark: 'Worth knowing',
}

export const RANKS: readonly Finding['rank'][] = ['new', 'broken', 'differs', 'remark']

/** Cases named in a line; more are counted. */
const MAX_CASES = 3

/** `✗ createPayment missing-key /fee_amount: expected 2395, found nothing`. */
export function toHead({ id, rank, expected, found }: Finding): string {
  return `${MARKS[rank]} ${id}: expected ${expected}, found ${found}`
}

/** What stands below: where it is written, what explains it, which cases, what follows. */
export function toDetails({ known, cases, explains, follows, accepted, rank }: Finding): string[] {
  const written = [known?.evidence, known?.source, known?.line].filter(Boolean).join(', ')
  const word = rank === 'differs' ? 'may explain' : 'may be explained by'
  return [
    ...(accepted ? [`accepted ${accepted.at.slice(0, 10)}: ${accepted.reason}`] : []),
    ...(written === '' ? [] : [`stated: ${written}`]),
    ...(explains.length === 0 ? [] : [`${word} ${explains.join(', ')}`]),
    `seen by ${toCases(cases)}`,
    ...follows.map((each) => `what may follow: ${each}`),
  ]
}

function toCases(cases: readonly string[]): string {
  const names = cases.slice(0, MAX_CASES).map((id) => id.slice(id.indexOf('/') + 1))
  const more = cases.length - names.length
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Not accepted ones, or accepted ones, of a rank. */
export function pick(
  { findings }: RunResult,
  rank: Finding['rank'],
  isAccepted = false,
): Finding[] {
  return findings.filter(
    (each) => each.rank === rank && (each.accepted !== undefined) === isAccepted,
  )
}

/** Cases that did not run to their end, by reason: `3 skipped: set ACME_KEY`. */
export function toUnrun({ cases }: RunResult): string[] {
  const counts = new Map<string, number>()
  for (const { outcome, reason = 'no reason' } of cases) {
    if (!UNRUN.includes(outcome)) continue
    const key = `${outcome.replace('-', ' ')}: ${reason}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => `${count} ${key}`)
}

const UNRUN: readonly CaseResult['outcome'][] = ['unsettled', 'not-offered', 'skipped']

/** Everything that a run left on the target. */
export function toLeftBehind({ cases, target }: RunResult): string[] {
  // What the emulator keeps ends with it.
  const isKept = target !== 'emulator'
  const told = cases.flatMap(({ id, leftBehind, effects }) =>
    [...leftBehind, ...(isKept ? effects : [])].map((what) => `${id}: ${what}`),
  )
  const sums = isKept ? toSums(cases.map(({ leaves }) => leaves)) : []
  return [...told, ...sums.map((sum) => `records that stay, ${sum}`)]
}
