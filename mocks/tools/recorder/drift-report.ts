/** A drift report for people: lines for a terminal, Markdown for a pull request. */
import { countSeverities, toText } from './difference.ts'
import type { Drift, DriftReport } from './drift.ts'

/** One line per difference and per exchange that could not be replayed, then the sum. */
export function toLines(report: DriftReport): string[] {
  const replayed = report.notReplayed.map(
    ({ exchange, request, reason }) => `not replayed ${request}: ${reason} (${exchange})`,
  )
  const comparable = report.notComparable.map(
    ({ exchange, request, reason }) => `not comparable ${request}: ${reason} (${exchange})`,
  )
  return [...report.differences.map(toText), ...replayed, ...comparable, toSum(report)]
}

function toSum(report: DriftReport): string {
  const { error, warning, info } = countSeverities(report.differences)
  const all = report.sessions.reduce((sum, { exchanges }) => sum + exchanges, 0)
  const compared = all - report.notReplayed.length - report.notComparable.length
  return `${report.provider}: ${all} exchanges, ${compared} of them compared with the emulator: ${error} errors, ${warning} warnings, ${info} notes.`
}

/** A page with what was recorded when, and a table of what differs. */
export function toMarkdown(report: DriftReport): string {
  const sessions = report.sessions.map(
    ({ startedAt, upstream, exchanges }) =>
      `- ${startedAt} at \`${upstream}\`: ${exchanges} exchanges`,
  )
  const rows = report.differences.map(toRow)
  const table =
    rows.length === 0
      ? ['Nothing differs.']
      : [
          '| severity | kind | operation | at | expected | found | against | exchange | known from |',
          '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
          ...rows,
        ]
  const specAlone = [...report.notReplayed, ...report.notComparable].map(
    ({ exchange, request, reason }) => `- \`${request}\` (${exchange}): ${cell(reason)}`,
  )
  return [
    `# Drift of ${report.provider}`,
    '',
    toSum(report),
    '',
    ...sessions,
    '',
    ...table,
    ...(specAlone.length === 0 ? [] : ['', '## Compared with the spec alone', '', ...specAlone]),
    '',
  ].join('\n')
}

function toRow(drift: Drift): string {
  const known = [drift.evidence, drift.source?.url].filter((part) => part !== undefined).join(', ')
  const { severity, kind, operationId = '', pointer, expected, found, against, exchange } = drift
  const at = pointer === '' ? '' : `\`${pointer}\``
  return `| ${[severity, kind, operationId, at, expected, found, against, exchange, known].map(cell).join(' | ')} |`
}

/** What would end a cell, or be taken for a tag, is escaped. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ')
}
