/**
 * State of an order that was to be paid in a crypto currency.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { toDecimal } from './decimal.ts'
import type { Payment, PaymentOrder } from './payment.ts'

/** Says `unpaid` until the payment is paid; only `approved` counts. */
export const getCryptoStatus = defineBehaviour<unknown, PaymentOrder>(
  'crypto.status',
  ({ record, collection }) => {
    // x-record refuses an unknown order before.
    const payment = collection<Payment>('payment').get(record!.url)
    const isPaid = payment?.state === 3 || payment?.state === 4
    const amount = toDecimal(payment?.amountMinor ?? 0)
    return { status: 200, body: { state: isPaid ? 'approved' : 'unpaid', amount, exceed: 0 } }
  },
)
