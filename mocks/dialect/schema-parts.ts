/** Walks from a schema to all that it is made of, references followed; a schema that contains itself is met once. */
import { isObject, type JsonObject, resolve, toPointer } from './pointer.ts'

export interface Found {
  value: JsonObject
  pointer: string
}

const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const
const ONE = ['items', 'additionalProperties', 'then', 'else'] as const

/** The schema at a pointer, behind its references. */
export function findSchema(document: JsonObject, pointer: string, file: string): Found | undefined {
  try {
    return resolve(document, pointer, file)
  } catch {
    // `true`, or nothing at all; what is broken is refused elsewhere.
    return undefined
  }
}

/** Pointers of the schemas that speak of the same value as this one. */
export function partsOf({ value, pointer }: Found, words = ['allOf', 'anyOf', 'oneOf']): string[] {
  return words.flatMap((word) =>
    (Array.isArray(value[word]) ? value[word] : []).map(
      (_, index) => `${pointer}${toPointer(word, index)}`,
    ),
  )
}

/** Pointers of its properties, by name. */
export function propertiesIn({ value, pointer }: Found): [name: string, pointer: string][] {
  const properties = isObject(value.properties) ? Object.keys(value.properties) : []
  return properties.map((name) => [name, `${pointer}${toPointer('properties', name)}`])
}

const mentioned = new WeakMap<object, Map<string, boolean>>()

/** Whether a word stands anywhere in a document; looked for once. */
export function mentions(document: object, word: string): boolean {
  const known = mentioned.get(document) ?? new Map<string, boolean>()
  mentioned.set(document, known)
  const before = known.get(word)
  if (before !== undefined) return before
  const isThere = hasKey(document, word)
  known.set(word, isThere)
  return isThere
}

function hasKey(node: unknown, word: string): boolean {
  if (typeof node !== 'object' || node === null) return false
  return Object.hasOwn(node, word) || Object.values(node).some((child) => hasKey(child, word))
}

/** Every schema that can be reached from these pointers, each once. */
export function reachFrom(document: JsonObject, file: string, starts: readonly string[]): Found[] {
  const seen = new Map<string, Found>()
  const open = [...starts]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const found = findSchema(document, next, file)
    if (!found || seen.has(found.pointer)) continue
    seen.set(found.pointer, found)
    open.push(...partsOf(found, [...LISTS]), ...propertiesIn(found).map(([, at]) => at))
    open.push(
      ...ONE.filter((word) => isObject(found.value[word])).map(
        (word) => `${found.pointer}/${word}`,
      ),
    )
  }
  return [...seen.values()]
}
