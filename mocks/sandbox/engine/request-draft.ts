/** A request that is still being written: its places are named by OpenAPI runtime expressions. */

import { decodeBasic, encodeBasic } from '../../base/basic-auth.ts'
import type { Match } from '../../core/http/match.ts'
import { toMediaType } from '../../core/http/parse.ts'
import type { SecurityScheme } from '../../dialect/types.ts'

type Carrier = SecurityScheme['carrier']

export type Draft = Awaited<ReturnType<typeof openDraft>>

/** Reads a request so that single values of it can be replaced. */
export async function openDraft(request: Request, match: Match) {
  const url = new URL(request.url)
  const headers = new Headers(request.headers)
  const bytes = await request.arrayBuffer()
  const raw = new TextDecoder().decode(bytes)
  const mediaType = toMediaType(headers.get('content-type') ?? undefined)
  const body = { value: parseBody(raw, mediaType), mediaType, raw, isChanged: false }

  const places = (expression: string) => findPlaces(expression, { url, headers, body, match })
  return {
    method: request.method,
    url,
    headers,
    body,
    bytes,
    has: (expression: string): boolean => places(expression).length > 0,
    get: (expression: string): unknown => places(expression)[0]?.get(),
    put: (expression: string, value: unknown): void => {
      for (const place of places(expression)) place.put(value)
    },
    carries: ({ in: where, name }: Carrier): boolean =>
      where === 'header' ? headers.has(name) : url.searchParams.has(name),
    /** Without its prefix. */
    read: ({ in: where, name, prefix, isBasic }: Carrier): string | undefined => {
      const value = where === 'header' ? headers.get(name) : url.searchParams.get(name)
      const hasPrefix = value?.toLowerCase().startsWith(prefix.toLowerCase())
      const rest = hasPrefix ? value?.slice(prefix.length) : undefined
      return isBasic && rest !== undefined ? decodeBasic(rest) : rest
    },
    carry: ({ in: where, name, prefix, isBasic }: Carrier, value: string | undefined): void => {
      const values = where === 'header' ? headers : url.searchParams
      if (value === undefined) values.delete(name)
      else values.set(name, `${prefix}${isBasic ? encodeBasic(value) : value}`)
    },
    /** What a signature is over. */
    toSigned: () => ({
      headers: Object.fromEntries(headers),
      method: request.method,
      target: `${url.pathname}${url.search}`,
      rawBody: toRawBody(body),
    }),
  }
}

/** The request as it is to be sent; its length is counted anew. */
export function toRequest({ method, url, headers, body, bytes }: Draft): Request {
  const sent = body.isChanged ? toRawBody(body) : bytes
  const isEmpty = body.isChanged ? false : bytes.byteLength === 0
  headers.delete('content-length')
  headers.delete('transfer-encoding')
  return new Request(url, { method, headers, ...(isEmpty ? {} : { body: sent }) })
}

interface Body {
  value: unknown
  mediaType: string
  raw: string
  isChanged: boolean
}

interface Place {
  get(): unknown
  put(value: unknown): void
}

interface Around {
  url: URL
  headers: Headers
  body: Body
  match: Match
}

/** None when the request has nothing there; several where the pointer has a `*`. */
function findPlaces(expression: string, around: Around): Place[] {
  const [, where, name = ''] =
    /^\$request\.(path|query|header|body)(?:\.|#\/)(.+)$/.exec(expression) ?? []
  if (where === 'body') return findInBody(around.body, name.split('/'))
  if (where === 'path') return findInPath(around, name)
  const values = where === 'query' ? around.url.searchParams : around.headers
  if (where === undefined || !values.has(name)) return []
  return [{ get: () => values.get(name), put: (value) => values.set(name, String(value)) }]
}

function findInPath({ url, match }: Around, name: string): Place[] {
  const at = match.operation.path.split('/').indexOf(`{${name}}`)
  const segments = url.pathname.split('/')
  if (at === -1 || segments[at] === undefined) return []
  const put = (value: unknown) => {
    url.pathname = segments.with(at, encodeURIComponent(String(value))).join('/')
  }
  return [{ get: () => decodeURIComponent(segments[at]!), put }]
}

function findInBody(body: Body, path: readonly string[]): Place[] {
  const leaf = path.at(-1)!
  return findHolders(body.value, path.slice(0, -1))
    .filter((holder) => Object.hasOwn(holder, leaf))
    .map((holder) => ({
      get: () => holder[leaf],
      put: (value) => {
        body.isChanged = true
        if (value === undefined) delete holder[leaf]
        else holder[leaf] = value
      },
    }))
}

function findHolders(value: unknown, path: readonly string[]): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Record<string, unknown>
  const [first, ...rest] = path
  if (first === undefined) return [holder]
  const children = first === '*' ? Object.values(holder) : [holder[first]]
  return children.flatMap((child) => findHolders(child, rest))
}

function parseBody(raw: string, mediaType: string): unknown {
  if (mediaType === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(raw))
  }
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

/** Byte for byte as it came, unless something in it was replaced. */
function toRawBody({ value, mediaType, raw, isChanged }: Body): string {
  if (!isChanged) return raw
  if (mediaType !== 'application/x-www-form-urlencoded') return JSON.stringify(value)
  return new URLSearchParams(value as Record<string, string>).toString()
}
