/** What the outside world does to a payment: the payer, the bank, Cobru's back office. */
import { defineReaction, TriggerRefused } from '../../provider.ts'
import { toDecimal } from './decimal.ts'
import { findMethod } from './methods.ts'
import { readRefund, refundPayment } from './payins.ts'
import type { Payment } from './payment.ts'
import { findOrder, hasExpired, rejectPayment, settlePayment } from './settle.ts'

/** The payer pays, with the method submitted or with one named here. */
export const approve = defineReaction<{ method?: string }, Payment>(
  'payment.approve',
  (context) => {
    const { record: payment } = context
    const { method } = context.payload
    if (method !== undefined && !findMethod(method)) {
      throw new TriggerRefused(
        `No method "${method}". Take a literal of \`payment\`, such as breb or pse`,
      )
    }
    const order = payment.state === 1 ? findOrder(context, payment) : undefined
    if (hasExpired(order, context.now)) {
      throw new TriggerRefused(
        `The QR of payment "${payment.url}" is past its life and nobody can pay it. ` +
          `Submit the details again: POST /${payment.url}`,
      )
    }
    return toAnswer(settlePayment(context, payment, method))
  },
)

/** The bank or the wallet refuses. */
export const decline = defineReaction<unknown, Payment>('payment.decline', (context) =>
  toAnswer(rejectPayment(context, context.record)),
)

/** Names a reaction that only moves the payment on. */
const move = (name: string, transition: string) =>
  defineReaction<unknown, Payment>(name, (context) =>
    toAnswer(context.collection<Payment>('payment').transition(context.record.url, transition)),
  )

/** The payer has started without our seeing how. */
export const begin = move('payment.process', 'process')

/** Expires before the last day is over. */
export const lapse = move('payment.lapse', 'expire')

/** Refunds happen in Cobru's panel; no endpoint is known. */
export const refund = defineReaction<unknown, Payment>('payment.refund', (context) => {
  const { record: payment } = context
  const { neededMinor, availableMinor } = readRefund(context, payment)
  if (availableMinor >= neededMinor) return toAnswer(refundPayment(context, payment))
  throw new TriggerRefused(
    `The account has ${toDecimal(availableMinor)} COP left and the refund takes ${toDecimal(neededMinor)}. ` +
      'Have another payment paid first',
  )
})

function toAnswer({ url, pk, state }: Payment) {
  return { url, pk, state }
}
