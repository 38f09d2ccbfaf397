/** What the outside world does to a payment: the payer, the bank, Cobru's back office, time. */
import { defineReaction, type ReactionContext, TriggerRefused } from '../../provider.ts'
import { toDecimal } from './decimal.ts'
import { findMethod } from './methods.ts'
import { readRefund, refundPayment } from './payins.ts'
import type { Payment } from './payment.ts'
import { findOrder, hasExpired, rejectPayment, settlePayment } from './settle.ts'

interface Target {
  url: string
  method?: string
}

const STATES = ['created', 'in process', 'rejected', 'paid', 'refunded', 'expired']

/** The payer pays, with the method submitted or with one named here. */
export const approve = defineReaction<Target>('payment.approve', (context) => {
  const payment = findPayment(context, 'pay')
  const { method } = context.payload
  if (method !== undefined && !findMethod(method)) {
    throw new TriggerRefused(
      `No method "${method}". Take a literal of \`payment\`, such as breb or pse`,
    )
  }
  refuseExpiredCode(context, payment)
  return toAnswer(settlePayment(context, payment, method))
})

function refuseExpiredCode(context: ReactionContext<Target>, payment: Payment): void {
  const order = payment.state === 1 ? findOrder(context, payment) : undefined
  if (!hasExpired(order, context.now)) return
  throw new TriggerRefused(
    `The QR of payment "${payment.url}" is past its life and nobody can pay it. ` +
      `Submit the details again: POST /${payment.url}`,
  )
}

/** The bank or the wallet refuses. */
export const decline = defineReaction<Target>('payment.decline', (context) =>
  toAnswer(rejectPayment(context, findPayment(context, 'reject'))),
)

/** The payer has started without our seeing how. */
export const begin = defineReaction<Target>('payment.process', (context) =>
  move(context, 'process'),
)

/** Refunds happen in Cobru's panel; no endpoint is known. */
export const refund = defineReaction<Target>('payment.refund', (context) => {
  const payment = findPayment(context, 'refund')
  const { neededMinor, availableMinor } = readRefund(context, payment)
  if (availableMinor >= neededMinor) return toAnswer(refundPayment(context, payment))
  throw new TriggerRefused(
    `The account has ${toDecimal(availableMinor)} COP left and the refund takes ${toDecimal(neededMinor)}. ` +
      'Have another payment paid first',
  )
})

/** Expires before the last day is over. */
export const lapse = defineReaction<Target>('payment.lapse', (context) => move(context, 'expire'))

function move(context: ReactionContext<Target>, transition: string) {
  const { url } = findPayment(context, transition)
  return toAnswer(context.collection<Payment>('payment').transition(url, transition))
}

function findPayment(context: ReactionContext<Target>, transition: string): Payment {
  const payments = context.collection<Payment>('payment')
  const payment = payments.get(context.payload.url)
  if (!payment) {
    throw new TriggerRefused(
      `No payment has the slug "${context.payload.url}". ` +
        'Take `url` of the answer to POST /cobru/, not `pk`',
    )
  }
  if (payments.allows(payment, transition)) return payment
  const state = `state ${payment.state} (${STATES[payment.state]})`
  throw new TriggerRefused(
    `Payment "${payment.url}" is in ${state}, which does not allow "${transition}". ` +
      findCure(payment, transition),
  )
}

function findCure({ state }: Payment, transition: string): string {
  if (transition === 'refund' && state < 3) return 'Have it paid first: cobru.payment.approve'
  if (state < 3) return 'Go on with cobru.payment.approve or cobru.payment.decline'
  return 'Create another one with POST /cobru/'
}

function toAnswer({ url, pk, state }: Payment) {
  return { url, pk, state }
}
