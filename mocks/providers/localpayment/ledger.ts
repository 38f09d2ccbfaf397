/**
 * The merchant account: one balance, and every movement that changed it.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import { type BaseContext, defineLedger, type LedgerLine, transfer } from '../../provider.ts'
import type { Currency } from './currencies.ts'
import { toMinor } from './money.ts'
import type { Transaction } from './records.ts'

/** The book of what the merchant can spend; the others are everybody else's. */
const MERCHANT = 'merchant'
const OUTSIDE = 'outside'

const ledger = defineLedger<Currency>({
  opening: (context) =>
    transfer(OUTSIDE, MERCHANT, { amountMinor: openingBalance(context), currency: 'COP' }),
  isCovered: (book) => book === MERCHANT,
})

/** Kind of a movement → the book at its other end. */
const OTHER_BOOK = {
  PayIn: OUTSIDE,
  PayOut: OUTSIDE,
  Fee: 'fees',
  Tax: 'taxes',
  Refund: OUTSIDE,
  Reversal: OUTSIDE,
  Debit: OUTSIDE,
  Credit: OUTSIDE,
} as const

/** Assumed: the sandbox starts with funds, so that a payout can be the first thing one tries. */
function openingBalance({ account }: BaseContext): number {
  return toMinor(account.fields.openingBalance) ?? 0
}

/** What can be paid out now, in hundredths. */
export function readBalance(context: BaseContext, currency: Currency = 'COP'): number {
  return ledger.balance(context, MERCHANT, currency)
}

/** Books a change of currency between two accounts of the merchant. */
export function exchange(
  context: BaseContext,
  { id, internalId }: Pick<Transaction, 'id' | 'internalId'>,
  sides: { from: Currency; debitedMinor: number; to: Currency; creditedMinor: number },
): void {
  const { from, debitedMinor, to, creditedMinor } = sides
  const reason = { kind: 'CurrencyExchange', reference: id, details: { internalId } }
  ledger.post(context, reason, [
    ...transfer(MERCHANT, 'exchange', { amountMinor: debitedMinor, currency: from }),
    ...transfer('exchange', MERCHANT, { amountMinor: creditedMinor, currency: to }),
  ])
}

/** Books a movement: into the merchant account above nothing, out of it below. */
export function book(
  context: BaseContext,
  { id, internalId }: Pick<Transaction, 'id' | 'internalId'>,
  { type, amountMinor }: { type: keyof typeof OTHER_BOOK; amountMinor: number },
): void {
  const reason = { kind: type, reference: id, details: { internalId } }
  const postings = transfer(OTHER_BOOK[type], MERCHANT, { amountMinor, currency: 'COP' })
  ledger.post(context, reason, postings)
}

/** Every movement of the account in that currency, oldest first. */
export function listMovements(context: BaseContext, currency: Currency): LedgerLine[] {
  const lines = ledger.statement(context, MERCHANT)
  return lines.filter((line) => line.currency === currency)
}

/** What the account in that currency began with. */
export function readOpening(context: BaseContext, currency: Currency): number {
  return ledger.opening(context, MERCHANT, currency)
}
