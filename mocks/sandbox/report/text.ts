/** Reports for a terminal: plain lines of at most `WIDTH` columns. */
import type {
  Coverage,
  CoverageProvider,
  Readiness,
  ReadinessItem,
  ReadinessProvider,
  Report,
} from './types.ts'
import {
  SUM_TITLES,
  sortItems,
  toAccounts,
  toAnswerText,
  toMore,
  toNotCounted,
  toShare,
  toSourceText,
  toSummary,
  VERDICTS,
} from './words.ts'

const WIDTH = 100

/** Colours a text, or leaves it as it is. */
export type Paint = (style: 'red' | 'green' | 'yellow' | 'bold' | 'dim', text: string) => string

export interface Look {
  paint?: Paint | undefined
  /** Writes commands of ours, in backticks, as they are called from where the reader is. */
  toCallable?: ((text: string) => string) | undefined
}

type FullLook = { [Part in keyof Look]-?: NonNullable<Look[Part]> }

/** Of several providers, those without traffic are only named. */
export function renderText(
  report: Report,
  { paint = (_, text) => text, toCallable }: Look = {},
): string {
  const lines =
    report.kind === 'readiness'
      ? readiness(report, { paint, toCallable: toCallable ?? ((text) => text) })
      : coverage(report, paint)
  const cuts = report.cuts.flatMap((cut) => wrap(`Note: ${cut}`, 0))
  return `${[...lines, ...cuts.map((line) => paint('yellow', line))].join('\n')}\n`
}

function readiness(report: Readiness, look: FullLook): string[] {
  const paint = look.paint
  const isIdle = ({ counts }: ReadinessProvider) => counts.met + counts.violated === 0
  const [shown, idle] = split(report.providers, isIdle)
  const lines = shown.flatMap(({ title, counts, items }) => [
    paint('bold', `Readiness: ${title}, ${toAccounts(report)}`),
    toSummary(counts),
    '',
    ...sortItems(items).flatMap((item) => toItem(item, look)),
    '',
  ])
  return [...lines, ...toIdle('Nothing seen of the checklists of', idle)]
}

/** Those to be shown, and those to be named; a single one is always shown. */
function split<T>(providers: T[], isIdle: (provider: T) => boolean): [T[], T[]] {
  if (providers.length === 1) return [providers, []]
  return [providers.filter((each) => !isIdle(each)), providers.filter(isIdle)]
}

function toIdle(words: string, idle: { title: string }[]): string[] {
  if (idle.length === 0) return []
  return wrap(`${words}: ${idle.map(({ title }) => title).join(', ')}.`, 0, 2)
}

const COLOURS = { violated: 'red', met: 'green', 'not-seen': 'yellow', 'by-hand': 'dim' } as const

function toItem(item: ReadinessItem, { paint, toCallable }: FullLook): string[] {
  const { mark, title } = VERDICTS.find(({ verdict }) => verdict === item.verdict)!
  const head = `${mark} ${title.toLowerCase().padEnd(8)}  ${item.id}: ${item.title}`
  const [first = '', ...rest] = wrap(head, 0, 12)
  const lines = [paint(COLOURS[item.verdict], first), ...rest]
  for (const { where, saw, cure } of item.findings) {
    lines.push(...where.flatMap((line) => wrap(line, 12, 14)))
    lines.push(...wrap(saw, 14), ...wrap(`→ ${toCallable(cure)}`, 14, 16))
  }
  if (item.more > 0) lines.push(...wrap(toMore(item.more), 12))
  lines.push(...item.notes.flatMap((note) => wrap(toCallable(note), 12)))
  if (item.verdict === 'violated') lines.push(...wrap(`source: ${toSourceText(item.source)}`, 12))
  return lines
}

function coverage(report: Coverage, paint: Paint): string[] {
  const [shown, idle] = split(report.providers, isUncalled)
  const lines = shown.flatMap((provider) => [
    paint('bold', `Coverage: ${provider.title}, ${toAccounts(report)}`),
    ...SUM_TITLES.map(([key, title]) => `${title.padEnd(25)}${toShare(provider.sums[key])}`),
    ...wrap(toNotCounted(provider), 0, 2),
    '',
    ...toCalls(provider),
    '',
    ...toRest(provider),
    '',
  ])
  return [...lines, ...toIdle('No operation called of', idle)]
}

function isUncalled({ operations, unmatched }: CoverageProvider): boolean {
  return unmatched === 0 && operations.every(({ requests }) => requests === 0)
}

function toCalls({ operations }: CoverageProvider): string[] {
  const called = operations.filter(({ requests }) => requests > 0)
  if (called.length === 0) return ['No operation was called.']
  const width = Math.max(...called.map(({ operationId }) => operationId.length)) + 2
  return called.flatMap(({ operationId, answers }) =>
    wrap(`${operationId.padEnd(width)}${toAnswerText(answers)}`, 0, width),
  )
}

function toRest({ neverCalled, quirks, unmatched }: CoverageProvider): string[] {
  const seen = quirks.flatMap(({ quirk, variants }) =>
    variants
      .filter(({ times }) => times > 0)
      .map(({ name, times }) => `${quirk}=${name} × ${times}`),
  )
  return [
    ...(seen.length === 0
      ? []
      : ['Variants exercised:', ...seen.flatMap((line) => wrap(line, 2)), '']),
    ...(neverCalled.length === 0 ? [] : wrap(`Never called: ${neverCalled.join(', ')}`, 0, 2)),
    ...(unmatched === 0 ? [] : [`Requests that no operation matched: ${unmatched}`]),
  ]
}

/** Breaks a text into lines; words longer than a line are cut. */
export function wrap(text: string, indent: number, hanging = indent): string[] {
  const lines: string[] = []
  let line = ' '.repeat(indent)
  let isEmpty = true
  for (const word of text
    .split(' ')
    .flatMap((each) => cut(each, WIDTH - Math.max(indent, hanging)))) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ' '.repeat(hanging)
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line].map((each) => each.trimEnd())
}

function cut(word: string, size: number): string[] {
  if (word.length <= size) return [word]
  return [word.slice(0, size), ...cut(word.slice(size), size)]
}
