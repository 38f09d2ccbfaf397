/**
 * Cross-border movements: between two balances of different currencies, at a quoted rate.
 * Source: https://docs.cobre.com/obtain-one-cross-border-money-movement-25933256e0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type ReactionContext,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { canHold, findAccount, post } from './ledger.ts'
import { type Quote, toQuote } from './quotes.ts'
import { makeId, refuseWith, type Status, toIso, toTimes } from './wire.ts'

interface NewCrossBorder {
  source_id: string
  destination_id: string
  forex_quote_id?: string
  external_id?: string
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
  isDebited: boolean
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
  const { destination_id, external_id = '', metadata, source_id } = context.request.body
  const { id: forex_quote_id, ...forex_quote } = toQuote(quote)
  return context.collection<CrossBorder>('crossBorder').insert({
    id: makeId(context, 'mm', 14),
    creator: String(context.account.fields.creator),
    status: { state: 'initiated', code: '', description: '' },
    metadata: { ...metadata, forex_quote_id, forex_quote },
    external_id,
    type: 'cross_border',
    source_id,
    destination_id,
    currency: quote.currency_pair,
    amount: quote.source_amount,
    ...toTimes(context.now),
    state: 'initiated',
    destinationAmount: quote.destination_amount,
    isDebited: false,
  })
}

export function toCrossBorder(movement: CrossBorder) {
  const { state: _, destinationAmount: _amount, isDebited: _debited, ...wire } = movement
  return wire
}

interface Target {
  id: string
}

/** Takes the money from the source account, or rejects for want of it. */
export const startCrossBorder = defineReaction<Target>('cross-border.start', (context) => {
  const movement = move(context, 'start')
  const account = findAccount(context, movement.source_id)
  if (!account || account.obtained_balance < movement.amount)
    return toAnswer(move(context, 'reject', 'Insufficient funds'))
  book(context, movement, movement.source_id, -movement.amount)
  const { id } = movement
  context.collection<CrossBorder>('crossBorder').update(id, { isDebited: true })
  const delayMs = context.quirk.durationMs('cobre.cross-border.time')
  context.after(delayMs, 'cross-border.complete', { id }, `crossBorder:${id}`)
  return toAnswer(movement)
})

/** Credits the converted amount. */
export const completeCrossBorder = defineReaction<Target>('cross-border.complete', (context) => {
  const known = context.collection<CrossBorder>('crossBorder').get(context.payload.id)
  if (known && !canHold(context, known.destination_id, known.destinationAmount))
    return rejectAndRefund(context)
  const movement = move(context, 'complete')
  book(context, movement, movement.destination_id, movement.destinationAmount)
  return toAnswer(movement)
})

/** The conversion is refused; the money comes back. */
export const rejectCrossBorder = defineReaction<Target>('cross-border.reject', (context) =>
  rejectAndRefund(context),
)

function rejectAndRefund(context: ReactionContext<Target>) {
  const movement = move(context, 'reject', 'Rejected')
  if (movement.isDebited) book(context, movement, movement.source_id, movement.amount)
  context.collection<CrossBorder>('crossBorder').update(movement.id, { isDebited: false })
  return toAnswer(movement)
}

function book(
  context: BaseContext,
  { id, external_id, metadata }: CrossBorder,
  accountId: string,
  amount: number,
): void {
  const description = metadata.destination_description ?? ''
  post(context, accountId, {
    type: amount < 0 ? 'cbmm_debit' : 'cbmm_credit',
    amount,
    metadata: { description, money_movement_id: id, mm_external_id: external_id },
  })
}

function move(context: ReactionContext<Target>, transition: string, description = ''): CrossBorder {
  const movements = context.collection<CrossBorder>('crossBorder')
  const { id } = context.payload
  const movement = movements.get(id)
  if (!movement || !movements.allows(movement, transition))
    throw new TriggerRefused(`Cross-border movement "${id}" does not allow "${transition}"`)
  const state = { start: 'processing', complete: 'completed', reject: 'rejected' }[transition]!
  const code = state === 'rejected' ? 'F001' : ''
  return movements.transition(id, transition, {
    status: { state, code, description },
    updated_at: toIso(context.now),
  })
}

function toAnswer({ id, state, amount }: CrossBorder) {
  return { id, state, amount }
}
