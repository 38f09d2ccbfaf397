/**
 * Fees and VAT of the sandbox; they say nothing about production.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/create and /quote, read 2026-11-20.
 */
import { defineBehaviour, type QuirkReader } from '../../provider.ts'
import { readChoice } from './choice.ts'
import type { Payment } from './payment.ts'

/** VAT on the fee, documented by every consistent sample. */
export const FEE_VAT_RATE = 0.19

/** Fitted to two captured payments of one account: 2,000 on 10,000 and 2,395 on 50,000. */
const FEE_MINIMUM = 2_000
const FEE_FIXED = 900
const FEE_RATE = 0.0299

/** The one printed quote; it follows no rule that fits the other samples. */
const PRINTED = { cobru_amount: 5000, cobru_fee: 295, iva: 56.05, cobru_payed_amount: 4700 }

/** Fee in pesos before rounding. */
export function exactFee(amount: number): number {
  return Math.max(FEE_MINIMUM, FEE_RATE * amount + FEE_FIXED)
}

/** Fee, a whole number of pesos, and the VAT on it, both in centavos. */
export function computeFees(amountMinor: number): { feeMinor: number; feeVatMinor: number } {
  const feeMinor = Math.round(exactFee(amountMinor / 100)) * 100
  return { feeMinor, feeVatMinor: Math.round(feeMinor * FEE_VAT_RATE) }
}

/** What the merchant receives, in centavos; never below nothing. */
export function computeNet(payment: Payment, quirk: QuirkReader): number {
  const rule = readChoice(quirk, 'cobru.create.payed-ignores-vat', 'minus-fee-only')
  const vat = rule === 'minus-fee-only' ? 0 : payment.feeVatMinor
  return Math.max(0, payment.amountMinor - payment.feeMinor - vat)
}

/** VAT of the sale in centavos, assumed to be contained in the amount. */
export function computeSaleVat(payment: Payment): number {
  return Math.round((payment.amountMinor * payment.vatPercent) / (100 + payment.vatPercent))
}

/** Reads an amount in pesos, a number or text, as centavos. */
export function toMinor(amount: number | string): number {
  return Math.round(Number(amount) * 100)
}

interface QuoteRequest {
  amount: number | string
  client_assume_costs?: boolean
}

/** Quotes an amount; nothing is stored. */
export const estimatePayment = defineBehaviour<QuoteRequest>(
  'payment.estimate',
  ({ request, quirk }) => {
    const { amount, client_assume_costs: payerBears } = request.body
    const rule = quirk.value<string>('cobru.estimate.payed-4700')
    const isPrinted = Number(amount) === PRINTED.cobru_amount && payerBears === true
    if (rule === 'fixture' && isPrinted) {
      quirk.note('cobru.estimate.payed-4700')
      return { status: 200, body: PRINTED }
    }
    return { status: 200, body: toQuote(toMinor(amount), rule === 'ceil-100') }
  },
)

function toQuote(amountMinor: number, roundsUp: boolean) {
  const { feeMinor, feeVatMinor } = computeFees(amountMinor)
  const net = Math.max(0, amountMinor - feeMinor - feeVatMinor) / 100
  return {
    cobru_amount: amountMinor / 100,
    cobru_fee: feeMinor / 100,
    iva: feeVatMinor / 100,
    cobru_payed_amount: roundsUp ? Math.ceil(net / 100) * 100 : net,
  }
}
