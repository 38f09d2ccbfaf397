/** Everything in an exchange that may be somebody's, one value after the other, with what the spec says of its place. */
import { toMediaType } from '../../../core/http/parse.ts'
import { findOperation } from '../../../core/serve/find-match.ts'
import type { Operation, SchemaPointer, Spec } from '../../../dialect/types.ts'
import type { Exchange } from '../exchange.ts'
import { rewriteAnyJson, type Scalar } from '../json-text.ts'
import { hasPlaceholder, PLACEHOLDERS } from '../placeholders.ts'
import { placesOf, type Schemas } from './places.ts'
import { isSealed } from './seal.ts'
import type { Rewrite, Spot } from './spot.ts'

export interface Rules {
  request: Rewrite
  response: Rewrite
  key(name: string): string | undefined
  /** Of a path that no operation has. */
  segment(text: string): string | undefined
}

/** A copy of the exchange in which the rules have replaced what they wanted. `told`: schemas of a notification's body, which no operation takes. */
export function walkExchange(
  spec: Spec,
  exchange: Exchange,
  rules: Rules,
  told?: Schemas,
): Exchange {
  const { request, response } = exchange
  const operation = told
    ? undefined
    : findOperation(spec, request.method, request.path.replace(PLACEHOLDERS, 'x'))
  const walker: Walker = { spec, operation, rules }
  const walked: Exchange = {
    ...exchange,
    request: {
      ...request,
      path: walkPath(request.path, walker),
      headers: walkHeaders(request.headers, 'request', walker),
      body: walkBody(
        request.body,
        request.headers['content-type'],
        'request',
        walker,
        told ?? listRequestSchemas(operation),
      ),
    },
    response: {
      ...response,
      headers: walkHeaders(response.headers, 'response', walker),
      body: walkBody(
        response.body,
        response.headers['content-type'],
        'response',
        walker,
        listResponseSchemas(operation, response.status),
      ),
    },
  }
  if (request.query !== undefined) {
    walked.request.query = walkForm(request.query, 'query', walker, (name) =>
      toParameter(operation, 'query', name),
    )
  }
  return walked
}

interface Walker {
  spec: Spec
  operation: Operation | undefined
  rules: Rules
}

function toParameter(operation: Operation | undefined, place: string, name: string): Schemas {
  const isIt = (other: { in: string; name: string }) =>
    other.in === place && other.name.toLowerCase() === name.toLowerCase()
  return (operation?.parameters ?? []).filter(isIt).map(({ schema }) => schema)
}

function listRequestSchemas(operation: Operation | undefined): Schemas {
  return [...(operation?.requestBody?.content.values() ?? [])]
}

/** Of that status; of all where it has none. */
function listResponseSchemas(operation: Operation | undefined, status: number): Schemas {
  const all = [...(operation?.responses.entries() ?? [])]
  const own = all.filter(([known]) => known === status)
  return (own.length > 0 ? own : all).flatMap(([, { content }]) =>
    [...content.values()].flatMap(({ schema }): SchemaPointer[] =>
      schema === undefined ? [] : [schema],
    ),
  )
}

function walkPath(path: string, { operation, rules }: Walker): string {
  const names: (string | undefined)[] = operation?.path.split('/') ?? []
  return path
    .split('/')
    .map((segment, index) => {
      const name = names[index]
      if (segment === '' || name === segment) return segment
      const text = safeDecode(segment)
      if (name === undefined) return rules.segment(text) ?? segment
      const field = name.replace(/[{}]/g, '')
      const spot: Spot = {
        side: 'request',
        in: 'path',
        path: [field],
        schemas: toParameter(operation, 'path', field),
      }
      return toText(rules.request(text, spot)) ?? segment
    })
    .join('/')
}

function walkHeaders(
  headers: Record<string, string>,
  side: Spot['side'],
  { operation, rules }: Walker,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const schemas = side === 'request' ? toParameter(operation, 'header', name) : []
      return [
        name,
        toText(rules[side](value, { side, in: 'header', path: [name], schemas })) ?? value,
      ]
    }),
  )
}

function walkBody(
  body: string,
  contentType: string | undefined,
  side: Spot['side'],
  walker: Walker,
  roots: Schemas,
): string {
  if (body === '' || isSealed(body)) return body
  const mediaType = toMediaType(contentType)
  if (mediaType === 'multipart/form-data') return walkMultipart(body, side, walker, roots)
  const json = walkJson(body, { side, in: 'body', path: [], schemas: roots }, walker)
  if (json !== undefined) return json
  return walkForm(body, 'body', walker, (name) => placesOf(walker.spec).at(roots, [name]), side)
}

/** Undefined when the text is not JSON. What stands in strings that hold JSON is walked there. */
function walkJson(text: string, spot: Spot, walker: Walker): string | undefined {
  const places = placesOf(walker.spec)
  return rewriteAnyJson(
    text,
    (value, path) =>
      walkValue(
        value,
        { ...spot, path: [...spot.path, ...path], schemas: places.at(spot.schemas, path) },
        walker,
      ),
    walker.rules.key,
  )
}

function walkValue(value: Scalar, spot: Spot, walker: Walker): Scalar | undefined {
  if (typeof value === 'string' && /^\s*[{[]/.test(value)) {
    const schemas = placesOf(walker.spec).inside(spot.schemas)
    const inner = walkJson(value, { ...spot, schemas }, walker)
    if (inner !== undefined) return inner
  }
  return walker.rules[spot.side](value, spot)
}

/** A query or form: order stays, and so does the encoding of what is not replaced. */
function walkForm(
  text: string,
  place: 'query' | 'body',
  walker: Walker,
  toSchemas: (name: string) => Schemas,
  side: Spot['side'] = 'request',
): string {
  return text
    .split('&')
    .map((pair) => {
      const [written = '', ...rest] = pair.split('=')
      const name = safeDecode(written.replaceAll('+', ' '))
      const renamed = rest.length === 0 ? maskLone(written, walker) : walker.rules.key(name)
      if (rest.length === 0) return renamed ?? pair
      const raw = rest.join('=')
      const value = hasPlaceholder(raw) ? raw : safeDecode(raw.replaceAll('+', ' '))
      const spot: Spot = { side, in: place, path: [name], schemas: toSchemas(name) }
      const other = value === '' ? undefined : toText(walkValue(value, spot, walker))
      return `${renamed ?? written}=${other ?? raw}`
    })
    .join('&')
}

/** A word without a value may be one. */
function maskLone(text: string, { rules }: Walker): string | undefined {
  return text === '' ? undefined : rules.key(safeDecode(text))
}

const PART =
  /(name="([^"]*)"([^\r\n]*)\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--ensayo-boundary|$)/g

/** Fields as in a form; the names of files are somebody's. */
function walkMultipart(text: string, side: Spot['side'], walker: Walker, roots: Schemas): string {
  const places = placesOf(walker.spec)
  return text.replace(PART, (_, head: string, name: string, rest: string, value: string) => {
    const schemas = places.at(roots, [name])
    if (rest.includes('filename=')) {
      return (
        head.replace(/filename="[^"]*"/, 'filename="file"') + (isSealed(value) ? value : '[a file]')
      )
    }
    return (
      head +
      (toText(walkValue(value, { side, in: 'body', path: [name], schemas }, walker)) ?? value)
    )
  })
}

function toText(value: Scalar | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
