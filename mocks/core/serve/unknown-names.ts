/** Names in a request that nothing reads: every unknown one of a query, and keys of a body that look misspelt. */
import { findNearest } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { KnownNames, Operation, Spec } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'

/** A body may be long; who misspells a key misspells it in the first elements already. */
const MOST_ELEMENTS = 20
const MOST_NOTES = 3

/** What to say of them, or undefined when all names are known. */
export function describeUnknownNames(
  spec: Spec,
  operation: Operation,
  request: ParsedRequest,
): string | undefined {
  const notes = [...noteQuery(spec, operation, request)]
  const names =
    operation.requestBody?.names.get(request.mediaType) ??
    operation.requestBody?.names.values().next().value
  if (names !== undefined) noteBody(names, request.body, '', notes)
  return notes.length === 0 ? undefined : [...new Set(notes)].slice(0, MOST_NOTES).join(' ')
}

function* noteQuery(spec: Spec, operation: Operation, { query }: ParsedRequest): Generator<string> {
  const given = Object.keys(query)
  if (given.length === 0) return
  const known = operation.parameters.filter((each) => each.in === 'query').map(({ name }) => name)
  const secret = [...spec.securitySchemes.values()].map(({ carrier }) => carrier.name)
  const unknown = given.filter((name) => !known.includes(name) && !secret.includes(name))
  for (const name of unknown.slice(0, MOST_NOTES)) {
    const shown = name.length > 100 ? `${name.slice(0, 100)}…` : name
    yield `The query parameter "${shown}" is unknown and was ignored.${toCure(name, known)}`
  }
}

function toCure(name: string, known: string[]): string {
  const nearest = findNearest(name, known)
  if (nearest !== undefined) return ` Did you mean "${nearest}"?`
  return known.length === 0 ? '' : ` There are: ${known.join(', ')}.`
}

function noteBody(names: KnownNames, value: unknown, place: string, notes: string[]): void {
  if (notes.length >= MOST_NOTES) return
  if (Array.isArray(value)) {
    const { items } = names
    if (!items) return
    for (const each of value.slice(0, MOST_ELEMENTS)) noteBody(items, each, `${place}[]`, notes)
    return
  }
  if (!isObject(value) || names.properties.size === 0) return
  for (const [key, child] of Object.entries(value)) {
    const below = names.properties.get(key)
    const at = place === '' ? key : `${place}.${key}`
    if (below) noteBody(below, child, at, notes)
    else if (!names.isOpen) noteKey(names, value, { key, at }, notes)
  }
}

/** Bodies may carry what is not listed; only what looks like a known key that is missing earns a word. */
function noteKey(
  names: KnownNames,
  value: Record<string, unknown>,
  { key, at }: { key: string; at: string },
  notes: string[],
): void {
  const missing = [...names.properties.keys()].filter((known) => !Object.hasOwn(value, known))
  const nearest = findNearest(key, missing)
  if (nearest === undefined || !isLike(key, nearest)) return
  notes.push(`The key "${at}" is unknown and was ignored. Did you mean "${nearest}"?`)
}

/** Short words are near to many; `id` is not a misspelt `ip`. */
function isLike(key: string, nearest: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
  return plain(key) === plain(nearest) || (key.length > 4 && nearest.length > 4)
}
