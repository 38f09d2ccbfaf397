/** Ajv's errors in the provider's words. */
import type { ErrorObject } from '../../dialect/schemas.ts'
import type { ViolationMessages } from '../../dialect/types.ts'

export interface Violation {
  /** JSON pointer into the request: `/body/callback`, `/query/page`. */
  path: string
  /** Dotted path inside the body: `beneficiary.document.id`; empty for the body itself. */
  field: string
  keyword: string
  /** In the provider's words. */
  message: string
  /** From `x-error`, or the keyword. */
  code: string | number
}

/** Nobody reads more; beyond it only the first violation of each further element of a list is kept. */
const MAX_VIOLATIONS = 100

/** Keywords that only wrap what went wrong below them. */
const WRAPPERS = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not', '$ref'])

/**
 * One violation per place, up to a hundred; the wrappers' own errors only when nothing else is known.
 * Who answers a list element by element finds every wrong element, however many there are.
 * `name` is what messages call the whole, be it a parameter or the body.
 */
export function toViolations(
  errors: readonly ErrorObject[],
  place: string,
  messages: ViolationMessages,
  name = 'body',
): Violation[] {
  const plain = errors.filter((error) => !WRAPPERS.has(error.keyword))
  const kept = plain.length > 0 ? plain : errors
  const found = new Map<string, Violation>()
  const elements = new Set<string>()
  for (const error of kept) {
    const isFull = found.size >= MAX_VIOLATIONS
    // The body is not a list.
    if (isFull && elements.size === 0) break
    const pointer = toInstancePath(error)
    const element = toElement(pointer)
    if (isFull && (element === undefined || elements.has(element))) continue
    if (found.has(pointer)) continue
    found.set(pointer, toViolation(error, pointer, place, messages, name))
    if (element !== undefined) elements.add(element)
  }
  return [...found.values()]
}

/** The place in a list that is the whole body. */
function toElement(pointer: string): string | undefined {
  return /^\/(\d+)(?:\/|$)/.exec(pointer)?.[1]
}

function toViolation(
  error: ErrorObject,
  pointer: string,
  place: string,
  messages: ViolationMessages,
  name: string,
): Violation {
  const field = pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
  const own = findOwnWords(error)
  const path = `${place}${pointer}`
  const template = own?.message ?? findTemplate(error, messages)
  const value = error.data
  return {
    path,
    field,
    keyword: error.keyword,
    message: fill(template, { field: field || name, path, value, limit: toLimit(error) }),
    code: own?.code ?? toCode(messages, error),
  }
}

/** For a missing or an unknown property, the place of the property itself. */
function toInstancePath(error: ErrorObject): string {
  const property = error.params.missingProperty ?? error.params.additionalProperty
  if (property === undefined) return error.instancePath
  return `${error.instancePath}/${String(property).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function findOwnWords(
  error: ErrorObject,
): { message?: string; code?: string | number } | undefined {
  const parent = error.parentSchema as Record<string, unknown> | undefined
  if (error.keyword !== 'required') return parent?.['x-error'] as { message?: string } | undefined
  const properties = parent?.properties as Record<string, Record<string, unknown>> | undefined
  return properties?.[error.params.missingProperty as string]?.['x-error'] as
    | { message?: string }
    | undefined
}

function findTemplate(error: ErrorObject, messages: ViolationMessages): string {
  const entry = messages[error.keyword]
  if (typeof entry === 'string') return entry
  if (entry) {
    const wanted = error.params.type ?? error.params.format
    for (const name of Array.isArray(wanted) ? wanted : [wanted]) {
      const template = entry[String(name)]
      if (template !== undefined) return template
    }
    if (entry.default !== undefined) return entry.default
  }
  return typeof messages.default === 'string' ? messages.default : (error.message ?? 'is invalid')
}

/** The provider's one code for whatever has no code of its own, if it has such a thing. */
function toCode({ code }: ViolationMessages, error: ErrorObject): string {
  return typeof code === 'string' ? code : error.keyword
}

function toLimit(error: ErrorObject): unknown {
  return (
    error.params.limit ?? error.params.pattern ?? error.params.allowedValues ?? error.params.format
  )
}

function fill(template: string, values: Record<string, unknown>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!(name in values)) return whole
    const value = values[name]
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
    return text.length > 200 ? `${text.slice(0, 200)}…` : text
  })
}
