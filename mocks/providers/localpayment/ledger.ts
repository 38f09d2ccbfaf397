/**
 * The merchant account: one balance, and every movement that changed it.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import { type BaseContext, defineLedger, type LedgerLine, transfer } from '../../provider.ts'
import { toMinor } from './money.ts'
import type { Transaction } from './records.ts'

/** The book of what the merchant can spend; the others are everybody else's. */
const MERCHANT = 'merchant'
const OUTSIDE = 'outside'

const ledger = defineLedger<'COP'>({
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
  Adjustment: OUTSIDE,
} as const

/** Assumed: the sandbox starts with funds, so that a payout can be the first thing one tries. */
export function openingBalance({ account }: BaseContext): number {
  return toMinor(account.fields.openingBalance) ?? 0
}

/** What can be paid out now, in centavos. */
export function readBalance(context: BaseContext): Promise<number> {
  return ledger.balance(context, MERCHANT, 'COP')
}

/** Books a movement: into the merchant account above nothing, out of it below. */
export async function book(
  context: BaseContext,
  { id, internalId }: Pick<Transaction, 'id' | 'internalId'>,
  { type, amountMinor }: { type: keyof typeof OTHER_BOOK; amountMinor: number },
): Promise<void> {
  const reason = { kind: type, reference: id, details: { internalId } }
  const postings = transfer(OTHER_BOOK[type], MERCHANT, { amountMinor, currency: 'COP' })
  await ledger.post(context, reason, postings)
}

/** Every movement of the merchant account, oldest first. */
export function listMovements(context: BaseContext): Promise<LedgerLine[]> {
  return ledger.statement(context, MERCHANT)
}
