/** How a payment ends, whoever brings it about: the page, a trigger, a card, a timer. */
import type { BaseContext } from '../../provider.ts'
import { listOpen } from './methods.ts'
import { payPayment } from './payins.ts'
import type { Payment, PaymentOrder } from './payment.ts'

/** Marks a payment as paid. Without any submission the first enabled method counts as used. */
export function settlePayment(context: BaseContext, payment: Payment, method?: string): Payment {
  context.cancelTimers(`magic:${payment.url}`)
  const used = method ?? payment.method ?? listOpen(payment, context.quirk)[0]?.id ?? null
  return payPayment(context, payment, { paidAt: context.now, method: used })
}

/** Marks a payment as rejected; it may be tried again. */
export function rejectPayment(context: BaseContext, payment: Payment): Payment {
  context.cancelTimers(`magic:${payment.url}`)
  return context.collection<Payment>('payment').transition(payment.url, 'reject')
}

/** The order of the last submission. */
export function findOrder(context: BaseContext, payment: Payment): PaymentOrder | undefined {
  if (payment.orderId === null) return undefined
  return context.collection<PaymentOrder>('paymentOrder').get(payment.orderId)
}

/** Whether the QR of an order is past its life. */
export function hasExpired(order: PaymentOrder | undefined, now: number): boolean {
  return order !== undefined && order.expiresAt !== null && order.expiresAt <= now
}
