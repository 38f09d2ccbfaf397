/** A drift report for people: lines for a terminal, Markdown for a pull request. */
import { countSeverities, toText } from './difference.ts'
import type { Drift, DriftReport } from './drift-finding.ts'

/** One line per difference and per exchange that could not be replayed, then the sum. */
export function toLines(report: DriftReport): string[] {
  const replayed = report.notReplayed.map(
    ({ exchange, request, reason }) => `not replayed ${request}: ${reason} (${exchange})`,
  )
  const comparable = report.notComparable.map(
    ({ exchange, request, reason }) => `not comparable ${request}: ${reason} (${exchange})`,
  )
  const gone = (report.gone ?? []).map((name) => `accepted, and there no more: ${name}`)
  return [...report.differences.map(toLine), ...replayed, ...comparable, ...gone, toSum(report)]
}

/** What shows it more often, and why it is all right, stand behind. */
function toLine(drift: Drift): string {
  const more = drift.exchanges.length - 1
  const times = more === 0 ? '' : ` and ${more} more`
  const accepted = drift.accepted
    ? ` accepted ${drift.accepted.at.slice(0, 10)}: ${drift.accepted.reason}`
    : ''
  return `${accepted === '' ? '' : 'known '}${toText(drift)}${times}${accepted}`
}

function toSum(report: DriftReport): string {
  const { error, warning, info } = countSeverities(
    report.differences.filter(({ accepted }) => accepted === undefined),
  )
  const accepted = report.differences.filter((drift) => drift.accepted).length
  const known = accepted === 0 ? '' : `, ${accepted} accepted`
  const all = report.sessions.reduce((sum, { exchanges }) => sum + exchanges, 0)
  const compared = all - report.notReplayed.length - report.notComparable.length
  return `${report.provider}: ${all} exchanges, ${compared} of them compared with the emulator: ${error} errors, ${warning} warnings, ${info} notes${known}.`
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
  const { kind, operationId = '', pointer, expected, found, against, exchanges } = drift
  const severity = drift.accepted ? `accepted: ${drift.accepted.reason}` : drift.severity
  const exchange = exchanges.slice(0, 3).join(', ') + (exchanges.length > 3 ? ', …' : '')
  const at = pointer === '' ? '' : `\`${pointer}\``
  return `| ${[severity, kind, operationId, at, expected, found, against, exchange, known].map(cell).join(' | ')} |`
}

/** What would end a cell, or be taken for a tag, is escaped. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ')
}
