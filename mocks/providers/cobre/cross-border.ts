/**
 * Cross-border movements: between two balances of different currencies, at a quoted rate.
 * Source: https://docs.cobre.com/obtain-one-cross-border-money-movement-25933256e0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import { arrive, canHold, findAccount, isUnderWay, OUTSIDE, post, toTransit } from './ledger.ts'
import { type Quote, toQuote } from './quote.ts'
import { makeId, refuseWith, type Status, toIso, toTimes } from './wire.ts'

interface NewCrossBorder {
  source_id: string
  destination_id: string
  forex_quote_id?: string
  external_id?: string | null
  metadata?: Record<string, unknown>
}

export interface CrossBorder extends StoredRecord {
  creator: string
  status: Status
  metadata: Record<string, unknown>
  external_id: string
  type: 'cross_border'
  source_id: string
  destination_id: string
  /** The pair, `usd/mxn`. */
  currency: string
  /** Minor units of the source currency. */
  amount: number
  created_at: string
  updated_at: string
  state: 'initiated' | 'processing' | 'completed' | 'rejected'
  destinationAmount: number
}

/** Accepts a movement at the rate of a quote that is still valid. */
export const createCrossBorder = defineBehaviour<NewCrossBorder>(
  'cross-border.create',
  (context) => {
    const { body } = context.request
    // The docs show it in the metadata of the answer; its place in the request is uncertain.
    const quoteId = body.forex_quote_id ?? body.metadata?.forex_quote_id
    const quote = context.collection<Quote>('quote').get(String(quoteId ?? ''))
    const reason = quote ? findObstacle(context, quote) : 'No quote has the forex_quote_id.'
    if (reason) return refuseWith(context, reason)
    const movement = insert(context, quote!)
    context.notify('cross_border_money_movements.status.initiated', movement)
    const { id } = movement
    const delayMs = context.quirk.durationMs('cobre.movement.start-time')
    context.after(delayMs, 'cross-border.start', { id }, `crossBorder:${id}`)
    return { status: 201, body: toCrossBorder(movement) }
  },
)

function findObstacle(context: BehaviourContext<NewCrossBorder>, quote: Quote): string | undefined {
  const { source_id, destination_id } = context.request.body
  const [from, to] = quote.currency_pair.split('/')
  if (quote.validUntil <= context.now) return `The quote was valid until ${quote.valid_until}.`
  if (findAccount(context, source_id)?.currency !== from)
    return `source_id is not an account in ${from}.`
  if (findAccount(context, destination_id)?.currency !== to)
    return `destination_id is not an account in ${to}.`
  return undefined
}

function insert(context: BehaviourContext<NewCrossBorder>, quote: Quote): CrossBorder {
  const { destination_id, external_id, metadata, source_id } = context.request.body
  const { id: forex_quote_id, ...forex_quote } = toQuote(quote)
  return context.collection<CrossBorder>('crossBorder').insert({
    id: makeId(context, 'mm', 14),
    creator: String(context.account.fields.creator),
    status: { state: 'initiated', code: '', description: '' },
    metadata: { ...metadata, forex_quote_id, forex_quote },
    external_id: external_id ?? '',
    type: 'cross_border',
    source_id,
    destination_id,
    currency: quote.currency_pair,
    amount: quote.source_amount,
    ...toTimes(context.now),
    state: 'initiated',
    destinationAmount: quote.destination_amount,
  })
}

export function toCrossBorder(movement: CrossBorder) {
  const { state: _, destinationAmount: _amount, ...wire } = movement
  return wire
}

/** A movement that has moved on meanwhile is left alone. */
function playLater(
  transition: 'start' | 'complete',
  act: (context: BaseContext, movement: CrossBorder) => unknown,
) {
  return defineReaction<{ id: string }>(`cross-border.${transition}`, (context) => {
    const movements = context.collection<CrossBorder>('crossBorder')
    const movement = movements.get(context.payload.id)
    if (movement && movements.allows(movement, transition)) act(context, movement)
  })
}

/** Takes the money from the source account, or rejects for want of it. */
export const startCrossBorder = playLater('start', (context, known) => {
  const movement = move(context, known, 'start')
  const account = findAccount(context, movement.source_id)
  if (!account || account.obtained_balance < movement.amount)
    return move(context, movement, 'reject', 'Insufficient funds')
  const { id } = movement
  book(context, movement, movement.source_id, { amount: -movement.amount })
  const delayMs = context.quirk.durationMs('cobre.cross-border.time')
  return context.after(delayMs, 'cross-border.complete', { id }, `crossBorder:${id}`)
})

/** Credits the converted amount. */
export const completeCrossBorder = playLater('complete', (context, known) => {
  if (!canHold(context, known.destination_id, known.destinationAmount))
    return rejectAndRefund(context, known)
  const movement = move(context, known, 'complete')
  arrive(context, toUnderWay(movement))
  const { destination_id, destinationAmount: amount } = movement
  return book(context, movement, destination_id, { amount, other: OUTSIDE })
})

/** The conversion is refused; the money comes back. */
export const rejectCrossBorder = defineReaction<unknown, CrossBorder>(
  'cross-border.reject',
  (context) => {
    const { id, state, amount } = rejectAndRefund(context, context.record)
    return { id, state, amount }
  },
)

function rejectAndRefund(context: BaseContext, known: CrossBorder): CrossBorder {
  const movement = move(context, known, 'reject', 'Rejected')
  const isDebited = isUnderWay(context, toUnderWay(movement))
  if (isDebited) book(context, movement, movement.source_id, { amount: movement.amount })
  return movement
}

/** Its `currency` is the pair; what is under way is in the first. */
function toUnderWay({ id, amount, currency }: CrossBorder) {
  return { id, amount, currency: currency.split('/')[0]! }
}

function book(
  context: BaseContext,
  { id, external_id, metadata }: CrossBorder,
  accountId: string,
  { amount, other = toTransit(id) }: { amount: number; other?: string },
): void {
  const description = metadata.destination_description ?? ''
  const isNamed = context.quirk.is('cobre.transaction.external-id', 'present')
  post(context, accountId, {
    type: amount < 0 ? 'cbmm_debit' : 'cbmm_credit',
    amount,
    metadata: {
      money_movement_id: id,
      description,
      ...(isNamed ? { mm_external_id: external_id } : {}),
    },
    other,
  })
}

const STATES = { start: 'processing', complete: 'completed', reject: 'rejected' }

function move(
  context: BaseContext,
  { id }: CrossBorder,
  transition: keyof typeof STATES,
  description = '',
): CrossBorder {
  const state = STATES[transition]
  const code = state === 'rejected' ? 'F001' : ''
  return context.collection<CrossBorder>('crossBorder').transition(id, transition, {
    status: { state, code, description },
    updated_at: toIso(context.now),
  })
}
