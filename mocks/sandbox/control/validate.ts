/** Checks bodies and queries of control requests against the description of the control API. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import { createSchemas, type ErrorObject, type Schemas } from '../../dialect/schemas.ts'
import { type ControlDescription, loadControlDescription } from './description.ts'

export type QueryValues = Record<string, string | number>

/** A route as the description names it: `GET /quirks/{id}`. */
export interface RouteName {
  method: string
  path: string
}

interface QueryParameter {
  name: string
  in: string
  schema: { type?: string; enum?: string[]; minimum?: number; maximum?: number }
}

let schemas: Schemas | undefined

/** The values of a query, numbers as numbers. Throws `CONTROL_INVALID` naming the parameter. */
export async function checkQuery(route: RouteName, search: URLSearchParams): Promise<QueryValues> {
  if (search.size === 0) return {}
  const description = await loadControlDescription()
  const known = new Map(findQueryParameters(description, route).map((each) => [each.name, each]))
  const values: QueryValues = {}
  for (const [name, text] of search) {
    const parameter = known.get(name)
    if (!parameter) throw invalid(route, toUnknown(`query "${name}"`, name, [...known.keys()]))
    if (name in values) throw invalid(route, `query "${name}" is there twice. Send it once.`)
    values[name] = toValue(route, parameter, text)
  }
  return values
}

/**
 * Checks a parsed body, undefined when there was none; `{}` says the same on every route. Throws `CONTROL_INVALID` naming the field.
 */
export async function checkBody(route: RouteName, sent: unknown): Promise<void> {
  const description = await loadControlDescription()
  const operation = getOperation(description, route)
  const isEmpty = sent === undefined || (isObject(sent) && Object.keys(sent).length === 0)
  const requestBody = operation.requestBody
  if (requestBody === undefined) {
    if (!isEmpty) throw invalid(route, 'it takes no body. Leave the body out.')
    return
  }
  const media = requestBody.content['application/json']
  if (isEmpty && !requestBody.required) return
  schemas ??= createSchemas('control', 'mocks/sandbox/control/openapi.yaml', description)
  const validate = schemas.at(toBodyPointer(route))
  if (validate(sent ?? {})) return
  if (sent === undefined) {
    throw invalid(route, `the body is missing. Send JSON${toExample(media?.example)}.`)
  }
  throw invalid(route, toMessage(validate.errors ?? [], toExample(media?.example)))
}

function toBodyPointer({ method, path }: RouteName): string {
  const place = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`
  return `${place}/requestBody/content/application~1json/schema`
}

interface DescribedOperation {
  parameters?: unknown[]
  requestBody?: { required?: boolean; content: Record<string, { example?: unknown }> }
}

function getOperation(description: ControlDescription, route: RouteName): DescribedOperation {
  const operation = description.paths[route.path]?.[route.method.toLowerCase()]
  if (operation) return operation
  throw new EnsayoError(
    'INTERNAL',
    `mocks/sandbox/control/openapi.yaml lacks ${route.method} ${route.path}.`,
  )
}

function findQueryParameters(description: ControlDescription, route: RouteName): QueryParameter[] {
  const shared = description.paths[route.path]?.parameters
  const own = getOperation(description, route).parameters ?? []
  return [...(Array.isArray(shared) ? shared : []), ...own]
    .map((parameter) => follow<QueryParameter>(description, parameter))
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => ({ ...parameter, schema: follow(description, parameter.schema) }))
}

/** What a reference into `components` stands for, or the value itself. */
function follow<T>(description: ControlDescription, value: T & { $ref?: string }): T {
  if (value.$ref === undefined) return value
  const [, , kind = '', name = ''] = value.$ref.split('/')
  // The description is ours and linted, so its references lead to what their place asks for.
  return description.components[kind]?.[name] as T
}

function toValue(
  route: RouteName,
  { name, schema }: QueryParameter,
  text: string,
): string | number {
  if (schema.type === 'integer') {
    const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= minimum && value <= maximum) return value
    const range = schema.maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`
    throw invalid(route, `query "${name}" is "${text}". Give a whole number, ${range}.`)
  }
  if (schema.enum === undefined || schema.enum.includes(text)) return text
  throw invalid(route, `query "${name}" is "${text}". Give one of ${schema.enum.join(', ')}.`)
}

/** The first error that says most: a misspelt name explains a missing one. */
function toMessage(errors: ErrorObject[], example: string): string {
  const unknown = errors.find((error) => error.keyword === 'additionalProperties')
  if (unknown) {
    const name = String(unknown.params.additionalProperty)
    const known = Object.keys(unknown.parentSchema?.properties ?? {})
    return toUnknown(`field "${name}"`, name, known)
  }
  const error = errors.find((each) => each.keyword === 'required') ?? errors.at(-1)
  if (!error) return `the body does not fit. Send JSON${example}.`
  const field = error.instancePath.slice(1).replaceAll('/', '.')
  if (error.keyword === 'required') {
    const missing = [field, error.params.missingProperty].filter(Boolean).join('.')
    return `field "${missing}" is missing. Send JSON${example}.`
  }
  const what = field === '' ? 'the body' : `field "${field}"`
  return `${what} ${toComplaint(error)}. Send JSON${example}.`
}

function toComplaint({ keyword, params, message, data }: ErrorObject): string {
  if (keyword === 'enum') {
    return `must be one of ${params.allowedValues.join(', ')}, not ${JSON.stringify(data)}`
  }
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`
  if (keyword === 'type') return `must be ${[params.type].flat().join(' or ')}`
  if (keyword === 'minProperties') return 'must not be empty'
  return message ?? 'does not fit'
}

function toUnknown(what: string, name: string, known: string[]): string {
  const takes = known.length === 0 ? 'It takes none.' : `It takes: ${known.join(', ')}.`
  return `${what} is not known.${didYouMean(name, known)} ${takes}`
}

function toExample(example: unknown): string {
  return example === undefined ? '' : ` like ${JSON.stringify(example)}`
}

function invalid(route: RouteName, why: string): EnsayoError {
  return new EnsayoError('CONTROL_INVALID', `${route.method} /_ensayo${route.path}: ${why}`)
}
