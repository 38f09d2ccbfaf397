/** Runs as JUnit XML, one suite per provider and target. */
import { toXml } from '../../../mocks/base/xml.ts'
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
  const attributes = `name="${toXml(`${run.provider} on ${run.target}`)}" tests="${run.cases.length}" failures="${failures}" skipped="${unrun}" time="${seconds.toFixed(3)}" timestamp="${run.startedAt}"`
  return [
    `  <testsuite ${attributes}>`,
    ...run.cases.map((each) => toCase(each, run)),
    '  </testsuite>',
  ]
}

function toCase(result: CaseResult, run: RunResult): string {
  const name = `name="${toXml(result.title)}" classname="${toXml(result.id)}" time="${(result.durationMs / 1000).toFixed(3)}"`
  const inside = toInside(result, run)
  return inside === '' ? `    <testcase ${name}/>` : `    <testcase ${name}>${inside}</testcase>`
}

function toInside(result: CaseResult, run: RunResult): string {
  const message = `message="${toXml(result.reason ?? '')}"`
  if (['skipped', 'unsettled', 'not-offered'].includes(result.outcome))
    return `<skipped ${message}/>`
  if (!isOpen(result, run)) return ''
  return `<failure ${message} type="${result.outcome}">${toXml(toPaste(result, run))}</failure>`
}

/** Whether a case met something that was not accepted. */
function isOpen({ id, outcome }: CaseResult, { findings }: RunResult): boolean {
  if (outcome === 'passed') return false
  return findings.some(
    ({ rank, accepted, cases }) =>
      rank !== 'remark' && accepted === undefined && cases.includes(id),
  )
}
