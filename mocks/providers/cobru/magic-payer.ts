/**
 * The sandbox payer 7777777, who pays a minute later without anybody's doing.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md, read 2026-11-20.
 */
import { type BaseContext, defineReaction } from '../../provider.ts'
import type { Payment } from './payment.ts'
import { settlePayment } from './settle.ts'

const DOCUMENT = '7777777'
const DELAY_MS = 60_000

/** Sets the timer when the document is magic, counts at this place and the payment is not decided yet. */
export function startMagicPayer(
  context: BaseContext,
  url: string,
  place: 'create' | 'details',
  document: string | number | undefined,
): void {
  if (document === undefined || String(document) !== DOCUMENT) return
  if (!context.quirk.value<string[]>('cobru.pay.magic-7777777').includes(place)) return
  const payment = context.collection<Payment>('payment').get(url)
  // A card is decided in its answer.
  if (!payment || payment.state > 1) return
  context.quirk.note('cobru.pay.magic-7777777')
  context.cancelTimers(`magic:${url}`)
  context.after(DELAY_MS, 'payment.magic', { url }, `magic:${url}`)
}

/** Pays, unless somebody was quicker. */
export const payByMagic = defineReaction<{ url: string }>('payment.magic', (context) => {
  const payments = context.collection<Payment>('payment')
  const payment = payments.get(context.payload.url)
  if (payment && payments.allows(payment, 'pay')) settlePayment(context, payment)
})
