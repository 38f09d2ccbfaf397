/**
 * Payins that are cancelled or refunded.
 * Source: https://docs.localpayment.com/docs/cancel and /docs/refunds, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { PAYIN_STATUS } from './catalogs.ts'
import { book, readBalance } from './ledger.ts'
import type { Payin } from './records.ts'
import { byCode, refuseInvalid, refuseOperation } from './rejections.ts'

type Context = BehaviourContext<unknown, Payin>

/** Cancels a payin that waits for its payer; a Bre-B payment never does. */
export const cancelPayin = defineBehaviour<unknown, Payin>('payin.cancel', (context) => {
  const payins = context.collection<Payin>('payin')
  const payin = context.record
  if (payin.kind === 'breb' || !payins.allows(payin, 'cancel')) return refuseState(context)
  payins.transition(payin.id, 'cancel', { processedAt: context.now })
  return { status: 200, body: toAnswer(payin, 'cancelled') }
})

/** Refunds a credited payin in full out of the balance; fee and tax stay booked. */
export const refundPayin = defineBehaviour<unknown, Payin>('payin.refund', (context) => {
  const payins = context.collection<Payin>('payin')
  const payin = context.record
  const isAllowed = payin.kind !== 'breb' || context.quirk.value('localpayment.payin.breb-refund')
  if (!isAllowed || !payins.allows(payin, 'refund')) return refuseState(context)
  if (readBalance(context) < payin.amountMinor) return refuseOperation(context, byCode('505'))
  book(context, payin, { type: 'Refund', amountMinor: -payin.amountMinor })
  payins.transition(payin.id, 'refund')
  return { status: 200, body: toAnswer(payin, 'refunded') }
})

function toAnswer({ id, internalId }: Payin, state: Payin['state']) {
  return { externalId: id, internalId, status: PAYIN_STATUS[state] }
}

function refuseState(context: Context) {
  const { kind, state } = context.record
  return refuseInvalid(context, `This is a ${kind} payin and it is ${state}.`)
}
