/** A run for the terminal: a line per case, then what failed, then the sum. */
import { toText } from '../../../mocks/tools/recorder/difference.ts'
import { type CaseResult, countOutcomes, type Outcome, type RunResult } from '../result.ts'
import { toPaste } from './paste.ts'

/** Paints a text; reports that are not for a terminal leave it as it is. */
export type Paint = (style: 'green' | 'red' | 'yellow' | 'dim', text: string) => string

const MARKS: Record<Outcome, { mark: string; style: Parameters<Paint>[0] }> = {
  passed: { mark: '✓', style: 'green' },
  failed: { mark: '✗', style: 'red' },
  differs: { mark: '≠', style: 'yellow' },
  undecided: { mark: '?', style: 'yellow' },
  skipped: { mark: '-', style: 'dim' },
}

/** One case as one line, with its reason where there is one. */
export function toLine({ id, title, outcome, reason }: CaseResult, paint: Paint): string {
  const { mark, style } = MARKS[outcome]
  const name = id.slice(id.indexOf('/') + 1)
  const why = reason === undefined ? '' : paint('dim', ` · ${outcome}: ${reason}`)
  return `${paint(style, mark)} ${name}${outcome === 'skipped' ? '' : paint('dim', ` ${title}`)}${why}`
}

/** What comes after the lines: failures to paste, drift, what was left behind, and the sum. */
export function toSummary(run: RunResult, paint: Paint): string {
  const failures = run.cases.filter(({ outcome }) => outcome === 'failed')
  const left = run.cases.flatMap(({ id, leftBehind }) => leftBehind.map((what) => `${id}: ${what}`))
  return [
    ...failures.map((result) => `\n${toPaste(result, run)}`),
    ...toDrift(run),
    ...toSkips(run, paint),
    ...(left.length === 0 ? [] : ['\nLeft behind:', ...left.map((line) => `  ${line}`)]),
    `\n${toSum(run, paint)}`,
  ].join('\n')
}

/** Skipped cases by their reason: `62 skipped: set COBRU_API_KEY`. */
export function toSkips({ cases }: RunResult, paint: Paint): string[] {
  const counts = new Map<string, number>()
  for (const { outcome, reason = 'no reason' } of cases) {
    if (outcome === 'skipped') counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].map(([reason, count]) => paint('dim', `${count} skipped: ${reason}`))
}

/** Prints each case as it is done, but for the skipped ones: `toSkips` tells of them together. */
export function printCases(paint: Paint, print: (line: string) => void) {
  return (result: CaseResult): void => {
    if (result.outcome !== 'skipped') print(toLine(result, paint))
  }
}

/** Differences from the spec, each once, with the cases that saw it. */
function toDrift({ cases }: RunResult): string[] {
  const seen = new Map<string, number>()
  for (const { differences } of cases) {
    for (const difference of differences) {
      const text = toText({ ...difference, exchange: '' })
      seen.set(text, (seen.get(text) ?? 0) + 1)
    }
  }
  if (seen.size === 0) return []
  return [
    '\nAnswers that do not fit the spec:',
    ...[...seen].map(([text, count]) => `  ${text}${count > 1 ? ` (${count} times)` : ''}`),
  ]
}

/** `cobru on sandbox (https://…), profile docs: 40 passed, 1 failed, 3 skipped`. */
export function toSum(run: RunResult, paint: Paint = (_, text) => text): string {
  const counts = Object.entries(countOutcomes(run)).filter(([, count]) => count > 0)
  const words = counts.map(([outcome, count]) =>
    paint(MARKS[outcome as Outcome].style, `${count} ${outcome}`),
  )
  return `${run.provider} on ${run.target} (${run.baseUrl}), profile ${run.profile}: ${words.join(', ') || 'no cases'}`
}
