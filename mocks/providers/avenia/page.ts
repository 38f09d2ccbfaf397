/**
 * Lists: filters by time, a cursor, the order, and how a list without more says so. A cursor is base64
 * of a number and an instant, as the printed and the live ones are. Assumed: 50 to a page.
 */
import type { BehaviourContext, Outcome } from '../../provider.ts'
import { readInstant } from './dates.ts'
import { isCopPage, refuseField, refuseFieldBy } from './refuse.ts'
import { readQuery } from './scope.ts'

const PAGE_SIZE = 50

export interface Listed {
  /** Place in the order of creation. */
  seq: number
  createdAt: number
}

interface PageOptions<T> {
  wrap: string
  /** How many ms a number in `createdAfter` stands for, where a source says so. */
  unitMs?: number
  toWire(item: T): unknown
}

/** Answers one page of items that come oldest first. */
export function answerPage<T extends Listed>(
  context: BehaviourContext,
  items: readonly T[],
  { wrap, unitMs = unsaidUnitMs(context), toWire }: PageOptions<T>,
): Outcome {
  const after = readBound(context, 'createdAfter', unitMs)
  const before = readBound(context, 'createdBefore', unitMs)
  if (after === null) return refuseBound(context, 'createdAfter')
  if (before === null) return refuseBound(context, 'createdBefore')
  const start = readCursor(context)
  if (start === undefined) return refuseFieldBy(context, 'avenia.lists.unknown-cursor', 'cursor')
  const isNewestFirst = readOrder(context) === 'newest'
  const rest = (isNewestFirst ? items.toReversed() : items).filter(
    ({ seq, createdAt }) =>
      (start === 0 || (isNewestFirst ? seq < start : seq > start)) &&
      createdAt >= (after ?? Number.NEGATIVE_INFINITY) &&
      createdAt <= (before ?? Number.POSITIVE_INFINITY),
  )
  const page = rest.slice(0, PAGE_SIZE)
  const last = rest.length > PAGE_SIZE ? page.at(-1) : undefined
  const body = { [wrap]: page.map(toWire), ...toCursor(context, last) }
  return { status: 200, body }
}

function unsaidUnitMs({ quirk }: BehaviourContext): number {
  return quirk.value<number>('avenia.lists.created-unit')
}

function readOrder({ operation, quirk }: BehaviourContext): string {
  const isCop = isCopPage(operation.path)
  return quirk.value<string>(isCop ? 'avenia.cop.list-order' : 'avenia.lists.order')
}

/** Null when it is not an instant. */
function readBound(
  context: BehaviourContext,
  name: string,
  unitMs: number,
): number | null | undefined {
  const text = readQuery(context, name)
  return text === undefined ? undefined : (readInstant(text, unitMs) ?? null)
}

function refuseBound(context: BehaviourContext, name: string): Outcome {
  return refuseField(context, name, `\`${name}\` is a whole number or ISO 8601.`)
}

/** Number of the last item seen, 0 without any; undefined when an unknown one is to be refused. */
function readCursor(context: BehaviourContext): number | undefined {
  const text = readQuery(context, 'cursor')
  if (text === undefined) return 0
  const found = /^(\d{1,9})-\d+$/.exec(Buffer.from(text, 'base64').toString('latin1'))
  if (found) return Number(found[1])
  return context.quirk.value<boolean>('avenia.lists.unknown-cursor') ? undefined : 0
}

function toCursor({ quirk }: BehaviourContext, last: Listed | undefined): object {
  if (last) {
    const text = Buffer.from(`${last.seq}-${last.createdAt}`).toString('base64')
    const isPadded = quirk.value<boolean>('avenia.lists.cursor-padding')
    return { cursor: isPadded ? text : text.replace(/=+$/, '') }
  }
  const form = quirk.value<string>('avenia.lists.last-cursor')
  if (form === 'absent') return {}
  quirk.note('avenia.lists.last-cursor')
  return { cursor: form === 'null' ? null : '' }
}
