/** A failed case as Markdown that can be pasted into an issue to the provider. */
import { toText } from '../../../mocks/tools/recorder/difference.ts'
import type { Exchange } from '../../../mocks/tools/recorder/exchange.ts'
import type { CaseResult, Failure, RunResult } from '../result.ts'

/** Longer bodies are cut. */
const MAX_BODY = 2_000

export function toPaste(
  result: CaseResult,
  run: Pick<RunResult, 'target' | 'baseUrl' | 'startedAt'>,
): string {
  const { failures, differences } = result
  const last = failures.at(-1)
  return [
    `### ${result.title}`,
    '',
    `\`${result.id}\` on ${run.target} (${run.baseUrl}), ${run.startedAt}`,
    '',
    ...failures.flatMap(toLines),
    ...toOffSpec(differences),
    ...(last?.exchange ? toExchange(last.exchange) : []),
    ...(last?.message
      ? ['Notification:', '', ...fence(toHttp(last.message.headers, last.message.rawBody))]
      : []),
  ].join('\n')
}

function toLines({ step, expected, found, operation, quirks }: Failure): string[] {
  return [
    ...(step === undefined ? [] : [`- Step: ${step}`]),
    `- Expected: ${expected}`,
    `- Found: ${found}`,
    ...(operation
      ? [
          `- Operation: ${operation.id}, ${operation.request} (${operation.evidence}${place(operation.source)}${place(operation.line)})`,
        ]
      : []),
    ...quirks.map(
      ({ id, variant, title, evidence, source }) =>
        `- Quirk: ${id} = ${variant}: ${title} (${evidence}${place(source)})`,
    ),
    '',
  ]
}

function toOffSpec(differences: CaseResult['differences']): string[] {
  const errors = differences.filter(({ severity }) => severity === 'error')
  if (errors.length === 0) return []
  return ['Off the spec:', '', ...errors.map((difference) => `- ${toText(difference)}`), '']
}

function toExchange({ request, response }: Exchange): string[] {
  const query = request.query ? `?${request.query}` : ''
  const asked = `${request.method} ${request.path}${query}\n${toHttp(request.headers, request.body)}`
  return [
    'Request and answer, redacted:',
    '',
    ...fence(asked),
    '',
    ...fence(`${response.status}\n${toHttp(response.headers, response.body)}`),
    '',
  ]
}

function toHttp(headers: Record<string, string>, body: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const shown =
    body.length > MAX_BODY ? `${body.slice(0, MAX_BODY)}… (${body.length} characters)` : body
  return `${lines.join('\n')}\n\n${shown}`.trim()
}

/** Longer than any run of backticks inside. */
function fence(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return [`${ticks}http`, text, ticks]
}

function place(source: string | undefined): string {
  return source === undefined ? '' : `, ${source}`
}
