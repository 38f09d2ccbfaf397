/** A value that fits a schema, as plain as it may be. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { listPlaces, listRequired } from '../../dialect/properties.ts'
import { type Found, findSchema, partsOf } from '../../dialect/schema-parts.ts'

export interface Sampling {
  document: JsonObject
  file: string
  /** Whether texts are given, too, that nobody asks for; those of errors are seldom listed as required. */
  isFull?: boolean
}

/** The documented example, else the least that the schema asks for; undefined where nothing plain fits. */
export function toSample(
  sampling: Sampling,
  pointer: string,
  above: readonly string[] = [],
): unknown {
  const found = findSchema(sampling.document, pointer, sampling.file)
  if (!found) return {}
  if (above.includes(found.pointer) || above.length > 12) return undefined
  const own = toDocumented(found.value)
  if (own !== undefined) return own
  const within = [...above, found.pointer]
  const types = [found.value.type].flat()
  if (types.includes('null') && !sampling.isFull) return null
  const choice = toChoice(sampling, found, within)
  if (choice !== undefined) return choice
  if (
    types.includes('object') ||
    isObject(found.value.properties) ||
    found.value.allOf !== undefined
  )
    return toObject(sampling, found, within)
  if (types.includes('array')) return toList(sampling, found, within)
  return toScalar(String(types.find((type) => type !== 'null') ?? ''), found.value, sampling.isFull)
}

function toDocumented({
  example,
  examples,
  default: usual,
  const: only,
  enum: values,
}: JsonObject): unknown {
  const [first] = Array.isArray(examples) ? examples : []
  const given = [only, example, first, usual].find((value) => value !== undefined)
  return given ?? (Array.isArray(values) ? values.find((value) => value !== null) : undefined)
}

function toChoice(sampling: Sampling, found: Found, within: string[]): unknown {
  const parts = partsOf(found, ['anyOf', 'oneOf'])
  const isNullable = parts.some(
    (part) => findSchema(sampling.document, part, sampling.file)?.value.type === 'null',
  )
  if (isNullable && !sampling.isFull) return null
  for (const part of parts) {
    const value = toSample(sampling, part, within)
    if (value === undefined) continue
    if (!isObject(value)) return value
    const around = toObject(sampling, found, within)
    return isObject(around) ? { ...around, ...value } : value
  }
  return undefined
}

function toObject(sampling: Sampling, found: Found, within: string[]): JsonObject | undefined {
  const { document, file } = sampling
  const places = listPlaces(document, found.pointer, file)
  const made: JsonObject = {}
  const asked = listRequired(sampling.document, found.pointer, sampling.file)
  const texts = sampling.isFull
    ? [...places.keys()].filter((name) => isSaid(name, places.get(name)!.value))
    : []
  for (const name of new Set([...asked, ...texts])) {
    const place = places.get(name)
    const own = place ? toDocumented(place.value) : {}
    const value = own ?? toSample(sampling, place!.pointer, within)
    if (value === undefined) return undefined
    made[name] = value
  }
  return made
}

/** Where an error says something, and what leads there. */
function isSaid(name: string, { type, properties, items }: JsonObject): boolean {
  const isBranch = /^errors?$/i.test(name) && (properties !== undefined || items !== undefined)
  return (
    isBranch ||
    ([type].flat().includes('string') && /message|detail|description|reason/i.test(name))
  )
}

function toList(sampling: Sampling, { pointer, value }: Found, within: string[]): unknown {
  const length = Number(value.minItems ?? (sampling.isFull ? 1 : 0))
  if (length === 0) return []
  const item = isObject(value.items) ? toSample(sampling, `${pointer}/items`, within) : {}
  return item === undefined ? undefined : Array.from({ length }, () => item)
}

const FORMATS: Record<string, string> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  uri: 'https://example.com',
  url: 'https://example.com',
  email: 'someone@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '127.0.0.1',
}

function toScalar(type: string, schema: JsonObject, isFull = false): unknown {
  const { minimum, exclusiveMinimum, maximum } = schema as Record<string, number | undefined>
  if (type === 'boolean') return false
  if (type === 'integer' || type === 'number') {
    const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1)
    return maximum !== undefined && maximum < least ? maximum : least
  }
  if (type !== 'string') return {}
  if (typeof schema.pattern === 'string')
    return new RegExp(schema.pattern, 'u').test('') ? '' : undefined
  const text = isFull ? 'text' : ''
  return FORMATS[String(schema.format)] ?? text.padEnd(Number(schema.minLength ?? 0), 'x')
}
