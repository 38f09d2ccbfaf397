/** Stage "validate": path, query, headers and body against the operation's schemas. */
import type { ErrorObject, Schemas } from '../../dialect/schemas.ts'
import type { Operation, Parameter, ViolationMessages } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { toViolations, type Violation } from '../http/violations.ts'

/** Every violation of the request; empty when it is valid. */
export function validateRequest(
  operation: Operation,
  request: ParsedRequest,
  schemas: Schemas,
  messages: ViolationMessages,
): Violation[] {
  const violations: Violation[] = []
  for (const parameter of operation.parameters) {
    violations.push(...validateParameter(parameter, request, schemas, messages))
  }
  if (operation.requestBody) {
    violations.push(...validateBody(operation.requestBody, request, schemas, messages))
  }
  return violations
}

const NONE: Violation[] = []

function validateBody(
  body: NonNullable<Operation['requestBody']>,
  request: ParsedRequest,
  schemas: Schemas,
  messages: ViolationMessages,
): Violation[] {
  if (request.body === undefined && !body.required) return NONE
  const pointer = body.content.get(request.mediaType) ?? body.content.values().next().value
  if (pointer === undefined) return NONE
  const validator = schemas.at(pointer)
  // An empty body misses every field, as a framework that reads it as a dictionary would say.
  if (validator(request.body === undefined ? {} : request.body)) return NONE
  return toViolations(validator.errors ?? [], '/body', messages)
}

function validateParameter(
  parameter: Parameter,
  request: ParsedRequest,
  schemas: Schemas,
  messages: ViolationMessages,
): Violation[] {
  const raw = readParameter(parameter, request)
  const place = `/${parameter.in}`
  if (raw === undefined) {
    if (!parameter.required) return NONE
    return toViolations([missing(parameter)], place, messages, parameter.name)
  }
  const validator = schemas.at(parameter.schema)
  if (validator(raw)) return NONE
  const asText = validator.errors ?? []
  const typed = toNumberOrBoolean(raw)
  if (typed !== raw && validator(typed)) return NONE
  // What the schema says of a number is nearer to the point than that it is text.
  const isTyped = typed !== raw && asText.some((error) => error.keyword === 'type')
  const errors = isTyped ? (validator.errors ?? []) : asText
  const { name } = parameter
  return toViolations(errors, `${place}/${name}`, messages, name).map((violation) =>
    violation.field === '' ? { ...violation, field: name } : violation,
  )
}

function readParameter(parameter: Parameter, request: ParsedRequest): unknown {
  if (parameter.in === 'path') return request.params[parameter.name]
  return parameter.in === 'query' ? request.query[parameter.name] : request.headers[parameter.name]
}

/** Parameters are text; a schema may still ask for a number or a boolean. */
function toNumberOrBoolean(raw: unknown): unknown {
  if (typeof raw !== 'string') return raw
  // Hundreds of digits would become infinite.
  if (raw.length <= 300 && /^-?\d+(\.\d+)?$/.test(raw)) return Number(raw)
  if (raw === 'true' || raw === 'false') return raw === 'true'
  return raw
}

function missing(parameter: Parameter): ErrorObject {
  return {
    instancePath: '',
    schemaPath: '',
    keyword: 'required',
    params: { missingProperty: parameter.name },
    message: 'is required',
  }
}
