/** What a payment does to the books: paid it credits the owner, refunded it takes all back. */
import type { BaseContext } from '../../provider.ts'
import { computeNet } from './fees.ts'
import { type Posting, post, readBalance, reverse } from './ledger.ts'
import { findMethod } from './methods.ts'
import type { Payment } from './payment.ts'
import { findPerson } from './people.ts'

/** Marks a payment as paid and books it. */
export function payPayment(
  context: BaseContext,
  payment: Payment,
  changes: Partial<Payment>,
  source?: readonly Posting[],
): Payment {
  const paid = { ...payment, ...changes }
  const gross = source ?? toSource(context, paid)
  const postings = [...gross, ...toNet(context, paid)]
  const booked = post(context, { kind: 'payin', reference: payment.url }, postings)
  return context.collection<Payment>('payment').transition(payment.url, 'pay', {
    ...changes,
    booked,
  })
}

/** What the payer gives. */
function toSource(context: BaseContext, payment: Payment): Posting[] {
  const payer = findPerson(payment.payer?.phone ?? '')
  const isWallet = findMethod(payment.method)?.kind === 'wallet'
  return isWallet && payer
    ? drawFrom(context, payer.id, payment.amountMinor)
    : [{ book: 'outside', currency: 'COP', amountMinor: -payment.amountMinor }]
}

/** Out of a user's balance; what it lacks is paid in by that user first. */
export function drawFrom(context: BaseContext, holder: string, amountMinor: number): Posting[] {
  const own = Math.min(readBalance(context, `wallet:${holder}`), amountMinor)
  return [
    { book: `wallet:${holder}`, currency: 'COP', amountMinor: -own },
    { book: 'outside', currency: 'COP', amountMinor: own - amountMinor },
  ]
}

/** What the owner gets and what is kept; VAT only where the net says that it is subtracted. */
function toNet({ quirk }: BaseContext, payment: Payment): Posting[] {
  const netMinor = computeNet(payment, quirk)
  const kept = payment.amountMinor - netMinor
  const hasVat = quirk.is('cobru.create.payed-ignores-vat', 'minus-fee-and-vat')
  const vatMinor = hasVat ? Math.min(payment.feeVatMinor, kept) : 0
  return [
    { book: 'wallet:owner', currency: 'COP', amountMinor: netMinor },
    { book: 'fees', currency: 'COP', amountMinor: kept - vatMinor },
    { book: 'vat', currency: 'COP', amountMinor: vatMinor },
  ]
}

/** What the owner must still have for a refund, and has. */
export function readRefund(
  context: BaseContext,
  { booked = [] }: Payment,
): { neededMinor: number; availableMinor: number } {
  const credited = booked.filter(({ book }) => book === 'wallet:owner')
  const neededMinor = credited.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return { neededMinor, availableMinor: readBalance(context, 'wallet:owner') }
}

/** Takes a payment back, fees included; nothing says who keeps those. */
export function refundPayment(context: BaseContext, payment: Payment): Payment {
  const reason = { kind: 'refund', reference: payment.url }
  post(context, reason, reverse(payment.booked ?? []))
  return context.collection<Payment>('payment').transition(payment.url, 'refund')
}
