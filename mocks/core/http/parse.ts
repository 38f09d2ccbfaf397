/** Stage "parse": bytes and headers in, a `ParsedRequest` out. Nothing here throws on what a client sends. */
import { isUtf8 } from 'node:buffer'
import { parseJson } from './json-body.ts'
import { type Parts, readMultipart } from './multipart.ts'

/** One value per name; a repeated name gives the list. */
export type Values = Record<string, string | string[]>

export interface ParsedRequest {
  method: string
  /** Path from the provider's root, still encoded, with its trailing slash. */
  path: string
  /** Path and query as they came, for signatures. */
  target: string
  params: Record<string, string>
  query: Values
  /** Names in lower case. */
  headers: Record<string, string>
  /** Media type of the body without parameters, lower case; empty when there is none. */
  mediaType: string
  /** JSON, or the fields of a form, files as `UploadedFile`; undefined when there is no body. */
  body: unknown
  rawBody: string
}

/** Bodies over this many bytes are refused. */
export const MAX_BODY_BYTES = 1024 * 1024

export type BodyProblem = { error: 'malformedBody' | 'unsupportedMediaType'; reason: string }

/** A body as text. */
export interface RawBody {
  text: string
  isUtf8: boolean
  /** Of multipart/form-data, which the platform reads while it waits for the body. */
  parts?: Parts
}

/** Reads the body as text. Undefined when it is larger than `MAX_BODY_BYTES`. */
export async function readBody(
  request: Request,
  headers: Record<string, string>,
): Promise<RawBody | undefined> {
  const bytes = await readBytes(request, headers)
  if (bytes === undefined || bytes.byteLength > MAX_BODY_BYTES) return undefined
  return toRawBody(bytes, headers)
}

/** A body that is there; a promise for multipart alone. */
export function toRawBody(
  bytes: Bytes,
  headers: Record<string, string>,
): RawBody | Promise<RawBody> {
  if (bytes.byteLength === 0) return NO_BODY
  const raw = toRaw(bytes)
  const contentType = headers['content-type']
  if (contentType === undefined || toMediaType(contentType) !== MULTIPART) return raw
  return readMultipart(bytes, contentType).then((parts) => ({ ...raw, parts }))
}

const MULTIPART = 'multipart/form-data'

function toRaw(bytes: Bytes): RawBody {
  // A mark of the byte order is left out by the decoder alone.
  if (Buffer.isBuffer(bytes) && bytes[0] !== BYTE_ORDER_MARK && isUtf8(bytes)) {
    return { text: bytes.toString('utf8'), isUtf8: true }
  }
  try {
    return { text: utf8.decode(bytes), isUtf8: true }
  } catch {
    // Both kinds of bytes are taken; the types know overloads only.
    return { text: Buffer.from(bytes as Uint8Array).toString('latin1'), isUtf8: false }
  }
}

type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer>

/** Of a request without a body; GET and HEAD never have one. */
export const NO_BODY: RawBody = { text: '', isUtf8: true }

/** A client that goes away in the middle of its body has asked for nothing; nobody is there to read the answer. */
export const BROKEN_OFF: RawBody = { text: '', isUtf8: true }

/** A body that announces no length is read piece by piece, so that it cannot fill the memory. */
async function readBytes(
  request: Request,
  headers: Record<string, string>,
): Promise<Bytes | undefined> {
  const length = headers['content-length']
  if (length !== undefined) {
    return Number(length) > MAX_BODY_BYTES ? undefined : request.arrayBuffer()
  }
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of request.body ?? []) {
    total += piece.byteLength
    if (total > MAX_BODY_BYTES) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** First of the three bytes of the mark. */
const BYTE_ORDER_MARK = 0xef

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** `application/json; charset=utf-8` → `application/json`. */
export function toMediaType(header: string | undefined): string {
  if (header === undefined) return ''
  const end = header.indexOf(';')
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase()
}

/** Parses a body by its media type, if the operation takes that. */
export function parseBody(
  raw: RawBody,
  mediaType: string,
  accepted: ReadonlyMap<string, unknown>,
): { body: unknown; problem?: BodyProblem } {
  if (raw.text === '') return { body: undefined }
  const isJson = mediaType === 'application/json' || mediaType.endsWith('+json')
  if (!accepted.has(mediaType) && !(isJson && accepted.has('application/json'))) {
    // A lenient look, so that a quirk or a hint can tell what the client meant.
    const body = parseJson(raw.text).body
    return { body, problem: { error: 'unsupportedMediaType', reason: mediaType || 'none' } }
  }
  if (raw.parts !== undefined) {
    const { parts } = raw
    return typeof parts === 'string'
      ? { body: undefined, problem: malformed(parts) }
      : { body: parts }
  }
  if (!raw.isUtf8) return { body: undefined, problem: malformed('the body is not UTF-8') }
  if (mediaType === 'application/x-www-form-urlencoded')
    return { body: toValues(new URLSearchParams(raw.text)) }
  if (!isJson) return { body: raw.text }
  const { body, reason } = parseJson(raw.text)
  return reason === undefined ? { body } : { body, problem: malformed(reason) }
}

function malformed(reason: string): BodyProblem {
  return { error: 'malformedBody', reason }
}

/** Fields of a query or form; a repeated name gives the list. */
export function toValues(fields: URLSearchParams): Values {
  const values: Values = Object.create(null) as Values
  for (const [name, value] of fields) {
    const before = values[name]
    if (before === undefined) values[name] = value
    else if (Array.isArray(before)) before.push(value)
    else values[name] = [before, value]
  }
  return { ...values }
}

const NO_VALUES: Values = Object.freeze({})

/** The query of a target such as `/a/?b=1`. */
export function parseQuery(target: string): Values {
  const at = target.indexOf('?')
  return at < 0 || at === target.length - 1
    ? NO_VALUES
    : toValues(new URLSearchParams(target.slice(at + 1)))
}

/** Headers as a plain object, names in lower case. */
export function toHeaders(headers: Headers): Record<string, string> {
  const plain: Record<string, string> = {}
  headers.forEach((value, name) => {
    plain[name] = value
  })
  return plain
}
