/**
 * How a movement goes on and ends, whoever brings it about: the clock, an approver, the QA
 * endpoint, the payer. A balance is debited when processing starts and credited back when the money does not arrive.
 * Source: https://docs.cobre.com/fast-pay-ach-1886561m0, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import { PAYIN_TYPES, PAYOUT_TYPES, WINDOWS } from './catalogs.ts'
import {
  arrive,
  canHold,
  findAccount,
  isUnderWay,
  OUTSIDE,
  post,
  toInternalCredit,
  toTransit,
} from './ledger.ts'
import type { Movement } from './movement.ts'
import { findBeneficiary, toPayerSender } from './sides.ts'
import { type Status, toIso, toTrackingKey } from './wire.ts'

/** Moves a movement along its lifecycle; `status` on the wire follows the state. */
export function moveOn(
  context: BaseContext,
  movement: Movement,
  transition: string,
  changes: Partial<Movement> & { status: Status },
): Movement {
  return context
    .collection<Movement>('moneyMovement')
    .transition(movement.id, transition, { ...changes, updated_at: toIso(context.now) })
}

export function toStatus(state: string, code = '', description = ''): Status {
  return { state, code, description }
}

/** Starts processing: a payout takes its money from the balance now, a pay-in waits for the payer. */
export function processMovement(
  context: BaseContext,
  movement: Movement,
  transition: 'start' | 'approve',
  changes: Partial<Movement> = {},
): Movement {
  const status = toStatus('processing')
  if (movement.isPull) return awaitPayer(context, movement, transition, { ...changes, status })
  const moved = moveOn(context, movement, transition, {
    ...changes,
    ...toTraces(context, movement),
    status,
  })
  const account = findAccount(context, moved.source_id)
  if (!account || account.obtained_balance < moved.amount)
    return failMovement(context, moved, 'Insufficient funds')
  post(context, moved.source_id, {
    type: moved.debitType,
    amount: -moved.amount,
    metadata: toDebitMetadata(context, moved),
    other: toTransit(moved.id),
  })
  planCompletion(context, moved)
  return moved
}

/** SPEI payouts get their trace and receipt. */
function toTraces(
  { ids, quirk }: BaseContext,
  { type, metadata, baseUrl }: Movement,
): Partial<Movement> {
  if (type !== 'spei') return {}
  const tracking_key = ids.digits('tracking', 30)
  const cep_url = `${baseUrl}/ensayo/cep/${tracking_key}`
  const reference =
    quirk.value<string>('cobre.spei.reference') === 'string' && metadata.reference !== undefined
      ? { reference: String(metadata.reference) }
      : {}
  return { metadata: { ...metadata, ...reference, tracking_key, cep_url } }
}

function planCompletion(context: BaseContext, { id }: Movement): void {
  const delay = context.quirk.value<string | null>('cobre.movement.completion')
  if (delay === null) return
  const delayMs = context.quirk.durationMs('cobre.movement.completion')
  context.after(delayMs, 'movement.complete', { id }, `moneyMovement:${id}`)
}

/** The money has arrived; an account of ours at the other end is credited. */
export function completeMovement(context: BaseContext, movement: Movement): Movement {
  if (movement.creditId !== '' && !canHold(context, movement.creditId, movement.amount))
    return rejectMovement(context, movement)
  const moved = moveOn(context, movement, 'complete', {
    status: toStatus('completed'),
    expiresAt: 0,
  })
  moved.creditId === '' ? arrive(context, moved) : credit(context, moved)
  return moved
}

function credit(context: BaseContext, movement: Movement): void {
  if (movement.isPull) {
    const type = PAYIN_TYPES[movement.type]!
    const metadata = {
      ...toLink(context, movement),
      ...(movement.type === 'r2p_breb' ? toPayerSender(context, movement) : {}),
    }
    post(context, movement.creditId, { type, amount: movement.amount, metadata })
    return
  }
  const sender = findAccount(context, movement.source_id)
  const description = String(movement.metadata.description ?? '')
  const posting = sender
    ? toInternalCredit(context, sender, { description, reference: movement.id })
    : { type: 'internal_credit', metadata: toLink(context, movement) }
  const { amount, id } = movement
  post(context, movement.creditId, { ...posting, amount, other: toTransit(id) })
}

/** How a transaction names its movement; the `external_id` stands there for one client alone. */
function toLink({ quirk }: BaseContext, { id, external_id, metadata }: Movement) {
  const description = metadata.description ?? metadata.description_to_payee ?? ''
  const isNamed = quirk.is('cobre.transaction.external-id', 'present')
  const link = { money_movement_id: id, description }
  return isNamed ? { ...link, mm_external_id: external_id } : link
}

function toDebitMetadata(context: BaseContext, movement: Movement) {
  return {
    ...toLink(context, movement),
    beneficiary_account_number: findBeneficiary(context, movement),
    tracking_key: movement.metadata.tracking_key ?? toTrackingKey(context.now, movement.id),
  }
}

/** The rail or the bank refuses; the money comes back. */
export function rejectMovement(context: BaseContext, movement: Movement): Movement {
  if (movement.isPull) return failMovement(context, movement, 'The payer refused the payment')
  const status = toStatus('rejected', 'F001', 'Rejected by the beneficiary institution')
  return giveBack(context, moveOn(context, movement, 'reject', { status }))
}

/** Fails before or on the rail; whatever left the balance comes back. */
export function failMovement(
  context: BaseContext,
  movement: Movement,
  description = 'Processing failed, try again',
): Movement {
  const status = toStatus('failed', 'F001', description)
  const metadata = toFailedMetadata(context, movement)
  return giveBack(context, moveOn(context, movement, 'fail', { status, metadata, expiresAt: 0 }))
}

/** A failed PSE payment has "-1" and empty text, not null. */
function toFailedMetadata({ quirk }: BaseContext, { type, metadata }: Movement) {
  if (type !== 'r2p_pse') return metadata
  const blanks = quirk.value<Record<string, unknown>>('cobre.pse.failed-metadata')
  return { ...metadata, ...blanks }
}

/** Mexico alone: the beneficiary sends it back, even after completion. */
export function returnMovement(context: BaseContext, movement: Movement): Movement {
  const status = toStatus('returned', 'R008', 'Returned by the beneficiary')
  const moved = moveOn(context, movement, 'return', { status })
  if (movement.state === 'processing') return giveBack(context, moved)
  refund(context, moved, OUTSIDE)
  return moved
}

/** Ends a movement that no money has moved for. */
export function cancelMovement(
  context: BaseContext,
  movement: Movement,
  changes: Partial<Movement> = {},
): Movement {
  return moveOn(context, movement, 'cancel', { ...changes, status: toStatus('canceled') })
}

function giveBack(context: BaseContext, movement: Movement): Movement {
  if (isUnderWay(context, movement)) refund(context, movement, toTransit(movement.id))
  return movement
}

function refund(context: BaseContext, movement: Movement, other: string): void {
  const { amount, source_id, type } = movement
  const metadata = toLink(context, movement)
  post(context, source_id, { type: PAYOUT_TYPES[type]!.refund, amount, metadata, other })
}

/** A pay-in waits for its payer as long as its rail lets it. */
function awaitPayer(
  context: BaseContext,
  movement: Movement,
  transition: string,
  changes: Partial<Movement> & { status: Status },
): Movement {
  const rail = String(movement.metadata.r2p_rail ?? '')
  const openMs = Object.hasOwn(WINDOWS, rail) ? WINDOWS[rail]!.openMs : undefined
  const moved = moveOn(context, movement, transition, {
    ...changes,
    metadata: { ...movement.metadata, ...toPayerMetadata(context, movement, rail) },
    expiresAt: openMs === undefined ? 0 : context.now + openMs,
  })
  if (rail !== '' && !context.quirk.value<string[]>('cobre.qa.payable-rails').includes(rail))
    return failMovement(context, moved)
  const { id } = moved
  if (openMs !== undefined) context.after(openMs, 'movement.lapse', { id }, `moneyMovement:${id}`)
  else context.after(1_000, 'movement.complete', { id }, `moneyMovement:${id}`)
  return moved
}

/** What the payer needs; the names of all but PSE's fields are assumed. */
function toPayerMetadata({ ids, now }: BaseContext, { id, baseUrl }: Movement, rail: string) {
  const payment_link = `${baseUrl}/ensayo/pay/${id}`
  const tracking_key = toTrackingKey(now, id)
  if (rail === 'pse') return { tracking_key, payment_link, ticket_id: ids.digits('ticket', 10) }
  if (rail === 'bancolombia') return { tracking_key, payment_link }
  if (rail === 'breb_qr') return { tracking_key, qr_content: `CO.ENSAYO.BREB.${id}` }
  if (rail === 'breb_key')
    return { tracking_key, key_value: `@CB${ids.text('dynamic.key', 7).toUpperCase()}` }
  return { tracking_key }
}
