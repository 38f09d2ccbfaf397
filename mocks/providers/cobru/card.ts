/**
 * Credit cards: decided at once, by number and never by its checksum.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/credit-card, read 2026-11-20.
 */
import type { Outcome } from '../../provider.ts'
import { createOrder, toOrderAnswer } from './orders.ts'
import type { Payment, PaymentContext, PaymentOrder } from './payment.ts'
import { type Submission, startProcess, toSubmitted } from './submission.ts'

type Decision = 'approved' | 'declined' | 'processing' | 'cause'

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

/** Charges the card; the state of the payment in the answer is final. */
export async function payByCard(context: PaymentContext, submission: Submission): Promise<Outcome> {
  const number = String(submission.details.credit_card ?? '').replaceAll(/\D/g, '')
  const decision = DECISIONS[number] ?? 'approved'
  if (decision === 'cause') {
    const hint = 'A card that is not decided answers a `cause` in place of the array.'
    return { status: 200, body: { cause: 'No fue posible procesar la tarjeta.' }, hint }
  }
  const order = await createOrder(context, submission.payment, submission)
  const payment = await decide(context, submission, { decision, orderId: order.id })
  const state = ORDER_STATES[decision]
  const decided = await context.collection<PaymentOrder>('paymentOrder').update(order.id, { state })
  return { status: 200, body: toOrderAnswer(context, payment, decided) }
}

/** One change of state, hence one callback, however short the way. */
async function decide(
  context: PaymentContext,
  submission: Submission,
  { decision, orderId }: { decision: Decision; orderId: string },
): Promise<Payment> {
  if (decision === 'processing') return startProcess(context, submission, orderId)
  const { url } = submission.payment
  const changes = { ...toSubmitted(submission), orderId }
  const payments = context.collection<Payment>('payment')
  await context.cancelTimers(`magic:${url}`)
  if (decision === 'declined') return payments.transition(url, 'reject', changes)
  return payments.transition(url, 'pay', { ...changes, paidAt: context.now })
}
