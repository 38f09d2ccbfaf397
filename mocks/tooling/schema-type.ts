/** A JSON Schema as a TypeScript type. What a type cannot say (`pattern`, `not`, `if`) is left out. */
import { isObject, type JsonObject } from '../dialect/pointer.ts'

/** `#/components/schemas/Payment` → `Schemas['Payment']`. */
const NAMED = /^#\/components\/schemas\/([^/]+)$/

/** The type of a schema, in several lines where it has fields. `depth` is that of the line it begins on. */
export function toType(schema: unknown, depth = 0): string {
  if (schema === false) return 'never'
  if (!isObject(schema)) return 'unknown'
  const parts = [
    ...toReference(schema),
    ...toOwn(schema, depth),
    ...list(schema.allOf).map((each) => toType(each, depth)),
    ...['anyOf', 'oneOf'].flatMap((word) => toUnion(list(schema[word]), depth)),
  ].filter((part) => part !== 'unknown')
  const [first = 'unknown', ...others] = new Set(parts)
  return others.length === 0 ? first : [first, ...others].map(wrap).join(' & ')
}

/** A name as a key: quoted where an identifier could not be. */
export function toKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
}

export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** A line of documentation, or none. */
export function toComment(text: unknown, indent: string): string {
  if (typeof text !== 'string' || text.trim() === '') return ''
  const line = text.trim().replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/')
  return `${indent}/** ${line} */\n`
}

function toReference({ $ref }: JsonObject): string[] {
  if (typeof $ref !== 'string') return []
  const name = NAMED.exec($ref)?.[1]
  if (name === undefined)
    throw new Error(`${$ref} does not name a schema of its own. Give it a name.`)
  return [`Schemas[${quote(decodeURIComponent(name))}]`]
}

/** What the schema says by itself, its parts apart. */
function toOwn(schema: JsonObject, depth: number): string[] {
  if ('const' in schema) return [toLiteral(schema.const)]
  if (Array.isArray(schema.enum)) return [schema.enum.map(toLiteral).join(' | ')]
  const named = schema.type ?? (isObject(schema.properties) ? 'object' : undefined)
  const types = [named].flat().filter((type) => typeof type === 'string')
  const union = new Set(types.map((type) => toPlain(type, schema, depth)))
  return union.size === 0 ? [] : [[...union].join(' | ')]
}

function toPlain(type: string, schema: JsonObject, depth: number): string {
  switch (type) {
    case 'integer':
      return 'number'
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string'
    case 'array':
      return toArray(schema, depth)
    case 'object':
      return toObject(schema, depth)
    default:
      return type
  }
}

function toArray({ items, prefixItems }: JsonObject, depth: number): string {
  if (!Array.isArray(prefixItems)) return `${wrap(toType(items, depth))}[]`
  return `[${prefixItems.map((each) => toType(each, depth)).join(', ')}]`
}

function toObject(schema: JsonObject, depth: number): string {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : []
  const more = schema.additionalProperties
  if (properties.length === 0) {
    return more === false ? 'Record<string, never>' : `Record<string, ${toType(more, depth)}>`
  }
  const required = new Set(list(schema.required))
  const fields = properties.map(([name, each]) =>
    toField(name, each, required.has(name), depth + 1),
  )
  const indent = '  '.repeat(depth)
  // Its type holds for the named fields, too, so it cannot be narrower than those.
  const others = isObject(more) ? `${indent}  [name: string]: unknown\n` : ''
  return `{\n${fields.join('')}${others}${indent}}`
}

/** One field with its documentation, ending its line. */
export function toField(name: string, schema: unknown, isRequired: boolean, depth: number): string {
  const indent = '  '.repeat(depth)
  const comment = toComment(isObject(schema) ? schema.description : undefined, indent)
  return `${comment}${indent}${toKey(name)}${isRequired ? '' : '?'}: ${toType(schema, depth)}\n`
}

function toUnion(schemas: readonly unknown[], depth: number): string[] {
  const types = new Set(schemas.map((each) => toType(each, depth)))
  if (types.size === 0) return []
  return types.has('unknown') ? ['unknown'] : [[...types].join(' | ')]
}

function toLiteral(value: unknown): string {
  return typeof value === 'string' ? quote(value) : JSON.stringify(value)
}

/** In brackets where it would otherwise bind too loosely. */
function wrap(type: string): string {
  return /^[\w.]+(\['[^']*'\])?$|^\{[^{}]*\}$/.test(type) ? type : `(${type})`
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
