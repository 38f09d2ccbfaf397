/**
 * Credit cards: decided at once, by number and never by its checksum.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/credit-card, read 2026-11-20.
 */
import type { Outcome } from '../../provider.ts'
import { createOrder, toOrderAnswer } from './orders.ts'
import { payPayment } from './payins.ts'
import type { Payment, PaymentContext, PaymentOrder } from './payment.ts'
import { type Submission, startProcess, toSubmitted } from './submission.ts'

export type Decision = 'approved' | 'declined' | 'processing' | 'cause'

/** The first two are documented, the others assumed; any other number is approved. */
const DECISIONS: Record<string, Decision> = {
  '4111111111111111': 'approved',
  '4111111111111112': 'declined',
  '4111111111111113': 'processing',
  '4111111111111114': 'cause',
}

/** Assumed: the documents show `PENDIENTE` only. */
const ORDER_STATES: Record<Decision, PaymentOrder['state']> = {
  approved: 'APROBADA',
  declined: 'RECHAZADA',
  processing: 'PENDIENTE',
  cause: 'PENDIENTE',
}

/** What the bank would say of a number. */
export function decideCard(number: string): Decision {
  return DECISIONS[number.replaceAll(/\D/g, '')] ?? 'approved'
}

export const CAUSE = { cause: 'No fue posible procesar la tarjeta.' }

/** Charges the card; the state of the payment in the answer is final. */
export function payByCard(context: PaymentContext, submission: Submission): Outcome {
  const decision = decideCard(String(submission.details.credit_card ?? ''))
  if (decision === 'cause') {
    const hint = 'A card that is not decided answers a `cause` in place of the array.'
    return { status: 200, body: CAUSE, hint }
  }
  const { order, payment } = chargeCard(context, submission, decision)
  return { status: 200, body: toOrderAnswer(context, payment, order) }
}

/** Makes the order and plays the decision. */
export function chargeCard(
  context: PaymentContext,
  submission: Submission,
  decision: Decision,
): { order: PaymentOrder; payment: Payment } {
  const { id } = createOrder(context, submission.payment, submission)
  const payment = decide(context, submission, { decision, orderId: id })
  const state = ORDER_STATES[decision]
  const order = context.collection<PaymentOrder>('paymentOrder').update(id, { state })
  return { order, payment }
}

/** One change of state, hence one callback, however short the way. */
function decide(
  context: PaymentContext,
  submission: Submission,
  { decision, orderId }: { decision: Decision; orderId: string },
): Payment {
  if (decision === 'processing') return startProcess(context, submission, orderId)
  const { url } = submission.payment
  const changes = { ...toSubmitted(submission), orderId }
  const payments = context.collection<Payment>('payment')
  context.cancelTimers(`magic:${url}`)
  if (decision === 'declined') return payments.transition(url, 'reject', changes)
  return payPayment(context, submission.payment, { ...changes, paidAt: context.now })
}
