/** Parameters, request bodies and responses in the dialect's words. */
import { isObject, type JsonObject } from '../../dialect/pointer.ts'
import type { SchemaBook } from './schema-book.ts'
import { follow, type Source } from './source.ts'

export interface Reading {
  source: Source
  book: SchemaBook
}

/** Headers that say how a request comes, not what it says. */
const CARRIERS = ['authorization', 'content-type', 'accept']

/** Those of the path and of the operation; the operation's own win. */
export function toParameters(reading: Reading, path: string, lists: unknown[]): JsonObject[] {
  const found = new Map<string, JsonObject>()
  for (const node of lists.flatMap((list) => (Array.isArray(list) ? list : []))) {
    const parameter = follow(reading.source, node)
    const { in: place, name } = parameter
    if (!['path', 'query', 'header'].includes(String(place)) || typeof name !== 'string') continue
    if (place === 'header' && CARRIERS.includes(name.toLowerCase())) continue
    if (place === 'path' && !path.includes(`{${name}}`)) continue
    found.set(`${place} ${name}`, toParameter(reading, parameter))
  }
  return [...found.values()]
}

function toParameter({ source, book }: Reading, parameter: JsonObject): JsonObject {
  const [content] = Object.values(isObject(parameter.content) ? parameter.content : {})
  const schema = parameter.schema ?? (content as JsonObject | undefined)?.schema
  // `created[gte]=1` comes under other names.
  const isSplit = parameter.style === 'deepObject' || follow(source, schema).type === 'object'
  const isRequired = parameter.in === 'path' || (parameter.required === true && !isSplit)
  return {
    name: parameter.name,
    in: parameter.in,
    ...(isRequired ? { required: true } : {}),
    ...(typeof parameter.description === 'string' ? { description: parameter.description } : {}),
    schema: schema === undefined ? { type: 'string' } : book.clean(schema),
  }
}

/** Undefined where the operation takes none that can be read. */
export function toRequestBody(reading: Reading, node: unknown): JsonObject | undefined {
  if (!isObject(node)) return undefined
  const body = follow(reading.source, node)
  const content = toContent(reading, body.content)
  if (Object.keys(content).length === 0) return undefined
  return { ...toDescription(body), ...(body.required === true ? { required: true } : {}), content }
}

/** By status; `2XX` is 200 where nothing is more exact, and `default` too where nothing else says how a success looks. */
export function toResponses(reading: Reading, node: unknown): Record<string, JsonObject> {
  const responses: Record<string, JsonObject> = {}
  const given = isObject(node) ? node : {}
  for (const [status, each] of Object.entries(given)) {
    const [, range] = /^([1-5])XX$/i.exec(status) ?? []
    const isTold = Object.keys(given).some((other) => new RegExp(`^${range}\\d\\d$`).test(other))
    if (range !== undefined && !isTold) responses[`${range}00`] = toResponse(reading, each)
    if (/^[1-5]\d\d$/.test(status)) responses[status] = toResponse(reading, each)
  }
  const hasSuccess = Object.keys(responses).some((status) => /^[23]/.test(status))
  if (!hasSuccess) responses['200'] = toResponse(reading, given.default ?? {})
  return responses
}

function toResponse(reading: Reading, node: unknown): JsonObject {
  const response = follow(reading.source, node)
  const content = toContent(reading, response.content)
  const description = typeof response.description === 'string' ? response.description : ''
  return { description, ...(Object.keys(content).length > 0 ? { content } : {}) }
}

function toContent({ source, book }: Reading, node: unknown): Record<string, JsonObject> {
  const content: Record<string, JsonObject> = {}
  for (const [name, each] of Object.entries(isObject(node) ? node : {})) {
    const mediaType = name.split(';')[0]!.trim().toLowerCase().replace('*/*', 'application/json')
    const media = follow(source, each)
    if (mediaType.includes('*') || mediaType in content) continue
    const examples = toExamples(source, media)
    content[mediaType] = {
      schema: media.schema === undefined ? {} : book.clean(media.schema),
      ...(Object.keys(examples).length > 0 ? { examples } : {}),
    }
  }
  return content
}

function toExamples(source: Source, media: JsonObject): Record<string, JsonObject> {
  const examples: Record<string, JsonObject> = {}
  for (const [name, node] of Object.entries(isObject(media.examples) ? media.examples : {})) {
    const { value, summary } = follow(source, node)
    if (value === undefined) continue
    examples[name] = { ...(typeof summary === 'string' ? { summary } : {}), value }
  }
  const own = media.example ?? follow(source, media.schema).example
  if (own !== undefined && Object.keys(examples).length === 0) examples.documented = { value: own }
  return examples
}

function toDescription({ description }: JsonObject): JsonObject {
  return typeof description === 'string' ? { description } : {}
}
