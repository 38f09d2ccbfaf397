/** Runs as JUnit XML, one suite per provider and target. */
import { type CaseResult, countOutcomes, type RunResult } from '../result.ts'
import { toPaste } from './paste.ts'

export function toJunit(runs: readonly RunResult[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="ensayo contracts">',
    ...runs.flatMap(toSuite),
    '</testsuites>',
    '',
  ].join('\n')
}

function toSuite(run: RunResult): string[] {
  const counts = countOutcomes(run)
  const failures = run.cases.filter((result) => isOpen(result, run)).length
  const unrun = counts.skipped + counts.unsettled + counts['not-offered']
  const seconds = run.cases.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000
  const attributes = `name="${escapeXml(`${run.provider} on ${run.target}`)}" tests="${run.cases.length}" failures="${failures}" skipped="${unrun}" time="${seconds.toFixed(3)}" timestamp="${run.startedAt}"`
  return [
    `  <testsuite ${attributes}>`,
    ...run.cases.map((each) => toCase(each, run)),
    '  </testsuite>',
  ]
}

function toCase(result: CaseResult, run: RunResult): string {
  const name = `name="${escapeXml(result.title)}" classname="${escapeXml(result.id)}" time="${(result.durationMs / 1000).toFixed(3)}"`
  const inside = toInside(result, run)
  return inside === '' ? `    <testcase ${name}/>` : `    <testcase ${name}>${inside}</testcase>`
}

function toInside(result: CaseResult, run: RunResult): string {
  const message = `message="${escapeXml(result.reason ?? '')}"`
  if (['skipped', 'unsettled', 'not-offered'].includes(result.outcome))
    return `<skipped ${message}/>`
  if (!isOpen(result, run)) return ''
  return `<failure ${message} type="${result.outcome}">${escapeXml(toPaste(result, run))}</failure>`
}

/** Whether a case met something that was not accepted. */
function isOpen({ id, outcome }: CaseResult, { findings }: RunResult): boolean {
  if (outcome === 'passed') return false
  return findings.some(
    ({ rank, accepted, cases }) =>
      rank !== 'remark' && accepted === undefined && cases.includes(id),
  )
}

/** Control characters have no place in XML, not even escaped. */
function escapeXml(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd')
  )
}
