/** A form read by its schema: `a[b]=1&c[]=2` becomes `{ a: { b: 1 }, c: [2] }`. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import { type Found, findSchema, partsOf } from '../../dialect/schema-parts.ts'
import type { Spec } from '../../dialect/types.ts'

/** Levels of brackets; a name with more stays as it is. */
const MAX_LEVELS = 20

/** The fields of a form as objects, lists, numbers and booleans, where the schema speaks of such. */
export function toTypedForm(spec: Spec, fields: unknown, schema: string | undefined): unknown {
  if (!isObject(fields)) return fields
  return toTyped(spec, nest(fields), schema === undefined ? [] : [schema])
}

function nest(fields: JsonObject): JsonObject {
  const root: JsonObject = {}
  for (const [name, value] of Object.entries(fields)) {
    const path = toPath(name)
    let at = root
    for (const key of path.slice(0, -1)) at = open(at, key)
    at[path.at(-1)!] = value
  }
  return root
}

/** `a[b][]` → `a`, `b` and the empty name. */
function toPath(name: string): string[] {
  const [, first = name, rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? []
  const path = [first, ...[...rest.matchAll(/\[([^\]]*)\]/g)].map(([, key = '']) => key)]
  const isOdd = path.length > MAX_LEVELS || path.includes('__proto__')
  return isOdd ? [name.replace('__proto__', 'proto')] : path
}

function open(parent: JsonObject, key: string): JsonObject {
  const there = Object.hasOwn(parent, key) ? parent[key] : undefined
  if (isObject(there)) return there
  const made: JsonObject = {}
  parent[key] = made
  return made
}

function toTyped(spec: Spec, value: unknown, schemas: readonly string[]): unknown {
  const place = readPlace(spec, schemas)
  if (typeof value === 'string') return toScalar(spec, value, place)
  if (Array.isArray(value)) return value.map((item) => toTyped(spec, item, place.items))
  if (!isObject(value)) return value
  if (place.types.has('array') && Object.keys(value).every((key) => /^\d*$/.test(key))) {
    return Object.values(value)
      .flat()
      .map((item) => toTyped(spec, item, place.items))
  }
  const entries = Object.entries(value).map(([name, child]) => [
    name,
    toTyped(spec, child, place.properties(name)),
  ])
  return Object.fromEntries(entries)
}

function toScalar(spec: Spec, text: string, { types, items }: Place): unknown {
  if (types.has('string') || types.size === 0) return text
  const isNumber = types.has('number') || types.has('integer')
  if (isNumber && text.length <= 300 && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return types.has('array') ? [toTyped(spec, text, items)] : text
}

interface Place {
  types: ReadonlySet<string>
  items: readonly string[]
  properties(name: string): readonly string[]
}

/** What several schemas say of one place. */
function readPlace({ document, file }: Spec, schemas: readonly string[]): Place {
  const found = new Map<string, Found>()
  const open = [...schemas]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const each = findSchema(document, next, file)
    if (!each || found.has(each.pointer)) continue
    found.set(each.pointer, each)
    open.push(...partsOf(each))
  }
  const all = [...found.values()]
  const below = (word: string) =>
    all.flatMap(({ value, pointer }) => (isObject(value[word]) ? [`${pointer}/${word}`] : []))
  return {
    types: new Set(all.flatMap(({ value }) => toTypes(value))),
    items: below('items'),
    properties: (name) => {
      const key = name.replaceAll('~', '~0').replaceAll('/', '~1')
      const named = all.filter(
        ({ value }) => isObject(value.properties) && Object.hasOwn(value.properties, name),
      )
      if (named.length === 0) return below('additionalProperties')
      return named.map(({ pointer }) => `${pointer}/properties/${key}`)
    },
  }
}

function toTypes({ type, properties, enum: values }: JsonObject): string[] {
  if (type !== undefined) return [type].flat().map(String)
  if (isObject(properties)) return ['object']
  return Array.isArray(values) ? values.map((value) => typeof value) : []
}
