/**
 * `readOnly` and `writeOnly`: a request need not say the one, an answer never shows the other, even
 * where one schema serves both and lists them as required.
 */
import { isObject, type JsonObject } from './pointer.ts'
import {
  type Found,
  findSchema,
  mentions,
  partsOf,
  propertiesIn,
  reachFrom,
} from './schema-parts.ts'
import { createSchemas, type Schemas } from './schemas.ts'
import type { Operation, Spec } from './types.ts'

type Word = 'readOnly' | 'writeOnly'

const views = new WeakMap<object, Partial<Record<Word, Schemas>>>()

/** The schemas of a spec as they hold for the request of an operation; mostly the spec's own. */
export function toRequestSchemas(spec: Spec, operation: Operation): Schemas {
  return toView(spec, 'readOnly', requestsOf(operation), (all) => all.flatMap(requestsOf))
}

/** The same for its answers. */
export function toAnswerSchemas(spec: Spec, operation: Operation): Schemas {
  return toView(spec, 'writeOnly', answersOf(operation), (all) => all.flatMap(answersOf))
}

/** Most operations need none; the first that does has one made for all. */
function toView(
  spec: Spec,
  word: Word,
  own: string[],
  ofAll: (operations: readonly Operation[]) => string[],
): Schemas {
  const { document, file, name, operations } = spec
  if (!mentions(document, word) || withoutRequired(spec, own, word) === document)
    return createSchemas(name, file, document)
  const known = views.get(document) ?? {}
  views.set(document, known)
  known[word] ??= createSchemas(name, file, withoutRequired(spec, ofAll(operations), word))
  return known[word]
}

function requestsOf({ requestBody }: Operation): string[] {
  return [...(requestBody?.content.values() ?? [])]
}

function answersOf({ responses }: Operation): string[] {
  return [...responses.values()].flatMap(({ content }) =>
    [...content.values()].flatMap(({ schema }) => (schema === undefined ? [] : [schema])),
  )
}

/** The document, whose `required` names no property of that kind any more; the same one where none does. */
function withoutRequired({ document, file }: Spec, starts: string[], word: Word): JsonObject {
  const shorter = new Map<JsonObject, JsonObject>()
  for (const found of reachFrom(document, file, starts)) {
    const names = namesOf(document, file, found, word)
    if (names.size === 0) continue
    for (const { value } of groupOf(document, file, found)) {
      const { required } = shorter.get(value) ?? value
      if (!Array.isArray(required) || !required.some((name) => names.has(name))) continue
      shorter.set(value, { ...value, required: required.filter((name) => !names.has(name)) })
    }
  }
  return shorter.size === 0 ? document : (replace(document, shorter) as JsonObject)
}

/** A schema and the parts of its `allOf`: one may list what another describes. */
function groupOf(
  document: JsonObject,
  file: string,
  found: Found,
  seen = new Set<string>(),
): Found[] {
  if (seen.has(found.pointer)) return []
  seen.add(found.pointer)
  const parts = partsOf(found, ['allOf']).flatMap((at) => findSchema(document, at, file) ?? [])
  return [found, ...parts.flatMap((part) => groupOf(document, file, part, seen))]
}

function namesOf(document: JsonObject, file: string, found: Found, word: Word): Set<string> {
  const properties = groupOf(document, file, found).flatMap(propertiesIn)
  return new Set(
    properties.flatMap(([name, at]) => (isMarked(document, file, at, word) ? [name] : [])),
  )
}

/** Beside a reference, or where it leads. */
export function isMarked(document: JsonObject, file: string, pointer: string, word: Word): boolean {
  const parent = findSchema(document, pointer.replace(/\/properties\/[^/]*$/, ''), file)
  const name = pointer
    .slice(pointer.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
  const own = isObject(parent?.value.properties) ? parent.value.properties[name] : undefined
  if (isObject(own) && own[word] === true) return true
  return findSchema(document, pointer, file)?.value[word] === true
}

/** Copies what leads to a replaced schema, and shares the rest. */
function replace(node: unknown, changed: ReadonlyMap<JsonObject, JsonObject>): unknown {
  if (Array.isArray(node)) {
    const items = node.map((item) => replace(item, changed))
    return items.some((item, index) => item !== node[index]) ? items : node
  }
  if (!isObject(node)) return node
  const entries = Object.entries(changed.get(node) ?? node).map(
    ([key, child]) => [key, replace(child, changed)] as const,
  )
  const isSame = !changed.has(node) && entries.every(([key, child]) => node[key] === child)
  return isSame ? node : Object.fromEntries(entries)
}
