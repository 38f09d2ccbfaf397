/** Stage "validate": path, query, headers and body against the operation's schemas, less what quirks forgive. */
import type { ErrorObject, Schemas } from '../../dialect/schemas.ts'
import type { Operation, Parameter, ViolationMessages } from '../../dialect/types.ts'
import { noteQuirk } from '../departures/quirks.ts'
import { addHint, type Exchange } from '../http/exchange.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import { toViolations, type Violation } from '../http/violations.ts'
import type { FindViolations } from './endpoint.ts'
import type { Stage } from './stage.ts'
import { describeUnknownNames } from './unknown-names.ts'

/** An answer names no more than these. */
const MAX_TOLD = 100

export const validate: Stage = (exchange, { spec, operation, findViolations }) => {
  const { method, path, mediaType } = exchange.request
  if (exchange.parseProblem) {
    const { error, reason } = exchange.parseProblem
    const answer = renderError(spec, error, { method, path, mediaType, reason })
    addHint(
      exchange,
      describeCompressed(exchange.request) ??
        answer.hint ??
        `The body could not be read: ${reason}.`,
    )
    return answer
  }
  if (operation) exchange.aside = describeUnknownNames(spec, operation, exchange.request)
  const found = findViolations(exchange.request)
  if (found.length === 0) return undefined
  const violations = forgive(exchange, found)
  if (violations.length === 0 || !operation) return undefined
  exchange.violations = violations
  if (operation.violations === 'behaviour') return undefined
  const first = violations.slice(0, 3).map((item) => `${item.path} ${item.message}`)
  addHint(exchange, `Validation: ${first.join('; ')}`)
  return renderError(
    spec,
    operation.violations.error,
    { method, path },
    violations.slice(0, MAX_TOLD),
  )
}

/** What a body that was compressed is told by, rather than by the bytes that nobody could read. */
function describeCompressed({ headers }: ParsedRequest): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase()
  if (!encoding || encoding === 'identity') return undefined
  return `The body is compressed (content-encoding: ${encoding}), which no document of the provider mentions. Send it as it is, without that header.`
}

/** Leaves out what an `accept` quirk lets pass, and says so. */
function forgive(exchange: Exchange, violations: readonly Violation[]): Violation[] {
  return violations.filter(({ path }) => {
    const found = exchange.forgiven.find(({ pointer }) => isBelow(path, pointer))
    if (found) noteQuirk(exchange, found.quirk, found.variant)
    return !found
  })
}

function isBelow(path: string, pointer: string): boolean {
  return path === pointer || path.startsWith(`${pointer}/`)
}

export function compileValidation(
  { parameters, requestBody }: Operation,
  schemas: Schemas,
  messages: ViolationMessages,
): FindViolations {
  const parts = parameters.map((parameter) => compileParameter(parameter, schemas, messages))
  if (requestBody) parts.push(compileBody(requestBody, schemas, messages))
  return (request) => {
    let violations = NONE
    for (const part of parts) {
      const found = part(request)
      if (found.length > 0) violations = violations.length > 0 ? [...violations, ...found] : found
    }
    return violations
  }
}

const NONE: readonly Violation[] = []

function compileBody(
  { content, required }: NonNullable<Operation['requestBody']>,
  schemas: Schemas,
  messages: ViolationMessages,
): FindViolations {
  const validators = new Map(
    [...content].map(([mediaType, pointer]) => [mediaType, schemas.lazily(pointer)]),
  )
  const usual = validators.values().next().value
  return ({ body, mediaType }) => {
    if (body === undefined && !required) return NONE
    const validator = (validators.get(mediaType) ?? usual)?.()
    // An empty body misses every field, as a framework that reads it as a dictionary would say.
    if (!validator || validator(body === undefined ? {} : body)) return NONE
    return toViolations(validator.errors ?? [], '/body', messages)
  }
}

function compileParameter(
  parameter: Parameter,
  schemas: Schemas,
  messages: ViolationMessages,
): FindViolations {
  const { name, required } = parameter
  const place = `/${parameter.in}`
  const lazily = schemas.lazily(parameter.schema)
  const read = PLACES[parameter.in]
  return (request) => {
    const raw = read(request)[name]
    if (raw === undefined) {
      return required ? toViolations([missing(name)], place, messages, name) : NONE
    }
    const validator = lazily()
    if (validator(raw)) return NONE
    const asText = validator.errors ?? []
    const typed = toNumberOrBoolean(raw)
    if (typed !== raw && validator(typed)) return NONE
    if (toLists(raw).some((list) => validator(list))) return NONE
    validator(typed)
    // What the schema says of a number is nearer to the point than that it is text.
    const isTyped = typed !== raw && asText.some((error) => error.keyword === 'type')
    const errors = isTyped ? (validator.errors ?? []) : asText
    return toViolations(errors, `${place}/${name}`, messages, name).map((violation) =>
      violation.field === '' ? { ...violation, field: name } : violation,
    )
  }
}

const PLACES: Record<Parameter['in'], (request: ParsedRequest) => Record<string, unknown>> = {
  path: ({ params }) => params,
  query: ({ query }) => query,
  header: ({ headers }) => headers,
}

/** A list of one looks like its item, and one of several may come with commas. */
function toLists(raw: unknown): unknown[][] {
  if (Array.isArray(raw)) return [raw.map(toNumberOrBoolean)]
  if (typeof raw !== 'string') return []
  const parts = raw.split(',')
  return [[raw], parts, [toNumberOrBoolean(raw)], parts.map(toNumberOrBoolean)]
}

/** Parameters are text; a schema may still ask for a number or a boolean. */
function toNumberOrBoolean(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  // Hundreds of digits would become infinite.
  if (raw.length <= 300 && /^-?\d+(\.\d+)?$/.test(raw)) return Number(raw)
  if (raw === 'true' || raw === 'false') return raw === 'true'
  return raw
}

function missing(name: string): ErrorObject {
  return {
    instancePath: '',
    schemaPath: '',
    keyword: 'required',
    params: { missingProperty: name },
    message: 'is required',
  }
}
