/** What an object schema lists. */
import { isObject, type JsonObject } from './pointer.ts'
import { findSchema, partsOf, propertiesIn } from './schema-parts.ts'

/** Its properties and those of the parts of its `allOf`, references followed; each with the pointer that leads to it. */
export function listPlaces(
  document: JsonObject,
  schema: string,
  file: string,
): Map<string, { value: JsonObject; pointer: string }> {
  const found = new Map<string, { value: JsonObject; pointer: string }>()
  const seen = new Set<string>()
  const read = (at: string): void => {
    const node = findSchema(document, at, file)
    if (!node || seen.has(node.pointer)) return
    seen.add(node.pointer)
    for (const [name, pointer] of propertiesIn(node)) {
      if (found.has(name)) continue
      const own = (node.value.properties as JsonObject)[name]
      const value = findSchema(document, pointer, file)?.value ?? {}
      // What stands beside a reference counts as well.
      found.set(name, {
        value: isObject(own) && own !== value ? { ...value, ...own } : value,
        pointer,
      })
    }
    for (const part of partsOf(node, ['allOf'])) read(part)
  }
  read(schema)
  return found
}

export function listProperties(
  document: JsonObject,
  schema: string,
  file: string,
): Map<string, JsonObject> {
  const places = listPlaces(document, schema, file)
  return new Map([...places].map(([name, { value }]) => [name, value]))
}

/** Names that a schema or a part of its `allOf` asks for. */
export function listRequired(document: JsonObject, schema: string, file: string): string[] {
  const names = new Set<string>()
  const seen = new Set<string>()
  const read = (at: string): void => {
    const node = findSchema(document, at, file)
    if (!node || seen.has(node.pointer)) return
    seen.add(node.pointer)
    const { required } = node.value
    for (const name of Array.isArray(required) ? required : []) names.add(String(name))
    for (const part of partsOf(node, ['allOf'])) read(part)
  }
  read(schema)
  return [...names]
}
