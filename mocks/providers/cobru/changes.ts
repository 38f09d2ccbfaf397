/**
 * Changes to a payment that is not paid yet: edit and early expiry.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/edit, read 2026-11-20; expiry stands in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md.
 */
import { defineBehaviour, type Outcome } from '../../provider.ts'
import { endOfDay } from './bogota.ts'
import { readChoice } from './choice.ts'
import { computeFees, exactFee, FEE_VAT_RATE, toMinor } from './fees.ts'
import { parseFlags } from './methods.ts'
import type { Payment, PaymentContext } from './payment.ts'
import { refuseBy } from './refuse.ts'

interface Edit {
  url: string
  description?: string
  amount?: number | string
  expiration_days?: number
  payment_methods?: string
  fee_iva?: number | string
}

/** Changes what was sent and answers the fees unrounded, as the sample does. */
export const editPayment = defineBehaviour<Edit, Payment>('payment.edit', (context) => {
  // x-record refuses an unknown slug before.
  const payment = context.record!
  const refusal = refuseClosed(context, payment) ?? refuseFlags(context)
  if (refusal) return refusal
  const isStale = readChoice(context.quirk, 'cobru.edit.stale-fees', 'recompute') === 'stale'
  const changes = toChanges(context.request.body, payment, isStale)
  const edited = context.collection<Payment>('payment').update(payment.url, changes)
  return { status: 200, body: toEdited(context, edited) }
})

/** Assumed: what is paid, refunded or expired stays as it is. */
function refuseClosed(context: PaymentContext, payment: Payment): Outcome | undefined {
  if (payment.state === 5) {
    return { ...context.refuse('refused'), hint: 'The payment has expired. Create another one.' }
  }
  return payment.state > 2 ? refuseBy(context, 'cobru.pay.is-payed-400') : undefined
}

function refuseFlags(context: PaymentContext<Edit>): Outcome | undefined {
  const flags = context.request.body.payment_methods
  if (flags === undefined || parseFlags(flags)) return undefined
  return {
    ...context.refuse('refused'),
    hint: '`payment_methods` is text that holds no JSON object.',
  }
}

function toChanges(edit: Edit, payment: Payment, isStale: boolean): Partial<Payment> {
  const amountMinor = edit.amount === undefined ? payment.amountMinor : toMinor(edit.amount)
  const days = edit.expiration_days ?? payment.expirationDays
  return {
    amountMinor,
    ...(isStale ? {} : computeFees(amountMinor)),
    feeBaseMinor: isStale ? findFeeBase(payment) : amountMinor,
    description: edit.description ?? payment.description,
    expirationDays: days,
    expiresAt: endOfDay(payment.createdAt, days),
    flags: edit.payment_methods ?? payment.flags,
    vatPercent: edit.fee_iva === undefined ? payment.vatPercent : Number(edit.fee_iva),
  }
}

function findFeeBase({ feeBaseMinor, amountMinor }: Payment): number {
  return feeBaseMinor ?? amountMinor
}

function toEdited(context: PaymentContext, edited: Payment) {
  const decimals = context.quirk.value<number>('cobru.edit.unrounded')
  const round = (value: number) => Number(value.toFixed(decimals))
  const base = findFeeBase(edited) / 100
  const fee = exactFee(base)
  const vat = fee * FEE_VAT_RATE
  return {
    description: edited.description,
    url: edited.url,
    amount: edited.amountMinor / 100,
    payed_amount: round(Math.max(0, base - fee - vat)),
    iva_amount: round(vat),
    fee_amount: round(fee),
    date_created: edited.createdAt,
  }
}

/** Expires a payment that is neither paid nor expired. */
export const expirePayment = defineBehaviour<{ url: string }, Payment>(
  'payment.expire',
  (context) => {
    const payment = context.record!
    const refusal = refuseClosed(context, payment)
    if (refusal) return refusal
    context.collection<Payment>('payment').transition(payment.url, 'expire')
    return { status: 200, body: { result: 'OK' } }
  },
)
