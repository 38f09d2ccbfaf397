/** What no answer and no notification shows: the properties that are `writeOnly`, wherever they stand. */
import { isMarked } from './directions.ts'
import { isObject, type JsonObject, toPointer } from './pointer.ts'
import { findSchema, mentions, partsOf, propertiesIn } from './schema-parts.ts'
import type { Spec } from './types.ts'

/** The names hidden at one place, and the places below it. */
export interface Hidden {
  names: Set<string>
  properties: Map<string, Hidden>
  items: Hidden | undefined
}

const known = new WeakMap<object, Map<string, Hidden | undefined>>()

/** Looked up once for each schema; undefined where nothing is hidden. */
export function findHidden({ document, file }: Pick<Spec, 'document' | 'file'>, schema: string) {
  if (!mentions(document, 'writeOnly')) return undefined
  const before = known.get(document) ?? new Map<string, Hidden | undefined>()
  known.set(document, before)
  if (!before.has(schema)) before.set(schema, readHidden(document, file, schema))
  return before.get(schema)
}

function readHidden(document: JsonObject, file: string, schema: string): Hidden | undefined {
  const read = new Map<string, Hidden>()
  let isAny = false
  const fill = (hidden: Hidden, pointer: string, within: ReadonlySet<string>): void => {
    const found = findSchema(document, pointer, file)
    if (!found || within.has(found.pointer)) return
    for (const [name, at] of propertiesIn(found)) {
      if (!isMarked(document, file, at, 'writeOnly')) hidden.properties.set(name, open(at))
      else isAny = Boolean(hidden.names.add(name))
    }
    if (isObject(found.value.items)) hidden.items = open(`${found.pointer}/items`)
    const inside = new Set([...within, found.pointer])
    for (const part of partsOf(found)) fill(hidden, part, inside)
  }
  const open = (pointer: string): Hidden => {
    const at = findSchema(document, pointer, file)?.pointer ?? pointer
    const before = read.get(at)
    if (before) return before
    const hidden: Hidden = { names: new Set(), properties: new Map(), items: undefined }
    read.set(at, hidden)
    fill(hidden, at, new Set())
    return hidden
  }
  const hidden = open(schema)
  return isAny ? hidden : undefined
}

/** The value without what is hidden; what shows nothing hidden is the same one. */
export function hide(value: unknown, hidden: Hidden | undefined): unknown {
  if (hidden === undefined || findShown(value, hidden) === undefined) return value
  if (Array.isArray(value)) return value.map((item) => hide(item, hidden.items))
  // Something hidden was just found in it.
  const entries = Object.entries(value as JsonObject).filter(([name]) => !hidden.names.has(name))
  return Object.fromEntries(
    entries.map(([name, child]) => [name, hide(child, hidden.properties.get(name))]),
  )
}

/** Pointer of the first hidden property that a value shows. */
export function findShown(value: unknown, hidden: Hidden | undefined): string | undefined {
  if (hidden === undefined || typeof value !== 'object' || value === null) return undefined
  for (const [name, child] of Object.entries(value)) {
    const isItem = Array.isArray(value)
    if (!isItem && hidden.names.has(name)) return toPointer(name)
    const below = findShown(child, isItem ? hidden.items : hidden.properties.get(name))
    if (below !== undefined) return `${toPointer(name)}${below}`
  }
  return undefined
}
