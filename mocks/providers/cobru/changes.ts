/**
 * Changes to a payment that is not paid yet: edit and early expiry.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/edit, read 2026-11-20; expiry stands in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md.
 */
import {
  defineBehaviour,
  divide,
  formatMinorUnits,
  type Outcome,
  type QuirkReader,
} from '../../provider.ts'
import { endOfDay } from './bogota.ts'
import { readChoice } from './choice.ts'
import { toAmount, toMinor } from './decimal.ts'
import { computeAmounts, computeExactFee } from './fees.ts'
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
  const changes = toChanges(context, payment)
  const edited = context.collection<Payment>('payment').update(payment.url, changes)
  return { status: 200, body: toEdited(context, edited) }
})

/** Assumed: what is paid, refunded or expired stays as it is. */
function refuseClosed(context: PaymentContext, payment: Payment): Outcome | undefined {
  if (payment.state === 5) {
    const hint = 'The payment has expired. Create another one.'
    return context.refuse('refused', {}, { hint })
  }
  return payment.state > 2 ? refuseBy(context, 'cobru.pay.is-payed-400') : undefined
}

function refuseFlags(context: PaymentContext<Edit>): Outcome | undefined {
  const flags = context.request.body.payment_methods
  if (flags === undefined || parseFlags(flags)) return undefined
  const hint = '`payment_methods` is text that holds no JSON object.'
  return context.refuse('refused', {}, { hint })
}

function toChanges(context: PaymentContext<Edit>, payment: Payment): Partial<Payment> {
  const edit = context.request.body
  const days = edit.expiration_days ?? payment.expirationDays
  return {
    ...(edit.amount === undefined ? {} : toAmounts(context, payment, toMinor(edit.amount))),
    description: edit.description ?? payment.description,
    expirationDays: days,
    expiresAt: endOfDay(payment.createdAt, days),
    flags: edit.payment_methods ?? payment.flags,
    vatPercent: edit.fee_iva === undefined ? payment.vatPercent : Number(edit.fee_iva),
  }
}

function toAmounts({ quirk }: PaymentContext, payment: Payment, askedMinor: number) {
  if (readChoice(quirk, 'cobru.edit.stale-fees', 'recompute') === 'stale') {
    return { amountMinor: askedMinor, feeBaseMinor: findFeeBase(payment) }
  }
  const amounts = computeAmounts(askedMinor, payment.clientAssumesCosts, quirk)
  return { ...amounts, feeBaseMinor: amounts.amountMinor }
}

function findFeeBase({ feeBaseMinor, amountMinor }: Payment): number {
  return feeBaseMinor ?? amountMinor
}

function toEdited({ quirk }: PaymentContext, edited: Payment) {
  return {
    description: edited.description,
    url: edited.url,
    amount: toAmount(edited.amountMinor),
    ...(edited.netMinor === null ? toUnrounded(edited, quirk) : toRounded(edited, edited.netMinor)),
    date_created: edited.createdAt,
  }
}

function toRounded({ feeMinor, feeVatMinor }: Payment, netMinor: number) {
  return {
    payed_amount: toAmount(netMinor),
    iva_amount: toAmount(feeVatMinor),
    fee_amount: toAmount(feeMinor),
  }
}

/** Fee, VAT and net in millionths of a peso. */
function toUnrounded(edited: Payment, quirk: QuirkReader) {
  const digits = quirk.value<number>('cobru.edit.unrounded')
  const toNumber = (micro: bigint) => Number(formatMinorUnits(micro, digits))
  const baseMinor = findFeeBase(edited)
  const fee = computeExactFee(baseMinor)
  const vat = divide(fee * 19n, 100n)
  const net = BigInt(baseMinor) * 10_000n - fee - vat
  return {
    payed_amount: toNumber(net > 0n ? net : 0n),
    iva_amount: toNumber(vat),
    fee_amount: toNumber(fee),
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
