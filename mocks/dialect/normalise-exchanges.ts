/** What OpenAPI itself says of an operation: parameters, request body, responses. */
import { toKnownNames } from './known-names.ts'
import { entriesOf, type Normalising } from './normalising.ts'
import { isObject, type JsonObject, resolve, toPointer } from './pointer.ts'
import type { Json, KnownNames, Operation, Parameter, ResponseSpec } from './types.ts'

/** Those of the path, then those of the operation. */
export function toParameters(
  context: Normalising,
  node: JsonObject,
  place: { path: string; item: JsonObject; pointer: string },
): Parameter[] {
  const pathLevel = toPointer('paths', place.path)
  const lists = [
    { list: place.item.parameters, pointer: `${pathLevel}/parameters` },
    { list: node.parameters, pointer: `${place.pointer}/parameters` },
  ]
  return lists.flatMap(({ list, pointer }) =>
    (Array.isArray(list) ? list : []).map((_, index) => {
      const found = resolve(context.document, `${pointer}/${index}`, context.file)
      const where = found.value.in as Parameter['in']
      const name = found.value.name as string
      return {
        name: where === 'header' ? name.toLowerCase() : name,
        in: where,
        required: found.value.required === true,
        schema: `${found.pointer}/schema`,
      }
    }),
  )
}

/** Undefined where an operation takes none. */
export function toRequestBody(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): Operation['requestBody'] {
  if (node.requestBody === undefined) return undefined
  const found = resolve(context.document, `${pointer}/requestBody`, context.file)
  const content = new Map<string, string>()
  const names = new Map<string, KnownNames>()
  for (const [mediaType, { schema }] of entriesOf(found.value.content)) {
    const at = `${found.pointer}${toPointer('content', mediaType, 'schema')}`
    if (schema === undefined)
      context.fail(at, 'is missing. Write "schema: {}" where anything is taken.')
    content.set(mediaType.toLowerCase(), at)
    if (isObject(schema)) names.set(mediaType.toLowerCase(), toKnownNames(context, at))
  }
  return { required: found.value.required === true, content, names }
}

/** By status, references resolved. */
export function toResponses(
  context: Normalising,
  node: JsonObject,
  pointer: string,
): Map<number, ResponseSpec> {
  const responses = new Map<number, ResponseSpec>()
  for (const [status] of entriesOf(node.responses)) {
    const found = resolve(
      context.document,
      `${pointer}${toPointer('responses', status)}`,
      context.file,
    )
    const content: ResponseSpec['content'] = new Map()
    for (const [mediaType, media] of entriesOf(found.value.content)) {
      const at = `${found.pointer}${toPointer('content', mediaType)}`
      content.set(mediaType, {
        schema: media.schema === undefined ? undefined : `${at}/schema`,
        examples: toExamples(context, media, at),
      })
    }
    responses.set(Number(status), {
      status: Number(status),
      description: String(found.value.description ?? ''),
      headers: toHeaders(context, found.value, found.pointer),
      content,
    })
  }
  return responses
}

function toHeaders(
  context: Normalising,
  response: JsonObject,
  pointer: string,
): ResponseSpec['headers'] {
  const headers: ResponseSpec['headers'] = new Map()
  for (const [name] of entriesOf(response.headers)) {
    const found = resolve(context.document, `${pointer}${toPointer('headers', name)}`, context.file)
    headers.set(name.toLowerCase(), { required: found.value.required === true })
  }
  return headers
}

function toExamples(context: Normalising, media: JsonObject, pointer: string): Map<string, Json> {
  const examples = new Map<string, Json>()
  if (media.example !== undefined) examples.set('default', media.example as Json)
  for (const [name] of entriesOf(media.examples)) {
    const found = resolve(
      context.document,
      `${pointer}${toPointer('examples', name)}`,
      context.file,
    )
    examples.set(name, found.value.value as Json)
  }
  return examples
}
