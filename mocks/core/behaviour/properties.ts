/** What an object schema lists, looked up once. */
import type { JsonObject } from '../../dialect/pointer.ts'
import { listPlaces } from '../../dialect/properties.ts'
import type { Spec } from '../../dialect/types.ts'

type Properties = readonly (readonly [name: string, schema: JsonObject, pointer: string])[]

const listed = new WeakMap<object, Map<string, Properties>>()

/** Properties of an object schema, those of the parts of its `allOf` included, references followed. */
export function propertiesOf(spec: Spec, schema: string): Properties {
  const known = listed.get(spec.document) ?? new Map<string, Properties>()
  const properties = known.get(schema) ?? toProperties(spec, schema)
  if (!known.has(schema)) listed.set(spec.document, known.set(schema, properties))
  return properties
}

function toProperties({ document, file }: Spec, schema: string): Properties {
  const places = listPlaces(document, schema, file)
  return [...places].map(([name, { value, pointer }]) => [name, value, pointer])
}
