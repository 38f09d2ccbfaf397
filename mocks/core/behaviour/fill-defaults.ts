/** What a request leaves out and its schema has a default for, as a behaviour sees it. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { findSchema } from '../../dialect/schema-parts.ts'
import type { Operation, Spec } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { propertiesOf } from './properties.ts'

interface Defaults {
  /** Query parameter → its default, as text. */
  query: readonly (readonly [string, string])[]
  /** Media type → the defaults of its schema. */
  bodies: ReadonlyMap<string, Filled>
}

interface Filled {
  values: [name: string, usual: unknown][]
  /** Objects below, filled where the request has them. */
  below: Map<string, Filled>
}

const known = new WeakMap<Operation, Defaults | undefined>()

/** The request itself where nothing is missing; the journal keeps it as it came. */
export function fillDefaults(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
): ParsedRequest {
  if (!known.has(operation)) known.set(operation, readDefaults(spec, operation))
  const defaults = known.get(operation)
  if (!defaults) return request
  const missing = defaults.query.filter(([name]) => request.query[name] === undefined)
  const query =
    missing.length === 0 ? request.query : { ...request.query, ...Object.fromEntries(missing) }
  const filled = defaults.bodies.get(request.mediaType) ?? defaults.bodies.values().next().value
  const body = filled ? fill(request.body, filled) : request.body
  return query === request.query && body === request.body ? request : { ...request, query, body }
}

function fill(value: unknown, { values, below }: Filled): unknown {
  if (!isObject(value)) return value
  const filled: JsonObject = { ...value }
  let isChanged = false
  for (const [name, usual] of values) {
    if (Object.hasOwn(value, name)) continue
    filled[name] = structuredClone(usual)
    isChanged = true
  }
  for (const [name, inside] of below) {
    if (!Object.hasOwn(value, name)) continue
    filled[name] = fill(value[name], inside)
    isChanged ||= filled[name] !== value[name]
  }
  return isChanged ? filled : value
}

/** A change of a record says only what it changes. */
function readDefaults(spec: Spec, operation: Operation): Defaults | undefined {
  const { behaviour, method, parameters, requestBody } = operation
  const query = parameters.flatMap(({ in: place, name, schema }) => {
    const { default: usual } = findSchema(spec.document, schema, spec.file)?.value ?? {}
    if (place !== 'query' || usual === undefined || typeof usual === 'object') return []
    return [[name, String(usual)] as const]
  })
  const isChange = method === 'PATCH' || behaviour.name === 'resource.update'
  const bodies = new Map<string, Filled>()
  for (const [mediaType, schema] of isChange ? [] : (requestBody?.content ?? [])) {
    const filled = readFilled(spec, schema)
    if (filled) bodies.set(mediaType, filled)
  }
  return query.length === 0 && bodies.size === 0 ? undefined : { query, bodies }
}

/** Undefined where nothing has a default; a schema that contains itself gives defaults that do so, too. */
function readFilled(spec: Spec, schema: string): Filled | undefined {
  const read = new Map<string, Filled>()
  let isAny = false
  const open = (pointer: string): Filled | undefined => {
    const found = findSchema(spec.document, pointer, spec.file)
    if (!found || read.has(found.pointer)) return found && read.get(found.pointer)
    const filled: Filled = { values: [], below: new Map() }
    read.set(found.pointer, filled)
    for (const [name, property, at] of propertiesOf(spec, found.pointer)) {
      if (property.default !== undefined) filled.values.push([name, property.default])
      isAny ||= property.default !== undefined
      const below = open(at)
      if (below) filled.below.set(name, below)
    }
    return filled
  }
  const filled = open(schema)
  return isAny ? filled : undefined
}
