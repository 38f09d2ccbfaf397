/** Which schemas of the spec speak of a place in a message: a parameter, or a value in a body. */
import {
  isObject,
  type JsonObject,
  readPointer,
  toPointer,
  toTarget,
} from '../../../dialect/pointer.ts'
import type { SchemaPointer, Spec } from '../../../dialect/types.ts'
import type { Path } from '../json-text.ts'

export type Schemas = readonly SchemaPointer[]

export interface Places {
  /** The schemas at a path below others; empty where the spec says nothing. */
  at(roots: Schemas, path: Path): Schemas
  /** What is said of JSON inside a string. */
  inside(schemas: Schemas): Schemas
  /** The schemas with those that they refer to and are made of, as data. */
  nodes(schemas: Schemas): readonly JsonObject[]
}

const known = new WeakMap<Spec, Places>()

/** The places of a spec, looked up once. */
export function placesOf(spec: Spec): Places {
  const places = known.get(spec) ?? createPlaces(spec)
  known.set(spec, places)
  return places
}

interface Node {
  node: JsonObject
  pointer: SchemaPointer
}

function createPlaces(spec: Spec): Places {
  const expanded = new Map<SchemaPointer, Node[]>()
  const steps = new Map<string, Schemas>()
  const expand = (pointer: SchemaPointer): Node[] => {
    const found = expanded.get(pointer) ?? gather(spec, pointer)
    expanded.set(pointer, found)
    return found
  }
  const step = (from: Schemas, part: string | number): Schemas => {
    const key = `${typeof part === 'number' ? Math.min(part, 50) : part} ${from.join(' ')}`
    const found = steps.get(key) ?? [
      ...new Set(from.flatMap(expand).flatMap((at) => into(at, part))),
    ]
    steps.set(key, found)
    return found
  }
  return {
    at: (roots, path) =>
      path.reduce<Schemas>((from, part) => (from.length ? step(from, part) : from), roots),
    inside: (schemas) =>
      schemas
        .flatMap(expand)
        .flatMap(({ node, pointer }) =>
          node.contentSchema === undefined ? [] : [`${pointer}/contentSchema`],
        ),
    nodes: (schemas) => schemas.flatMap(expand).map(({ node }) => node),
  }
}

const BRANCHES = ['allOf', 'anyOf', 'oneOf']
const SINGLE = ['then', 'else']

/** A schema with everything that it refers to and is made of. */
function gather(spec: Spec, first: SchemaPointer): Node[] {
  const found = new Map<SchemaPointer, Node>()
  const open = [first]
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    const node = readPointer(spec.document, pointer)
    if (found.has(pointer) || !isObject(node)) continue
    found.set(pointer, { node, pointer })
    if (typeof node.$ref === 'string') open.push(toTarget(spec.document, node.$ref, spec.file))
    for (const word of BRANCHES) {
      const branches = Array.isArray(node[word]) ? node[word] : []
      open.push(...branches.map((_, index) => `${pointer}/${word}/${index}`))
    }
    for (const word of SINGLE) if (node[word] !== undefined) open.push(`${pointer}/${word}`)
    for (const key of Object.keys((node.dependentSchemas ?? {}) as JsonObject)) {
      open.push(`${pointer}${toPointer('dependentSchemas', key)}`)
    }
  }
  return [...found.values()]
}

function into({ node, pointer }: Node, part: string | number): SchemaPointer[] {
  if (typeof part === 'number') {
    const first = Array.isArray(node.prefixItems) ? node.prefixItems.length : 0
    if (part < first) return [`${pointer}/prefixItems/${part}`]
    return isObject(node.items) ? [`${pointer}/items`] : []
  }
  const properties = (node.properties ?? {}) as JsonObject
  if (Object.hasOwn(properties, part)) return [`${pointer}${toPointer('properties', part)}`]
  const patterns = Object.keys((node.patternProperties ?? {}) as JsonObject)
  const own = patterns.filter((pattern) => new RegExp(pattern, 'u').test(part))
  if (own.length > 0) {
    return own.map((pattern) => `${pointer}${toPointer('patternProperties', pattern)}`)
  }
  return isObject(node.additionalProperties) ? [`${pointer}/additionalProperties`] : []
}
