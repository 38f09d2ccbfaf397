/** Stage "respond": an answer becomes a response, and is checked against the operation's own spec. */
import type { Schemas } from '../../dialect/schemas.ts'
import type { Operation } from '../../dialect/types.ts'
import type { Answer, Exchange } from './exchange.ts'
import { toMediaType } from './parse.ts'

export interface RenderedAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

const JSON_TYPE = 'application/json'

/** Body as text, headers of the answer; no `x-ensayo-*` yet. */
export function renderAnswer(answer: Answer): RenderedAnswer {
  const { status, body, contentType = JSON_TYPE } = answer
  if (body === undefined) return { status, headers: { ...answer.headers }, body: '' }
  const isJson = contentType === JSON_TYPE || /[/+]json\b/.test(contentType)
  return {
    status,
    headers: { 'content-type': contentType, ...answer.headers },
    body: isJson ? JSON.stringify(body) : String(body),
  }
}

/** What is wrong with an answer of ours, or undefined. Errors of `x-errors` are templates of the spec and pass. */
export function findDeparture(
  operation: Operation,
  answer: Answer,
  schemas: Schemas,
): string | undefined {
  if (answer.isProviderError) return undefined
  const response = operation.responses.get(answer.status)
  if (!response) return `status ${answer.status} is not among the responses of ${operation.id}`
  if (response.content.size === 0) {
    return answer.body === undefined
      ? undefined
      : `${operation.id} ${answer.status} has no body in the spec`
  }
  const mediaType = toMediaType(answer.contentType ?? JSON_TYPE)
  const content = response.content.get(mediaType)
  if (!content) return `${operation.id} ${answer.status} does not come as ${mediaType}`
  if (content.schema === undefined || mediaType !== JSON_TYPE) return undefined
  const validator = schemas.at(content.schema)
  if (validator(answer.body)) return undefined
  const reasons = (validator.errors ?? []).slice(0, 5).map((error) => {
    const extra =
      error.keyword === 'additionalProperties' ? ` "${error.params.additionalProperty}"` : ''
    return `${error.instancePath || '/'} ${error.message}${extra}`
  })
  return `${operation.id} ${answer.status}: ${reasons.join('; ')}`
}

/** Adds the `x-ensayo-*` headers: what happened, in words that fit a header. */
export function addHintHeaders(headers: Record<string, string>, exchange: Exchange): void {
  headers['x-ensayo-request'] = exchange.id
  if (exchange.operation) {
    headers['x-ensayo-operation'] = exchange.operation.id
    headers['x-ensayo-evidence'] = exchange.operation.source.evidence
  }
  if (exchange.quirks.length > 0) {
    headers['x-ensayo-quirk'] = exchange.quirks
      .map((quirk) => `${quirk.id}=${quirk.variant}`)
      .join(', ')
  }
  if (exchange.faults.length > 0) {
    headers['x-ensayo-fault'] = exchange.faults.map(({ id, kind }) => `${id}=${kind}`).join(', ')
  }
  if (exchange.stub !== undefined) headers['x-ensayo-stub'] = exchange.stub
  if (exchange.hint !== undefined) headers['x-ensayo-hint'] = toHeaderText(exchange.hint)
}

/** Header values hold printable ASCII only. */
function toHeaderText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 1000)
}
