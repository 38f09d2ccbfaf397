/** Names in a request that nothing reads: every unknown one of a query, and keys of a body that look misspelt. */
import { findNearest } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { KnownNames, Operation, Spec } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'

/** A body may be long; who misspells a key misspells it in the first elements already. */
const MOST_ELEMENTS = 20
const MOST_UNKNOWN = 50
const MOST_NOTES = 3

interface Search {
  notes: string[]
  /** Unknown names that may still be compared. */
  left: number
  /** Over all comparisons of the request, so that no input can drive up their cost. */
  spent: { cells: number }
}

/** What to say of them, or undefined when all names are known. */
export function describeUnknownNames(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
  spent = { cells: 0 },
): string | undefined {
  const names = operation.requestBody && namesOf(operation.requestBody, request)
  if (names === undefined && !hasQuery(request)) return undefined
  const search: Search = { notes: [], left: MOST_UNKNOWN, spent }
  noteQuery(spec, operation, request, search)
  if (names !== undefined) noteBody(names, request.body, '', search)
  const { notes } = search
  return notes.length === 0 ? undefined : [...new Set(notes)].slice(0, MOST_NOTES).join(' ')
}

function namesOf(
  { names }: NonNullable<Operation['requestBody']>,
  { mediaType }: ParsedRequest,
): KnownNames | undefined {
  return names.get(mediaType) ?? names.values().next().value
}

function hasQuery({ query }: ParsedRequest): boolean {
  for (const _ in query) return true
  return false
}

function noteQuery(
  spec: Spec,
  { parameters }: Operation,
  { query }: ParsedRequest,
  { notes, spent }: Search,
): void {
  const given = Object.keys(query)
  if (given.length === 0) return
  const known = parameters.filter((each) => each.in === 'query').map(({ name }) => name)
  const secret = [...spec.securitySchemes.values()].map(({ carrier }) => carrier.name)
  const unknown = given.filter((name) => !known.includes(name) && !secret.includes(name))
  for (const name of unknown.slice(0, MOST_NOTES)) {
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name
    const nearest = findNearest(name, known, spent)
    const list = known.length === 0 ? '' : ` There are: ${known.join(', ')}.`
    const cure = nearest === undefined ? list : ` Did you mean "${nearest}"?`
    notes.push(`The query parameter "${shown}" is unknown and was ignored.${cure}`)
  }
}

function noteBody(names: KnownNames, value: unknown, place: string, search: Search): void {
  if (search.notes.length >= MOST_NOTES || search.left <= 0) return
  if (Array.isArray(value)) {
    const { items } = names
    if (!items) return
    for (const each of value.slice(0, MOST_ELEMENTS)) noteBody(items, each, `${place}[]`, search)
    return
  }
  if (!isObject(value) || names.properties.size === 0) return
  for (const key in value) {
    if (search.left <= 0) return
    const below = names.properties.get(key)
    if (below === undefined) {
      if (!names.isOpen) noteKey(names, value, { key, place }, search)
    } else if (typeof value[key] === 'object') {
      noteBody(below, value[key], toPlace(place, key), search)
    }
  }
}

/** Bodies may carry what is not listed; only what looks like a known key that is missing earns a word. */
function noteKey(
  names: KnownNames,
  value: Record<string, unknown>,
  { key, place }: { key: string; place: string },
  search: Search,
): void {
  search.left--
  const missing = [...names.properties.keys()].filter((known) => !Object.hasOwn(value, known))
  const nearest = findNearest(key, missing, search.spent)
  if (nearest === undefined || !isLike(key, nearest)) return
  const at = toPlace(place, key)
  search.notes.push(`The key "${at}" is unknown and was ignored. Did you mean "${nearest}"?`)
}

function toPlace(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`
}

/** Short words are near to many; `id` is not a misspelt `ip`. */
function isLike(key: string, nearest: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  return plain(key) === plain(nearest) || (key.length > 4 && nearest.length > 4)
}
