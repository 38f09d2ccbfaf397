/**
 * `readOnly` and `writeOnly`: a request need not say the one, an answer never shows the other, even
 * where one schema serves both and lists them as required.
 */
import { isObject, type JsonObject } from './pointer.ts'
import { type Found, findSchema, partsOf, propertiesIn, reachFrom } from './schema-parts.ts'
import { createSchemas, type Schemas } from './schemas.ts'
import type { Spec } from './types.ts'

interface Directions {
  requests: Schemas
  answers: Schemas
}

type Word = 'readOnly' | 'writeOnly'

const known = new WeakMap<object, Directions>()

/** The schemas of a spec as they hold for requests, and as they hold for answers; mostly the same ones. */
export function toDirections(spec: Spec): Directions {
  const before = known.get(spec.document)
  if (before) return before
  const open = (starts: string[], word: Word) =>
    createSchemas(spec.name, spec.file, withoutRequired(spec, starts, word))
  const directions = {
    requests: open(requestsOf(spec), 'readOnly'),
    answers: open(answersOf(spec), 'writeOnly'),
  }
  known.set(spec.document, directions)
  return directions
}

function requestsOf({ operations }: Spec): string[] {
  return operations.flatMap(({ requestBody }) => [...(requestBody?.content.values() ?? [])])
}

function answersOf({ operations }: Spec): string[] {
  return operations.flatMap(({ responses }) =>
    [...responses.values()].flatMap(({ content }) =>
      [...content.values()].flatMap(({ schema }) => (schema === undefined ? [] : [schema])),
    ),
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
