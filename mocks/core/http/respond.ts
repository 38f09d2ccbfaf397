/** Stage "respond": an answer becomes a response, and is checked against the operation's own spec. */
import { toAnswerSchemas } from '../../dialect/directions.ts'
import type { ErrorObject, Schemas } from '../../dialect/schemas.ts'
import type { Operation, ResponseSpec, Spec } from '../../dialect/types.ts'
import { findHidden, findShown, type Hidden } from '../../dialect/write-only.ts'
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
  const headers: Record<string, string> = { 'content-type': contentType }
  if (answer.headers !== undefined) Object.assign(headers, answer.headers)
  return { status, headers, body: isJson ? JSON.stringify(body) : String(body) }
}

/** What is wrong with an answer of ours, or undefined. */
export type FindDeparture = (answer: Answer) => string | undefined

/** Holds answers against the operation's responses. Errors of `x-errors` are templates of the spec and pass. */
export function compileAnswers(spec: Spec, operation: Operation): FindDeparture {
  const { id, responses } = operation
  const answers = toAnswerSchemas(spec, operation)
  const known = new Map(
    [...responses].map(([status, { content }]) => [status, compileContent(content, answers)]),
  )
  const hidden = new Map(
    [...responses].map(([status, { content }]) => [status, compileHidden(spec, content)]),
  )
  return ({ status, body, contentType, isProviderError }) => {
    if (isProviderError) return undefined
    const content = known.get(status)
    if (!content) return `status ${status} is not among the responses of ${id}`
    if (content.size === 0) {
      return body === undefined ? undefined : `${id} ${status} has no body in the spec`
    }
    const mediaType = contentType === undefined ? JSON_TYPE : toMediaType(contentType)
    const lazily = content.get(mediaType)
    if (!lazily) return `${id} ${status} does not come as ${mediaType}`
    const validator = lazily()
    if (validator && !validator(body))
      return `${id} ${status}: ${toReasons(validator.errors ?? [])}`
    const shown = findShown(body, hidden.get(status)?.get(mediaType))
    return shown && `${id} ${status}: ${shown} is writeOnly, so no answer shows it`
  }
}

/** Media type → the validator of its schema; only JSON is held against one. */
function compileContent(content: ResponseSpec['content'], schemas: Schemas) {
  return new Map(
    [...content].map(([mediaType, { schema }]) => {
      const isChecked = schema !== undefined && mediaType === JSON_TYPE
      return [mediaType, isChecked ? schemas.lazily(schema) : () => undefined] as const
    }),
  )
}

/** Media type → what its schema hides, where it hides something. */
function compileHidden(spec: Spec, content: ResponseSpec['content']): Map<string, Hidden> {
  const found = new Map<string, Hidden>()
  for (const [mediaType, { schema }] of content) {
    const hidden = schema === undefined ? undefined : findHidden(spec, schema)
    if (hidden) found.set(mediaType, hidden)
  }
  return found
}

function toReasons(errors: readonly ErrorObject[]): string {
  const reasons = errors.slice(0, 5).map((error) => {
    const extra =
      error.keyword === 'additionalProperties' ? ` "${error.params.additionalProperty}"` : ''
    return `${error.instancePath || '/'} ${error.message}${extra}`
  })
  return reasons.join('; ')
}

/** Adds the `x-ensayo-*` headers: what happened, in words that fit a header. */
export function addHintHeaders(
  headers: Record<string, string>,
  exchange: Exchange,
  constant: Record<string, string>,
): void {
  for (const name in constant) headers[name] = constant[name]!
  headers['x-ensayo-request'] = exchange.id
  if (exchange.evidence !== undefined) headers['x-ensayo-evidence'] = exchange.evidence
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

/** The last texts: a hint of the spec is the same every time. */
const texts = new Map<string, string>()
const REMEMBERED_TEXTS = 256
/** A longer one is not remembered. */
const SHORT = 500

/** Header values hold printable ASCII only. */
function toHeaderText(text: string): string {
  const known = texts.get(text)
  if (known !== undefined) return known
  const printable = toPrintable(text)
  if (text.length > SHORT) return printable
  if (texts.size >= REMEMBERED_TEXTS) texts.clear()
  texts.set(text, printable)
  return printable
}

function toPrintable(text: string): string {
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
