/**
 * Takes out of an exchange what says who somebody is or opens a door, and puts placeholders in its
 * place: text for text, a number for a number, the same for the same value. What stands in a string
 * that holds JSON is replaced there, and the string stays one.
 */
import { EnsayoError } from '../../base/errors.ts'
import { toMediaType } from '../../core/http/parse.ts'
import { isCardNumber } from './check-digit.ts'
import type { Exchange } from './exchange.ts'
import { type Path, rewriteAnyJson, rewriteJson, type Scalar } from './json-text.ts'
import { isSealed } from './mask/seal.ts'
import { createBook, type PlaceholderBook } from './placeholder-book.ts'
import type { PlaceholderKind } from './placeholder-kinds.ts'
import { hasPlaceholder } from './placeholders.ts'
import { isKeyHeader, kindOfField, LOOKS } from './sensitive.ts'

export interface RedactOptions {
  /** Values that must go wherever they stand. */
  secrets?: readonly string[]
  /** Of the recording that the exchange is part of. Default: a new one. */
  book?: PlaceholderBook
  /** Nobody's data, though they stand where a person's would: they stay. */
  testValues?: ReadonlySet<string>
}

/** Shorter values are found everywhere by chance. */
const MIN_SECRET = 6

/** A copy of the exchange without persons and credentials. */
export function redactExchange(exchange: Exchange, options: RedactOptions = {}): Exchange {
  const tool = toTool(options)
  const { request, response } = exchange
  const headers = {
    request: redactHeaders(request.headers, tool),
    response: redactHeaders(response.headers, tool),
  }
  const redacted: Exchange = {
    ...exchange,
    request: {
      ...request,
      headers: headers.request,
      body: redactBody(request.body, request.headers['content-type'], tool),
      path: request.path
        .split('/')
        .map((segment) => redactText(segment, tool))
        .join('/'),
    },
    response: {
      ...response,
      headers: headers.response,
      body: redactBody(response.body, response.headers['content-type'], tool),
    },
  }
  if (request.query !== undefined) redacted.request.query = redactForm(request.query, tool)
  return redacted
}

interface Tool {
  book: PlaceholderBook
  /** Whether a value, or what looks like a placeholder in it, stands for something else. */
  isDone(value: Scalar): boolean
  testValues: ReadonlySet<string>
  secrets: readonly { secret: string; forms: string[] }[]
}

function toTool({ secrets = [], book: given, testValues = new Set() }: RedactOptions): Tool {
  const book = given ?? createBook()
  const long = secrets.filter((secret) => secret.length >= MIN_SECRET)
  const longest = long.toSorted((a, b) => b.length - a.length)
  return {
    book,
    // Whoever brings no book has perhaps redacted it before.
    isDone: (value) =>
      typeof value !== 'bigint' &&
      hasPlaceholder(value) &&
      (given === undefined || given.owns(value)),
    testValues,
    secrets: longest.map((secret) => ({ secret, forms: toForms(secret) })),
  }
}

function redactHeaders(headers: Record<string, string>, tool: Tool): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const scheme = /^(Bearer|Basic|Token) +(.+)$/i.exec(value)
      if (name === 'authorization' && scheme) {
        return [name, `${scheme[1]} ${tool.book.take('token', scheme[2]!)}`]
      }
      if (isKeyHeader(name)) return [name, String(tool.book.take('credential', value))]
      return [name, String(redactValue(value, [name], tool) ?? value)]
    }),
  )
}

function redactBody(body: string, contentType: string | undefined, tool: Tool): string {
  if (isSealed(body)) return body
  const mediaType = toMediaType(contentType)
  if (mediaType === 'application/x-www-form-urlencoded') return redactForm(body, tool)
  if (mediaType === 'multipart/form-data') return redactMultipart(body, tool)
  return (
    rewriteAnyJson(body, (value, path) => redactValue(value, path, tool)) ?? redactText(body, tool)
  )
}

/** Undefined when the text is not a JSON object or array. */
function redactJson(text: string, at: Path, tool: Tool): string | undefined {
  return rewriteJson(text, (value, path) => redactValue(value, [...at, ...path], tool))
}

/** What stands in place of a value; undefined when it may stay. */
function redactValue(value: Scalar, path: Path, tool: Tool): string | number | undefined {
  if (tool.isDone(value) || !/[\p{L}\p{N}]/u.test(String(value))) return undefined
  if (typeof value === 'string') {
    const inner = redactJson(value, path, tool)
    if (inner !== undefined) return inner
  }
  const kind = kindOfField(path)
  if (tool.testValues.has(String(value)) && isOfPerson(kind)) return undefined
  if (kind === 'name' && isCiphertext(value)) return undefined
  if (kind !== undefined) return tool.book.take(kind, value)
  if (typeof value === 'string') return redactText(value, tool)
  if (isCardNumber(String(value))) return tool.book.take('card', value)
  return String(value).length < MIN_SECRET ? undefined : tool.book.findWord(value)
}

/** A secret that is written like a test value is still one. */
function isOfPerson(kind: PlaceholderKind | undefined): boolean {
  return kind === 'document' || kind === 'phone' || kind === 'name'
}

/** Base64 of an encrypted block: nobody can read it, and a replay needs it as it is. */
function isCiphertext(value: Scalar): boolean {
  return /^[A-Za-z0-9+/]{120,}={0,2}$/.test(String(value))
}

/** Replaces what is known by its look, was met before in this recording, or is a secret that was named. */
function redactText(text: string, tool: Tool): string {
  const { book } = tool
  let result = text
  for (const { secret, forms } of tool.secrets) {
    for (const form of forms) {
      if (result.includes(form))
        result = result.replaceAll(form, String(book.take('credential', secret)))
    }
  }
  for (const [kind, look] of LOOKS) {
    result = result.replace(look, (found) =>
      kind === 'card' && !isCardNumber(found) ? found : String(book.take(kind, safeDecode(found))),
    )
  }
  for (const phrase of book.phrases()) {
    if (result.includes(phrase)) result = result.replaceAll(phrase, String(book.find(phrase)))
  }
  return result.replace(/<[^<>]*>|[\w.@%+-]{6,}/g, (word) =>
    tool.isDone(word) ? word : String(book.findWord(safeDecode(word)) ?? replaceParts(word, book)),
  )
}

/** A value that is known may be glued to others: `3100000001_6f1c`. */
function replaceParts(word: string, book: PlaceholderBook): string {
  const parts = word.split('_')
  if (parts.length === 1) return word
  return parts
    .map((part) => (part.length < MIN_SECRET ? part : (book.findWord(part) ?? part)))
    .join('_')
}

/** A query or form: names and order stay, and so does the encoding of what is not replaced. */
function redactForm(text: string, tool: Tool): string {
  return text
    .split('&')
    .map((pair) => {
      const [name, ...rest] = pair.split('=')
      if (rest.length === 0) return pair
      const value = safeDecode(rest.join('=').replaceAll('+', ' '))
      const other = redactValue(value, [safeDecode(name ?? '')], tool)
      return other === undefined || other === value ? pair : `${name}=${other}`
    })
    .join('&')
}

/** Fields as in a form; what a file holds is not kept. */
function redactMultipart(text: string, tool: Tool): string {
  const part = /(name="([^"]*)"([^\r\n]*)\r?\n(?:[^\r\n]+\r?\n)*\r?\n)([\s\S]*?)(?=\r?\n--|$)/g
  return text.replace(part, (_, head: string, name: string, rest: string, value: string) =>
    rest.includes('filename=')
      ? `${head}[a file of ${value.length} characters]`
      : `${head}${redactValue(value, [name], tool) ?? value}`,
  )
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A value as it may stand in a text: plain, for URLs, in JSON, in base64. */
function toForms(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64')
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      base64,
      encodeURIComponent(base64),
      // Within something longer, as in `user:secret`, the place decides how base64 looks.
      ...[0, 1, 2].map((offset) => toShiftedBase64(secret, offset)),
      ...secret.split(/\r?\n/).filter((line) => line.length >= 32),
    ]),
  ]
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((form) => form.length >= MIN_SECRET)
}

/** The part of base64 that a value alone decides, begun `offset` bytes after a multiple of three. */
function toShiftedBase64(secret: string, offset: number): string {
  const shifted = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64')
  const begin = [0, 2, 3][offset]
  return shifted.slice(begin).replace(/.?=+$/, '')
}

/**
 * Refuses a text that holds one of these values, plain, URL-encoded or in base64. `env` is variable →
 * value; values of less than six characters are not looked for. Throws `RECORDING_UNSAFE`.
 */
export function assertNoSecrets(text: string, env: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value.length < MIN_SECRET) continue
    if (!toForms(value).some((form) => text.includes(form))) continue
    throw new EnsayoError(
      'RECORDING_UNSAFE',
      `The recording still holds the value of ${name}. It is not kept. Name the field that it stands in, so that it can be redacted.`,
    )
  }
}
