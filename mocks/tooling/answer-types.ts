/**
 * What answers are on the default profile, where a schema allows several types so that each variant
 * fits: the first example of an answer, which the provider's document prints, says which one it is.
 */
import { isObject, type JsonObject, resolve, toTarget } from '../dialect/pointer.ts'
import type { Spec } from '../dialect/types.ts'

/**
 * The spec with each schema of an answer narrowed to the types that its examples have. Schemas that a
 * request may use, too, stay as they are: a client may send any of their types.
 */
export function narrowAnswers(given: Spec): Spec {
  const spec = { ...given, document: structuredClone(given.document) }
  const seen = new Map<JsonObject, Set<string>>()
  const sent = new Set<JsonObject>()
  for (const operation of operationsOf(spec)) {
    for (const { schema } of mediaOf(spec, operation.requestBody)) reach(spec, schema, sent)
    for (const each of list(operation.parameters)) reach(spec, follow(spec, each).schema, sent)
    for (const { schema, example } of values(operation.responses).flatMap((each) =>
      mediaOf(spec, each),
    )) {
      if (example !== undefined) note(spec, schema, example, seen)
    }
  }
  for (const [schema, types] of seen) {
    if (!sent.has(schema)) schema.type = narrow(list(schema.type), types)
  }
  return spec
}

/** `null` stays: an example cannot show that something never is. */
function narrow(types: readonly unknown[], seen: ReadonlySet<string>): unknown[] {
  if ([...seen].every((type) => type === 'null')) return [...types]
  return types.filter(
    (type) => type === 'null' || seen.has(type === 'integer' ? 'number' : String(type)),
  )
}

function operationsOf({ document }: Spec): JsonObject[] {
  const items = ['paths', 'webhooks'].flatMap((key) => values(document[key]))
  return items
    .flatMap(values)
    .flatMap((operation) => [
      operation,
      ...values(operation.callbacks).flatMap(values).flatMap(values),
    ])
}

interface Media {
  schema: unknown
  example: unknown
}

function mediaOf(spec: Spec, given: unknown): Media[] {
  return values(follow(spec, given).content).map(({ schema, example, examples }) => {
    const [first] = isObject(examples) ? Object.values(examples) : []
    return { schema, example: example ?? follow(spec, first).value }
  })
}

/** Everything below a schema, itself included. */
function reach(spec: Spec, given: unknown, found: Set<JsonObject>): void {
  const schema = follow(spec, given)
  if (found.has(schema)) return
  found.add(schema)
  for (const each of partsOf(schema)) reach(spec, each, found)
  for (const each of values(schema.properties)) reach(spec, each, found)
  if (isObject(schema.items)) reach(spec, schema.items, found)
  if (isObject(schema.additionalProperties)) reach(spec, schema.additionalProperties, found)
}

function note(
  spec: Spec,
  given: unknown,
  value: unknown,
  seen: Map<JsonObject, Set<string>>,
): void {
  const schema = follow(spec, given)
  if (Array.isArray(schema.type)) {
    seen.set(schema, (seen.get(schema) ?? new Set()).add(typeOf(value)))
  }
  for (const each of partsOf(schema)) note(spec, each, value, seen)
  if (Array.isArray(value)) for (const item of value) note(spec, schema.items, item, seen)
  if (!isObject(value)) return
  for (const [name, each] of Object.entries(value)) {
    const own = isObject(schema.properties) ? schema.properties[name] : undefined
    note(spec, own ?? schema.additionalProperties, each, seen)
  }
}

function partsOf(schema: JsonObject): unknown[] {
  return ['allOf', 'anyOf', 'oneOf'].flatMap((word) => list(schema[word]))
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** The object that a reference leads to; the loader has checked that it leads somewhere. */
function follow(spec: Spec, value: unknown): JsonObject {
  if (!isObject(value)) return {}
  if (typeof value.$ref !== 'string') return value
  const found = resolve(spec.document, toTarget(spec.document, value.$ref, spec.file), spec.file)
  return isObject(found.value) ? found.value : {}
}

function values(parent: unknown): JsonObject[] {
  return isObject(parent) ? Object.values(parent).filter(isObject) : []
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
