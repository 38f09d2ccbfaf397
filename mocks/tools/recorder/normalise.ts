/**
 * What differs from one run to the next gets a placeholder: ids that the provider made, and dates. An
 * id that an answer brought is the same placeholder wherever a later request uses it. What is left,
 * and is not known to be harmless, is masked.
 */
import type { Spec } from '../../dialect/types.ts'
import { type Choices, createChoices } from './choices.ts'
import { toDateNumber, toDatePlaceholder } from './dates.ts'
import type { Exchange } from './exchange.ts'
import type { Scalar } from './json-text.ts'
import { createMask, type Mask } from './mask/mask.ts'
import { placesOf } from './mask/places.ts'
import { fieldOf, isDateName, type Spot } from './mask/spot.ts'
import { walkExchange } from './mask/walk-exchange.ts'
import type { PlaceholderBook } from './placeholder-book.ts'
import { isPlaceholder } from './placeholders.ts'

export interface Normaliser {
  /** A copy of a redacted exchange with placeholders for ids, dates and all that is not harmless. */
  normalise(exchange: Exchange): Exchange
}

/** Starts the normalising of one recording. `startedMs`: epoch ms of its start. */
export function createNormaliser(spec: Spec, book: PlaceholderBook, startedMs: number): Normaliser {
  const mask = createMask(spec, book)
  const tools: Tools = {
    spec,
    book,
    mask,
    startedMs,
    ids: listIdNames(spec),
    chosen: createChoices(),
  }
  return {
    normalise: (exchange) =>
      walkExchange(spec, exchange, {
        request: (value, spot) => inRequest(value, spot, tools),
        response: (value, spot) => inResponse(value, spot, exchange.request, tools),
        key: mask.key,
        segment: (text) => inUnknownPath(text, tools),
      }),
  }
}

interface Tools {
  spec: Spec
  book: PlaceholderBook
  mask: Mask
  startedMs: number
  /** Fields that hold ids of the spec's own resources, with the name of what they identify. */
  ids: Map<string, string>
  chosen: Choices
}

/** What a client sends: ids that it got, dates, and what it chose itself. */
function inRequest(value: Scalar, spot: Spot, tools: Tools): Scalar | undefined {
  const { book, chosen, mask } = tools
  if (isMade(value, book)) return undefined
  if (spot.in === 'header') return replaceKnown(value, spot, tools) ?? mask.value(value, spot)
  const field = fieldOf(spot.path)
  // What it chose for this field before it says again, whatever else has that value by now.
  const isOwn = chosen.has(value, field)
  const known = spot.in === 'path' ? findInPath(value, isOwn, book) : undefined
  const other = known ?? (isOwn ? toDate(value, spot, tools) : replaceKnown(value, spot, tools))
  if (other !== undefined) return other
  chosen.add(value, field)
  return mask.value(value, spot)
}

/** A person's stays away, whoever chose it. */
function findInPath(value: Scalar, isOwn: boolean, book: PlaceholderBook): Scalar | undefined {
  const found = book.find(value)
  return isOwn && String(found).startsWith('<id:') ? undefined : found
}

function inUnknownPath(text: string, { book, mask }: Tools): string | undefined {
  const known = book.find(text)
  return known === undefined ? mask.segment(text) : String(known)
}

/** What a provider answers: ids that it made, what it was told, dates. */
function inResponse(
  value: Scalar,
  spot: Spot,
  request: Exchange['request'],
  tools: Tools,
): Scalar | undefined {
  const { book, chosen, ids, mask } = tools
  if (value === '' || isMade(value, book)) return undefined
  if (spot.in === 'header') return replaceKnown(value, spot, tools) ?? mask.value(value, spot)
  const field = fieldOf(spot.path)
  const isChosen = chosen.has(value, field)
  if (isIdName(field, ids) && looksMade(value) && !isChosen && !isFixed(value, spot, tools)) {
    return book.take('id', value, ids.get(field) ?? toKind(field, spot, request.path))
  }
  const other = isChosen ? toDate(value, spot, tools) : replaceKnown(value, spot, tools)
  return other ?? mask.value(value, spot)
}

/** Whether the spec lists it, or marks it public: ids of a catalog are the same in every run. */
function isFixed(value: Scalar, { schemas }: Spot, { spec }: Tools): boolean {
  return placesOf(spec)
    .nodes(schemas)
    .some(
      (node) =>
        node['x-public'] !== undefined || (Array.isArray(node.enum) && node.enum.includes(value)),
    )
}

function isMade(value: Scalar, book: PlaceholderBook): boolean {
  return (typeof value === 'string' ? isPlaceholder(value) : true) && book.owns(value)
}

function replaceKnown(value: Scalar, spot: Spot, tools: Tools): Scalar | undefined {
  const { book, ids } = tools
  if (String(value).length >= 4 || isIdName(fieldOf(spot.path), ids)) {
    const known = book.find(value)
    if (known !== undefined && String(book.find(String(value))).startsWith('<id:')) return known
  }
  return toDate(value, spot, tools)
}

const YEARS_2 = 2 * 366 * 86_400_000

/** A date where the spec knows the place, or near the recording: one far away is perhaps somebody's birth. */
function toDate(value: Scalar, spot: Spot, { startedMs, spec }: Tools): Scalar | undefined {
  const field = fieldOf(spot.path)
  if (typeof value === 'bigint') return undefined
  const isNumber = typeof value === 'number'
  if (isNumber || /^\d{13}$/.test(value)) {
    const nodes = placesOf(spec).nodes(spot.schemas)
    const isOfSpec = isNumber && nodes.some(({ type }) => type === 'integer' || type === 'number')
    if (!isDateName(field) && !isOfSpec) return undefined
    const moved = toDateNumber(Number(value), field, startedMs)
    return moved === undefined || isNumber ? moved : String(moved)
  }
  const isNear = Math.abs(Date.parse(value.slice(0, 10)) - startedMs) < YEARS_2
  return isNear || spot.schemas.length > 0 ? toDatePlaceholder(value, startedMs) : undefined
}

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
function looksMade(value: Scalar): boolean {
  if (typeof value === 'string') return /^[\w.@=+-]{1,200}$/.test(value)
  return typeof value === 'bigint' || Number.isInteger(value)
}

/** What an id is of: said by its own name, by what it stands in, or by the path that was asked. */
function toKind(field: string, { path }: Spot, requestPath: string): string {
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
    .replace(/[^a-z]+/g, '-')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1')
    .replace(/^-|-$/g, '')
    .slice(0, 30)
}
