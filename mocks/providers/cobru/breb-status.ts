/**
 * State of a Bre-B order, as Cobru's own page polls it.
 * Source: https://github.com/neeroai/docs-cobru, docs/cobru-qr-bre-b-deep-research.md, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import type { Payment, PaymentOrder } from './payment.ts'
import { hasExpired } from './settle.ts'

type BrebState = 'PENDING' | 'COMPLETED' | 'REJECTED' | 'CANCELLED' | 'EXPIRED'

/** Answers in English words, while the order itself speaks Spanish. */
export const getBrebStatus = defineBehaviour<unknown, PaymentOrder>(
  'payment.breb-status',
  ({ record, collection, now }) => {
    // x-record refuses an unknown order before.
    const order = record!
    const payment = collection<Payment>('payment').get(order.url)
    return { status: 200, body: { state: toState(order, payment, now) } }
  },
)

/** An order that a later submission replaced counts as cancelled; `PENDING` is assumed. */
function toState(order: PaymentOrder, payment: Payment | undefined, now: number): BrebState {
  if (payment?.orderId !== order.id) return 'CANCELLED'
  if (payment.state === 3 || payment.state === 4) return 'COMPLETED'
  if (payment.state === 2) return 'REJECTED'
  return payment.state === 5 || hasExpired(order, now) ? 'EXPIRED' : 'PENDING'
}
