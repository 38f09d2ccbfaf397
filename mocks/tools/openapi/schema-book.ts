/** The schemas of a file, made into the dialect's as they are asked for, each once. */
import { isObject, type JsonObject, parsePointer, readPointer } from '../../dialect/pointer.ts'
import { cleanSchema } from './clean-schema.ts'
import { type Source, toTargetPointer } from './source.ts'
import { toFree, toPascal } from './words.ts'

export interface SchemaBook {
  /** The schema without what the dialect does not know; those that it refers to are added. */
  clean(schema: unknown): JsonObject | boolean
  /** By their names under `components`. */
  schemas: Map<string, JsonObject>
  /** What was left out: a kind of thing, and how often. */
  dropped: Map<string, number>
}

export function createBook(source: Source): SchemaBook {
  const schemas = new Map<string, JsonObject>()
  const names = new Map<string, string>()
  const dropped = new Map<string, number>()
  const drop = (what: string) => dropped.set(what, (dropped.get(what) ?? 0) + 1)

  const nameOf = (ref: string): string | undefined => {
    const pointer = toTargetPointer(ref)
    const known = names.get(pointer)
    if (known !== undefined) return known
    const target = readPointer(source.document, pointer)
    if (!isObject(target)) return undefined
    const path = parsePointer(pointer)
    const isOwn = pointer.startsWith('/components/schemas/') && path.length === 3
    const name = toFree(isOwn ? path.at(-1)! : toPascal(path.slice(-2).join(' ')), schemas)
    names.set(pointer, name)
    // Its place, for those that refer back to it.
    schemas.set(name, {})
    const made = clean(target)
    schemas.set(name, isObject(made) && !isItself(made, name) ? made : {})
    return name
  }

  const toRef = (ref: string): string | undefined => {
    const name = nameOf(ref)
    if (name === undefined) drop('references that lead nowhere')
    return name && `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  }

  const clean = (schema: unknown): JsonObject | boolean =>
    cleanSchema(schema, { isJsonSchema: source.isJsonSchema, toRef, drop })

  return { clean, schemas, dropped }
}

function isItself({ $ref }: JsonObject, name: string): boolean {
  return $ref === `#/components/schemas/${name}`
}
