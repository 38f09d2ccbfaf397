/**
 * Lists: filters by time, a cursor, and how a list without more says so. A cursor is base64 of a
 * number and an instant, as the printed ones are. Assumed: 50 to a page, oldest first.
 */
import type { BehaviourContext, Outcome } from '../../provider.ts'
import { readInstant } from './dates.ts'
import { refuseField } from './refuse.ts'
import { readQuery } from './scope.ts'

const PAGE_SIZE = 50

export interface Listed {
  /** Place in the list. */
  seq: number
  createdAt: number
}

interface PageOptions<T> {
  wrap: string
  /** How many ms a number in `createdAfter` stands for. */
  unitMs: number
  toWire(item: T): unknown
}

/** Answers one page of items that are in order. */
export function answerPage<T extends Listed>(
  context: BehaviourContext,
  items: readonly T[],
  { wrap, unitMs, toWire }: PageOptions<T>,
): Outcome {
  const after = readBound(context, 'createdAfter', unitMs)
  const before = readBound(context, 'createdBefore', unitMs)
  if (after === null) return refuseBound(context, 'createdAfter')
  if (before === null) return refuseBound(context, 'createdBefore')
  const start = readCursor(context)
  if (start === undefined) return refuseCursor(context)
  const rest = items.filter(
    ({ seq, createdAt }) =>
      seq > start &&
      createdAt >= (after ?? Number.NEGATIVE_INFINITY) &&
      createdAt <= (before ?? Number.POSITIVE_INFINITY),
  )
  const page = rest.slice(0, PAGE_SIZE)
  const last = rest.length > PAGE_SIZE ? page.at(-1) : undefined
  return { status: 200, body: { [wrap]: page.map(toWire), ...toCursor(context, last) } }
}

/** Null when it is no instant. */
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

function refuseCursor(context: BehaviourContext): Outcome {
  const refusal = context.refuse('invalid', { field: 'cursor' })
  context.quirk.note('avenia.lists.unknown-cursor')
  return refusal
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
  if (last) return { cursor: Buffer.from(`${last.seq}-${last.createdAt}`).toString('base64') }
  const form = quirk.value<string>('avenia.lists.last-cursor')
  if (form === 'absent') return {}
  quirk.note('avenia.lists.last-cursor')
  return { cursor: form === 'null' ? null : '' }
}
