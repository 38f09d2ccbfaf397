/**
 * Payouts that the merchant cancels or authorizes.
 * Source: https://docs.localpayment.com/docs/cancel-a-payout and /reference/authorize-payout, read
 * 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { findTransaction } from './find-transaction.ts'
import { readBalance } from './ledger.ts'
import { cancelPayoutOf, debit } from './payout-funds.ts'
import { toPayoutStatus } from './payout-wire.ts'
import type { Payout } from './records.ts'
import { byCode, refuseInvalid, refuseOperation } from './rejections.ts'

/** Cancels a payout that was not yet sent to the network. */
export const cancelPayout = defineBehaviour<unknown, Payout>('payout.cancel', (context) => {
  const payout = context.record
  const states = context.quirk.value<string[]>('localpayment.payout.cancel-states')
  if (!states.includes(payout.state)) {
    return refuseOperation(context, byCode('506'), {
      hint: `The payout is ${payout.state}; only ${states.join(', ')} can be cancelled.`,
      quirk: 'localpayment.payout.cancel-states',
    })
  }
  const cancelled = cancelPayoutOf(context, payout)
  return { status: 200, body: toCancelled(context, cancelled) }
})

function toCancelled(context: BehaviourContext, payout: Payout) {
  const { internalId } = payout
  return context.quirk.choose<object>('localpayment.payout.cancel-answer', {
    'status-900': toStatusOf(context, payout),
    'flat-200': { code: '200', description: 'The PayOut was cancelled', internalId },
  })
}

function toStatusOf(context: BehaviourContext, payout: Payout) {
  const { id, internalId } = payout
  return { externalId: id, internalId, status: toPayoutStatus(payout, context) }
}

interface Selection {
  externalId?: string
  internalId?: string
  dateFrom?: string
  dateTo?: string
}

/** Lets payouts go ahead that wait for the client or are on hold. */
export const authorizePayout = defineBehaviour<Selection>('payout.authorize', (context) => {
  const id = context.request.body.externalId ?? context.request.body.internalId
  return id === undefined ? authorizeRange(context) : authorizeOne(context, id)
})

function authorizeOne(context: BehaviourContext<Selection>, id: string): Outcome {
  const found = findTransaction(context, id, { byInternalId: true })
  if (!found || !('payout' in found)) return context.refuse('transactionNotFound')
  const { payout } = found
  if (!context.collection<Payout>('payout').allows(payout, 'authorize')) {
    return refuseInvalid(
      context,
      `The payout is ${payout.state}; only pendingAuth and onHold can be authorized.`,
    )
  }
  const authorized = authorize(context, payout)
  if (!authorized) return refuseOperation(context, byCode('505'))
  return { status: 200, body: toStatusOf(context, authorized) }
}

const DAY_MS = 86_400_000

/** Assumed: those that the balance does not cover stay as they are. */
function authorizeRange(context: BehaviourContext<Selection>): Outcome {
  const from = Date.parse(context.request.body.dateFrom ?? '')
  const until = Date.parse(context.request.body.dateTo ?? '') + DAY_MS
  const payouts = context.collection<Payout>('payout')
  const body = []
  for (const payout of payouts.list()) {
    const isInRange = payout.createdAt >= from && payout.createdAt < until
    if (!isInRange || !payouts.allows(payout, 'authorize')) continue
    const authorized = authorize(context, payout)
    if (authorized) body.push(toStatusOf(context, authorized))
  }
  return { status: 200, body }
}

/** Undefined when the balance does not cover the payout. */
function authorize(context: BehaviourContext, payout: Payout): Payout | undefined {
  const lacksFunds = !payout.isDebited && readBalance(context) < payout.amountMinor
  if (lacksFunds) return undefined
  debit(context, payout)
  return context.collection<Payout>('payout').transition(payout.id, 'authorize', { code: null })
}
