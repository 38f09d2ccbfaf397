/** Runs for an issue or a pull request: the sum as a table, what is new first, the rest folded. */
import { countOutcomes, type Finding, type RunResult } from '../result.ts'
import { pick, RANKS, TITLES, toDetails, toHead, toLeftBehind, toUnrun } from './finding.ts'
import { toPaste } from './paste.ts'

const OUTCOMES = [
  'new',
  'broken',
  'differs',
  'passed',
  'unsettled',
  'not-offered',
  'skipped',
] as const

export function toMarkdown(runs: readonly RunResult[]): string {
  const names = OUTCOMES.map((name) => name.replace('-', ' '))
  return [
    '## Contracts',
    '',
    `| provider | target | profile | ${names.join(' | ')} |`,
    `| --- | --- | --- |${' --- |'.repeat(names.length)}`,
    ...runs.map(toRow),
    '',
    ...runs.flatMap(toSections),
  ].join('\n')
}

function toRow(run: RunResult): string {
  const counts = countOutcomes(run)
  const cells = [run.provider, run.target, run.profile, ...OUTCOMES.map((name) => counts[name])]
  return `| ${cells.join(' | ')} |`
}

function toSections(run: RunResult): string[] {
  const accepted = RANKS.flatMap((rank) => pick(run, rank, true))
  const lines = (findings: readonly Finding[]) => findings.map(toItem)
  return [
    ...(run.ended === undefined ? [] : [`**The run ended early.** ${escapeMarkup(run.ended)}`, '']),
    ...RANKS.filter((rank) => rank !== 'remark').flatMap((rank) => {
      const findings = pick(run, rank)
      if (findings.length === 0) return []
      return [
        `### ${run.provider}: ${TITLES[rank]} (${findings.length})`,
        '',
        ...lines(findings),
        '',
      ]
    }),
    ...toFirsts(run),
    ...section(`${run.provider}: accepted`, lines(accepted)),
    ...section(`${run.provider}: worth knowing`, [
      ...lines(pick(run, 'remark')),
      ...run.remarks.map((line) => `- ${escapeMarkup(line)}`),
    ]),
    ...section(`${run.provider}: not run, or to no end`, toUnrun(run).map(toPlainItem)),
    ...section(`${run.provider}: left behind`, toLeftBehind(run).map(toPlainItem)),
  ]
}

function toItem(finding: Finding): string {
  const details = toDetails(finding).map((line) => `  - ${escapeMarkup(line)}`)
  return [`- **${escapeMarkup(toHead(finding))}**`, ...details].join('\n')
}

function toPlainItem(line: string): string {
  return `- ${escapeMarkup(line)}`
}

/** Of each open finding the first case, to paste. */
function toFirsts(run: RunResult): string[] {
  const ids = new Set([...pick(run, 'new'), ...pick(run, 'broken')].map(({ cases }) => cases[0]))
  return run.cases
    .filter(({ id, failures }) => ids.has(id) && failures.length > 0)
    .map((result) => fold(`✗ ${result.id}`, toPaste(result, run)))
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [fold(`${title} (${lines.length})`, lines.join('\n'))]
}

function fold(title: string, body: string): string {
  return `<details><summary>${escapeMarkup(title)}</summary>\n\n${body}\n\n</details>\n`
}

/** What a provider answers must not become markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
