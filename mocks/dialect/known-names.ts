/** Which keys a body's schema knows, place by place, so that a misspelt one can be told. */
import { entriesOf, type Normalising } from './normalising.ts'
import { isObject, type JsonObject, resolve } from './pointer.ts'
import type { KnownNames } from './types.ts'

/** Reads a schema with all that it refers to; one that contains itself gives names that do so, too. */
export function toKnownNames(context: Normalising, pointer: string): KnownNames {
  const reading: Reading = { known: new Map(), parts: [] }
  const names = read(context, pointer, reading)
  // A part may itself be made of parts that were still being read.
  while (reading.parts.map(([whole, part]) => merge(whole, part)).includes(true));
  return names
}

interface Reading {
  /** By the place of their schema. */
  known: Map<string, KnownNames>
  /** What speaks of one place in several schemas: the whole, and a part. */
  parts: [KnownNames, KnownNames][]
}

function read(context: Normalising, pointer: string, reading: Reading): KnownNames {
  const found = resolve(context.document, pointer, context.file)
  const seen = reading.known.get(found.pointer)
  if (seen) return seen
  const names: KnownNames = { properties: new Map(), items: undefined, isOpen: false }
  reading.known.set(found.pointer, names)
  const readBelow = (at: string) => read(context, `${found.pointer}/${at}`, reading)
  for (const [name, property] of entriesOf(found.value.properties)) {
    const at = `properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    names.properties.set(name, isObject(property) ? readBelow(at) : NOTHING)
  }
  if (isObject(found.value.items)) names.items = readBelow('items')
  names.isOpen = isDictionary(found.value)
  for (const at of partsOf(found.value)) reading.parts.push([names, readBelow(at)])
  return names
}

const NOTHING: KnownNames = { properties: new Map(), items: undefined, isOpen: true }

function isDictionary({ additionalProperties, patternProperties }: JsonObject): boolean {
  return (
    additionalProperties === true || isObject(additionalProperties) || isObject(patternProperties)
  )
}

/** Schemas that speak of the same place. */
function partsOf(schema: JsonObject): string[] {
  const lists = (['allOf', 'anyOf', 'oneOf'] as const).flatMap((word) =>
    (Array.isArray(schema[word]) ? schema[word] : []).flatMap((part, index) =>
      isObject(part) ? [`${word}/${index}`] : [],
    ),
  )
  return [...lists, ...['then', 'else'].filter((word) => isObject(schema[word]))]
}

/** Whether the whole has learnt something. */
function merge(whole: KnownNames, part: KnownNames): boolean {
  let isChanged = false
  for (const [name, below] of part.properties) {
    const known = whole.properties.get(name)
    if (known !== undefined && (known.properties.size > 0 || known.items)) continue
    if (known === below) continue
    whole.properties.set(name, below)
    isChanged ||= known === undefined || below.properties.size > 0 || below.items !== undefined
  }
  if (whole.items === undefined && part.items !== undefined) {
    whole.items = part.items
    isChanged = true
  }
  if (part.isOpen && !whole.isOpen) {
    whole.isOpen = true
    isChanged = true
  }
  return isChanged
}
