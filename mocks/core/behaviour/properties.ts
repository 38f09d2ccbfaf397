/** What an object schema lists, looked up once. */
import { isObject, type JsonObject, readPointer, resolve } from '../../dialect/pointer.ts'
import type { Spec } from '../../dialect/types.ts'

type Properties = readonly (readonly [name: string, schema: JsonObject])[]

const listed = new WeakMap<object, Map<string, Properties>>()

/** Properties of an object schema, references followed. */
export function propertiesOf(spec: Spec, schema: string): Properties {
  const known = listed.get(spec.document) ?? new Map<string, Properties>()
  const properties = known.get(schema) ?? listProperties(spec, schema)
  if (!known.has(schema)) listed.set(spec.document, known.set(schema, properties))
  return properties
}

function listProperties(spec: Spec, schema: string): Properties {
  const node = resolve(spec.document as JsonObject, schema, spec.file)
  const properties = isObject(node.value.properties) ? node.value.properties : {}
  return Object.keys(properties).map((name) => {
    const at = `${node.pointer}/properties/${name}`
    const property = readPointer(spec.document, at)
    return [
      name,
      isObject(property) ? resolve(spec.document as JsonObject, at, spec.file).value : {},
    ]
  })
}
