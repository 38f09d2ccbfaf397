/** Reports for a pull request. Whatever came over the wire is escaped: it may hold markup. */
import type { Coverage, CoverageProvider, Readiness, ReadinessItem, Report } from './types.ts'
import {
  SUM_TITLES,
  sortItems,
  splitCode,
  toAccounts,
  toAnswerText,
  toMore,
  toNotCounted,
  toShare,
  toSourceText,
  toSummary,
  VERDICTS,
} from './words.ts'

export function renderMarkdown(report: Report): string {
  const lines = report.kind === 'readiness' ? readiness(report) : coverage(report)
  const cuts = report.cuts.map((cut) => `> ${escapeText(cut)}`)
  return `${[...lines, ...cuts]
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`
}

function readiness(report: Readiness): string[] {
  return report.providers.flatMap(({ title, counts, items }) => [
    `## Readiness: ${escapeText(title)}`,
    '',
    `${toSummary(counts)} (${escapeText(toAccounts(report))})`,
    '',
    '|  | item | what it asks |',
    '| - | - | - |',
    ...sortItems(items).map(toRow),
    '',
    ...items.filter(({ verdict }) => verdict === 'violated').flatMap(toViolation),
    ...toNotes(items),
    '',
  ])
}

function toRow({ verdict, id, title }: ReadinessItem): string {
  const known = VERDICTS.find((each) => each.verdict === verdict)!
  return `| ${known.mark} ${known.title.toLowerCase()} | ${code(id)} | ${toProse(title)} |`
}

function toViolation(item: ReadinessItem): string[] {
  return [
    `### ✗ ${escapeText(item.id)}: ${toProse(item.title)}`,
    '',
    ...item.findings.map(
      ({ where, saw, cure }) =>
        `- ${where.map(code).join(', ')}: ${toProse(saw)} **${toProse(cure)}**`,
    ),
    ...(item.more > 0 ? [`- ${toMore(item.more)}`] : []),
    '',
    `Source: ${escapeText(toSourceText(item.source))}`,
    '',
  ]
}

function toNotes(items: ReadinessItem[]): string[] {
  const noted = items.filter(({ verdict, notes }) => verdict !== 'violated' && notes.length > 0)
  if (noted.length === 0) return []
  const lines = noted.map(({ id, notes }) => `- ${code(id)}: ${notes.map(toProse).join(' ')}`)
  return ['<details><summary>Not seen, and by hand</summary>', '', ...lines, '', '</details>']
}

function coverage(report: Coverage): string[] {
  return report.providers.flatMap((provider) => [
    `## Coverage: ${escapeText(provider.title)}`,
    '',
    `| ${escapeText(toAccounts(report))} |  |`,
    '| - | - |',
    ...SUM_TITLES.map(([key, title]) => `| ${title} | ${toShare(provider.sums[key])} |`),
    '',
    escapeText(toNotCounted(provider)),
    '',
    ...toCalls(provider),
    ...toVariants(provider),
    ...toRest(provider),
    '',
  ])
}

function toCalls({ operations }: CoverageProvider): string[] {
  const called = operations.filter(({ requests }) => requests > 0)
  if (called.length === 0) return ['No operation was called.', '']
  const rows = called.map((each) => {
    const path = code(`${each.method} ${each.path}`)
    return `| ${code(each.operationId)} | ${path} | ${escapeText(toAnswerText(each.answers))} |`
  })
  return ['| operation | path | answers |', '| - | - | - |', ...rows, '']
}

function toVariants({ quirks }: CoverageProvider): string[] {
  const rows = quirks.flatMap(({ quirk, variants }) =>
    variants
      .filter(({ times }) => times > 0)
      .map(({ name, times }) => `| ${code(quirk)} | ${code(name)} | ${times} |`),
  )
  if (rows.length === 0) return []
  return ['| quirk | variant | times |', '| - | - | - |', ...rows, '']
}

function toRest({ neverCalled, unmatched }: CoverageProvider): string[] {
  return [
    ...(neverCalled.length === 0 ? [] : [`Never called: ${neverCalled.map(code).join(', ')}`, '']),
    ...(unmatched === 0 ? [] : [`Requests that no operation matched: ${unmatched}`, '']),
  ]
}

/** Letters that Markdown or HTML would read. */
function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~#]/g, '\\$&')
    .replaceAll(/\s+/g, ' ')
}

/** Words of ours, in which code stands between backticks. */
function toProse(text: string): string {
  return splitCode(text)
    .map(({ isCode, part }) => (isCode ? code(part) : escapeText(part)))
    .join('')
}

/** A code span; a bar would end the cell of a table, a backtick the span. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}\``
}
