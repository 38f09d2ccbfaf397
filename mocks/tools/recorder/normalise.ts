/**
 * What differs from one run to the next gets a placeholder: ids that the provider made, and dates. An
 * id that an answer brought is the same placeholder wherever a later request uses it. What the client
 * chose itself stays, as it is the same in every run.
 */
import type { Spec } from '../../dialect/types.ts'
import { type Choices, createChoices } from './choices.ts'
import { toDateNumber, toDatePlaceholder } from './dates.ts'
import type { Exchange } from './exchange.ts'
import { findOperation } from './find-operation.ts'
import { type Path, rewriteJson } from './json-text.ts'
import { hasPlaceholder, PLACEHOLDERS, type PlaceholderBook } from './placeholders.ts'

export interface Normaliser {
  /** A copy of a redacted exchange with placeholders for ids and dates. */
  normalise(exchange: Exchange): Exchange
}

/** Starts the normalising of one recording. `startedMs`: epoch ms of its start. */
export function createNormaliser(spec: Spec, book: PlaceholderBook, startedMs: number): Normaliser {
  const ids = listIdNames(spec)
  const chosen = createChoices()

  const replaceKnown = (value: string | number, path: Path): string | number | undefined => {
    const field = fieldOf(path)
    const isLong = String(value).length >= 4
    if (isLong || isIdName(field, ids)) {
      const known = book.find(value)
      if (known !== undefined && String(book.find(String(value))).startsWith('<id:')) return known
    }
    return toDate(value, field)
  }
  const toDate = (value: string | number, field: string): string | number | undefined => {
    if (typeof value === 'number') return toDateNumber(value, field, startedMs)
    if (/^\d{13}$/.test(value)) {
      const moved = toDateNumber(Number(value), field, startedMs)
      return moved === undefined ? undefined : String(moved)
    }
    return toDatePlaceholder(value, startedMs)
  }
  const inRequest = (value: string | number, path: Path): string | number | undefined => {
    const inner = intoString(value, path, inRequest)
    if (inner !== undefined) return inner
    const field = fieldOf(path)
    // What it chose for this field before it says again, whatever else has that value by now.
    const other = chosen.has(value, field) ? toDate(value, field) : replaceKnown(value, path)
    if (other === undefined) chosen.add(value, field)
    return other
  }
  const inResponse =
    (request: Exchange['request']) =>
    (value: string | number, path: Path): string | number | undefined => {
      if (hasPlaceholder(value) || value === '') return undefined
      const inner = intoString(value, path, inResponse(request))
      if (inner !== undefined) return inner
      const field = fieldOf(path)
      const isChosen = chosen.has(value, field)
      const isMade = isIdName(field, ids) && looksMade(value) && !isChosen
      if (isMade) return book.take('id', value, ids.get(field) ?? toKind(field, path, request.path))
      if (isChosen) return toDate(value, field)
      return replaceKnown(value, path)
    }

  return {
    normalise: (exchange) => {
      const { request, response } = exchange
      const names = toNames(spec, request)
      const path = request.path
        .split('/')
        .map((segment, index) => replaceSegment(segment, names?.[index], book, chosen))
        .join('/')
      const changed: Exchange = {
        ...exchange,
        request: {
          ...request,
          path,
          headers: toHeaders(request.headers, (value, name) => inRequest(value, [name])),
          body: rewriteJson(request.body, inRequest) ?? rewriteForm(request.body, inRequest),
        },
        response: {
          ...response,
          headers: toHeaders(response.headers, (value, name) => replaceKnown(value, [name])),
          body: rewriteJson(response.body, inResponse(request)) ?? response.body,
        },
      }
      if (request.query !== undefined) changed.request.query = rewriteForm(request.query, inRequest)
      return changed
    },
  }
}

type Rewrite = (value: string | number, path: Path) => string | number | undefined

function intoString(value: string | number, path: Path, rewrite: Rewrite): string | undefined {
  if (typeof value !== 'string') return undefined
  return rewriteJson(value, (inner, at) => rewrite(inner, [...path, ...at]))
}

function toHeaders(
  headers: Record<string, string>,
  rewrite: (value: string, name: string) => string | number | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(rewrite(value, name) ?? value)]),
  )
}

function rewriteForm(text: string, rewrite: Rewrite): string {
  if (!/^[^\s=&{}[\]]+=[^\s]*$/.test(text)) return text
  return text
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      const value = safeDecode(rest.join('='))
      const other = value === '' || hasPlaceholder(value) ? undefined : rewrite(value, [name])
      return other === undefined || other === value ? pair : `${name}=${other}`
    })
    .join('&')
}

/** The segments of the operation's path; undefined when there is no such operation. */
function toNames(spec: Spec, { method, path }: Exchange['request']): string[] | undefined {
  return findOperation(spec, method, path.replace(PLACEHOLDERS, 'x'))?.path.split('/')
}

/** `name` is the segment in the operation's path: what is written out there is nobody's value. */
function replaceSegment(
  segment: string,
  name: string | undefined,
  book: PlaceholderBook,
  chosen: Choices,
): string {
  if (segment === '' || hasPlaceholder(segment) || name === segment) return segment
  const value = safeDecode(segment)
  const field = name?.replace(/[{}]/g, '') ?? ''
  const found = book.find(value)
  // A person's stays away, whoever chose it.
  const isOwn = chosen.has(value, field) && String(found).startsWith('<id:')
  const known = isOwn ? undefined : found
  if (known === undefined) chosen.add(value, field)
  return known === undefined ? segment : String(known)
}

/** Fields that hold ids of the spec's own resources, with the name of what they identify. */
function listIdNames(spec: Spec): Map<string, string> {
  const names = new Map<string, string>()
  for (const { id, collection } of spec.resources.values()) {
    // A plain `id` may be of anything.
    if (!PLAIN.test(id)) names.set(id, collection)
  }
  return names
}

const PLAIN = /^(id|pk|uuid|key)$/i

function isIdName(field: string, ids: Map<string, string>): boolean {
  return (
    ids.has(field) || /^(id|pk|uuid)$/i.test(field) || /(_id|Id|_pk|Uuid|_uuid|ID)$/.test(field)
  )
}

/** Neither an address nor a sentence. */
function looksMade(value: string | number): boolean {
  return typeof value === 'number' ? Number.isInteger(value) : /^[\w.@=+-]{1,200}$/.test(value)
}

function fieldOf(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '')
}

/** What an id is of: said by its own name, by what it stands in, or by the path that was asked. */
function toKind(field: string, path: Path, requestPath: string): string {
  const own = field.replace(/[_-]?(id|pk|uuid)$/i, '')
  const names = path.filter((part) => typeof part === 'string')
  const around = names.at(-2)
  const segments = requestPath
    .split('/')
    .filter((part) => /^[a-z][\w-]*$/i.test(part) && !/^v\d+$/.test(part))
  const word = own || around || segments.at(-1) || 'thing'
  return word
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1')
    .replace(/^-|-$/g, '')
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
