/** Runs for a pull request: the sum as a table, then what needs eyes, folded. */
import { toText } from '../../../mocks/tools/recorder/difference.ts'
import { type CaseResult, countOutcomes, type RunResult } from '../result.ts'
import { toPaste } from './paste.ts'

export function toMarkdown(runs: readonly RunResult[]): string {
  return [
    '## Contracts',
    '',
    '| provider | target | profile | passed | failed | differs | undecided | skipped |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...runs.map(toRow),
    '',
    ...runs.flatMap(toSections),
  ].join('\n')
}

function toRow(run: RunResult): string {
  const { passed, failed, differs, undecided, skipped } = countOutcomes(run)
  const cells = [run.provider, run.target, run.profile, passed, failed, differs, undecided, skipped]
  return `| ${cells.join(' | ')} |`
}

function toSections(run: RunResult): string[] {
  const by = (outcome: CaseResult['outcome']) =>
    run.cases.filter((each) => each.outcome === outcome)
  const drift = new Set(
    run.cases.flatMap(({ differences }) =>
      differences.map((each) => toText({ ...each, exchange: '' })),
    ),
  )
  return [
    ...by('failed').map((result) => fold(`✗ ${result.id}`, toPaste(result, run))),
    ...section(
      `${run.provider}: other variants than the profile's`,
      by('differs').map(
        ({ variant, id }) => `\`${id}\`: \`${variant?.seen}\`, not \`${variant?.wanted}\``,
      ),
    ),
    ...section(`${run.provider}: answers that do not fit the spec`, [...drift].map(escapeMarkup)),
    ...section(
      `${run.provider}: not run`,
      [...by('skipped'), ...by('undecided')].map(
        ({ id, reason }) => `\`${id}\`: ${escapeMarkup(reason ?? '')}`,
      ),
    ),
  ]
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0
    ? []
    : [fold(`${title} (${lines.length})`, lines.map((line) => `- ${line}`).join('\n'))]
}

function fold(title: string, body: string): string {
  return `<details><summary>${escapeMarkup(title)}</summary>\n\n${body}\n\n</details>\n`
}

/** What a provider answers must not become markup. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
