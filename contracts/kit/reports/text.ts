/** A run for the terminal: a line per case, then what was found, each cause once, then the sum. */
import {
  type CaseResult,
  countOutcomes,
  type Finding,
  type Outcome,
  type RunResult,
} from '../result.ts'
import { pick, RANKS, TITLES, toDetails, toHead, toLeftBehind, toUnrun } from './finding.ts'
import { toPaste } from './paste.ts'

/** Paints a text; reports that are not for a terminal leave it as it is. */
export type Paint = (style: 'green' | 'red' | 'yellow' | 'dim', text: string) => string

const MARKS: Record<Outcome, { mark: string; style: Parameters<Paint>[0] }> = {
  passed: { mark: '✓', style: 'green' },
  new: { mark: '?', style: 'red' },
  broken: { mark: '✗', style: 'red' },
  differs: { mark: '≠', style: 'yellow' },
  unsettled: { mark: '~', style: 'dim' },
  'not-offered': { mark: '-', style: 'dim' },
  skipped: { mark: '-', style: 'dim' },
}

/** One case as one line, with its reason where there is one. */
export function toLine({ id, title, outcome, reason }: CaseResult, paint: Paint): string {
  const { mark, style } = MARKS[outcome]
  const name = id.slice(id.indexOf('/') + 1)
  const why = reason === undefined ? '' : paint('dim', ` · ${outcome}: ${reason}`)
  return `${paint(style, mark)} ${name}${outcome === 'skipped' ? '' : paint('dim', ` ${title}`)}${why}`
}

/** What comes after the lines: findings, one case of each to paste, what did not run, what was left behind, the sum. */
export function toSummary(run: RunResult, paint: Paint): string {
  const open = RANKS.flatMap((rank) => toSection(TITLES[rank], pick(run, rank)))
  const accepted = RANKS.flatMap((rank) => pick(run, rank, true))
  const left = toLeftBehind(run)
  return [
    ...(run.ended === undefined ? [] : [`\n${paint('red', `The run ended early. ${run.ended}`)}`]),
    ...open,
    ...toSection('Accepted', accepted),
    ...toPastes(run).map((text) => `\n${text}`),
    ...(run.remarks.length === 0 ? [] : ['\nRemarks:', ...run.remarks.map((line) => `  ${line}`)]),
    ...toUnrun(run).map((line) => paint('dim', line)),
    ...(left.length === 0 ? [] : ['\nLeft behind:', ...left.map((line) => `  ${line}`)]),
    `\n${toSum(run, paint)}`,
  ].join('\n')
}

function toSection(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  return [
    `\n${title} (${findings.length}):`,
    ...findings.flatMap((finding) => [
      `  ${toHead(finding)}`,
      ...toDetails(finding).map((line) => `      ${line}`),
    ]),
  ]
}

/** Of each open finding the first case that failed, each case once. */
function toPastes(run: RunResult): string[] {
  const ids = [...pick(run, 'new'), ...pick(run, 'broken')].map(({ cases }) => cases[0])
  const firsts = [...new Set(ids)].map((id) => run.cases.find((each) => each.id === id))
  return firsts.flatMap((result) =>
    result !== undefined && result.failures.length > 0 ? [toPaste(result, run)] : [],
  )
}

/** Prints each case as it is done, but for the skipped ones: the summary tells of them together. */
export function printCases(paint: Paint, print: (line: string) => void) {
  return (result: CaseResult): void => {
    if (result.outcome !== 'skipped') print(toLine(result, paint))
  }
}

/** `acme on sandbox (https://…), profile docs: 40 passed, 1 broken, 3 skipped`. */
export function toSum(run: RunResult, paint: Paint = (_, text) => text): string {
  const counts = Object.entries(countOutcomes(run)).filter(([, count]) => count > 0)
  const words = counts.map(([outcome, count]) =>
    paint(MARKS[outcome as Outcome].style, `${count} ${outcome.replace('-', ' ')}`),
  )
  return `${run.provider} on ${run.target} (${run.baseUrl}), profile ${run.profile}: ${words.join(', ') || 'no cases'}`
}
