/**
 * Lists: filters by time, a cursor, the order, and how a list without more says so. A cursor is base64
 * of a number and an instant, as the printed and the live ones are. Assumed: 50 to a page.
 */
import type { BehaviourContext, Outcome, Page, PageQuery } from '../../provider.ts'
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

export type Match<T> = NonNullable<PageQuery<T>['match']>

/** Reads a part of what matches. */
export type Read<T> = (
  query: Pick<PageQuery<T>, 'order' | 'offset' | 'limit'> & { match: Match<T> },
) => Page<T>

/** Answers one page of items, which come oldest first or are read as they are asked for. */
export function answerPage<T extends Listed>(
  context: BehaviourContext,
  items: readonly T[] | Read<T>,
  { wrap, unitMs = unsaidUnitMs(context), toWire }: PageOptions<T>,
): Outcome {
  const after = readBound(context, 'createdAfter', unitMs)
  const before = readBound(context, 'createdBefore', unitMs)
  if (after === null) return refuseBound(context, 'createdAfter')
  if (before === null) return refuseBound(context, 'createdBefore')
  const start = readCursor(context)
  if (start === undefined) return refuseFieldBy(context, 'avenia.lists.unknown-cursor', 'cursor')
  const isNewestFirst = readOrder(context) === 'newest'
  const order = isNewestFirst ? 'newest' : 'oldest'
  const match = within(after, before)
  const source = typeof items === 'function' ? items : toRead(items)
  const read: Part<T> = (offset, limit) => source({ match, order, offset, limit })
  const isPast = ({ seq }: T) => (isNewestFirst ? seq < start : seq > start)
  const offset = start === 0 ? 0 : findPlace(read, isPast)
  const { records: page, total } = read(offset, PAGE_SIZE)
  const last = offset + PAGE_SIZE < total ? page.at(-1) : undefined
  const body = { [wrap]: page.map(toWire), ...toCursor(context, last) }
  return { status: 200, body }
}

type Part<T> = (offset: number, limit: number) => Page<T>

/** What was created in a time, both ends included. */
function within(
  after = Number.NEGATIVE_INFINITY,
  before = Number.POSITIVE_INFINITY,
): Match<Listed> {
  const test = ({ createdAt }: Listed) => createdAt >= after && createdAt <= before
  return { key: `${after} to ${before}`, test }
}

function toRead<T>(items: readonly T[]): Read<T> {
  return ({ match, order, offset = 0, limit = items.length }) => {
    const found = items.filter((item) => match.test(item))
    if (order === 'newest') found.reverse()
    return { records: found.slice(offset, offset + limit), total: found.length }
  }
}

/** Place of the first item that is past the cursor; those after it are as well. */
function findPlace<T>(read: Part<T>, isPast: (item: T) => boolean): number {
  let low = 0
  let high = read(0, 0).total
  while (low < high) {
    const middle = (low + high) >> 1
    if (isPast(read(middle, 1).records[0]!)) high = middle
    else low = middle + 1
  }
  return low
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
