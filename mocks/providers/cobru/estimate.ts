/**
 * Quotes: what a create of the same amount would cost and bring.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/quote, read 2026-11-30.
 */
import { defineBehaviour } from '../../provider.ts'
import { toAmount, toMinor } from './decimal.ts'
import { computeAmounts, computeNet } from './fees.ts'

interface QuoteRequest {
  amount: number | string
  client_assume_costs?: boolean
}

/** The one printed quote; its net follows from none of its other values. */
const PRINTED = { cobru_amount: 5000, cobru_fee: 295, iva: 56.05, cobru_payed_amount: 4700 }
const PRINTED_MINOR = 500_000

/** Quotes an amount; nothing is stored. */
export const estimatePayment = defineBehaviour<QuoteRequest>(
  'payment.estimate',
  ({ request, quirk }) => {
    const { amount, client_assume_costs: payerBears = false } = request.body
    const askedMinor = toMinor(amount)
    const isPrinted = askedMinor === PRINTED_MINOR && payerBears
    if (isPrinted && quirk.is('cobru.estimate.payed-4700', 'fixture')) {
      quirk.note('cobru.estimate.payed-4700')
      return { status: 200, body: PRINTED }
    }
    const amounts = computeAmounts(askedMinor, payerBears, quirk)
    const body = {
      cobru_amount: toAmount(amounts.amountMinor),
      cobru_fee: toAmount(amounts.feeMinor),
      iva: toAmount(amounts.feeVatMinor),
      cobru_payed_amount: toAmount(computeNet(amounts, quirk)),
    }
    return { status: 200, body }
  },
)
