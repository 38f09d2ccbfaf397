/** What an answer is: a record, a record in an envelope, or a list of records. */
import { isObject, type JsonObject, readPointer } from '../../dialect/pointer.ts'
import { listPlaces, listRequired } from '../../dialect/properties.ts'
import { findSchema } from '../../dialect/schema-parts.ts'
import type { Draft } from './draft.ts'
import { toSample } from './sample.ts'

export interface RecordShape {
  /** Schema of the record. */
  schema: string
  /** Key under which it stands in the answer. */
  wrap: string | undefined
}

type Places = ReturnType<typeof listPlaces>

/** The field that names a record; `param` is what its path calls it. */
export function findId(places: Places, param: string | undefined): string | undefined {
  const names = ['id', ...(param === undefined ? [] : [param]), 'uuid']
  if (param !== undefined && /id$/i.test(param)) names.unshift(param)
  return names.find((name) => {
    const types = [places.get(name)?.value.type].flat()
    return types.includes('string') || types.includes('integer')
  })
}

export function toRecordShape(
  draft: Draft,
  schema: string | undefined,
  param: string | undefined,
): RecordShape | undefined {
  if (schema === undefined) return undefined
  const places = listPlaces(draft.document, schema, draft.file)
  if (findId(places, param) !== undefined) return { schema, wrap: undefined }
  const inside = [...places].filter(
    ([, { pointer }]) =>
      findId(listPlaces(draft.document, pointer, draft.file), param) !== undefined,
  )
  const [only] = inside
  if (inside.length !== 1 || !only || !canFill(draft, schema, [only[0]])) return undefined
  return { schema: only[1].pointer, wrap: only[0] }
}

/** `wrap` is undefined where the list is the answer itself. */
export function toListShape(
  draft: Draft,
  schema: string | undefined,
  param: string | undefined,
): { wrap: string | undefined } | undefined {
  if (schema === undefined) return undefined
  const hasRecords = (pointer: string) => {
    const found = findSchema(draft.document, pointer, draft.file)
    return (
      found !== undefined &&
      isObject(found.value.items) &&
      findId(listPlaces(draft.document, `${found.pointer}/items`, draft.file), param) !== undefined
    )
  }
  if (hasRecords(schema)) return { wrap: undefined }
  const lists = [...listPlaces(draft.document, schema, draft.file)].filter(([, { pointer }]) =>
    hasRecords(pointer),
  )
  const [only] = lists
  return lists.length === 1 && only && canFill(draft, schema, [only[0]])
    ? { wrap: only[0] }
    : undefined
}

/** Key of a request under which a record's fields stand, where they do not stand in it themselves. */
export function findUnwrap(
  draft: Draft,
  request: string | undefined,
  fields: { has(name: string): boolean },
): { key: string; schema: string } | undefined {
  if (request === undefined) return undefined
  const inside = [...listPlaces(draft.document, request, draft.file)].filter(
    ([name, { pointer }]) =>
      !fields.has(name) &&
      [...listPlaces(draft.document, pointer, draft.file).keys()].some((each) => fields.has(each)),
  )
  const [only] = inside
  return inside.length === 1 && only ? { key: only[0], schema: only[1].pointer } : undefined
}

/** What an answer must have beside `given`, each with a value for it; undefined where one has none. */
export function toRest(
  draft: Draft,
  schema: string,
  given: readonly string[],
): JsonObject | undefined {
  const places = listPlaces(draft.document, schema, draft.file)
  const rest: JsonObject = {}
  for (const name of listRequired(draft.document, schema, draft.file)) {
    if (given.includes(name)) continue
    const place = places.get(name)
    const value = place && toSample(draft, place.pointer)
    if (value === undefined) return undefined
    rest[name] = value
  }
  return rest
}

function canFill(draft: Draft, schema: string, given: readonly string[]): boolean {
  return toRest(draft, schema, given) !== undefined
}

/** Writes the values as defaults beside the properties, from where answers take them. */
export function writeDefaults(draft: Draft, schema: string, values: JsonObject): void {
  const places = listPlaces(draft.document, schema, draft.file)
  for (const [name, value] of Object.entries(values)) {
    const node = readPointer(draft.document, places.get(name)?.pointer ?? '')
    if (isObject(node) && places.has(name)) node.default ??= value
  }
}
