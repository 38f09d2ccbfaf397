/**
 * The books of an account, in hundredths of a currency, of CUSD in 10^-8.
 *
 * Books: `wallet:<holder>` what can be spent · `transit:<holder>` on its way out · `card:<id>` on a
 * debit card · `celo:<holder>` · `fees`, `vat`, `gmf` what Cobru and the tax office keep · `services`
 * spent on digital goods · `exchange` Cobru's side of a change of currency · `outside` everybody else
 * · `opening` what the sandbox starts with.
 */

import type { Posting as AnyPosting } from '../../provider.ts'
import { type BaseContext, defineLedger, type LedgerReason, transfer } from '../../provider.ts'
import { toMinor } from './decimal.ts'

export { reverse } from '../../provider.ts'

/** CUSD is the Celo dollar, the others are ISO 4217. */
export type Currency = 'COP' | 'USD' | 'ARS' | 'MXN' | 'BRL' | 'CUSD'

export type Posting = AnyPosting<Currency>

const ledger = defineLedger<Currency>({
  opening: toOpening,
  isCovered: (book) => /^(wallet|transit|card|celo):/.test(book),
})

/** Writes an entry and returns what was posted. Throws when it does not sum to nothing. */
export function post(
  context: BaseContext,
  reason: LedgerReason,
  postings: readonly Posting[],
): Posting[] {
  const lines = ledger.post(context, reason, postings)
  return lines.map(({ book, currency, amountMinor }) => ({ book, currency, amountMinor }))
}

/** What a book holds, in the currency's smallest unit. */
export function readBalance(
  context: BaseContext,
  book: string,
  currency: Currency = 'COP',
): number {
  return ledger.balance(context, book, currency)
}

/** From one book into another. */
export function move(
  from: string,
  to: string,
  amountMinor: number,
  currency: Currency = 'COP',
): Posting[] {
  return transfer(from, to, { amountMinor, currency })
}

/** What `x-account` says there: currency → amount. */
function toOpening({ account }: BaseContext): Posting[] {
  const opening = account.fields.opening as Record<Currency, string>
  return Object.entries(opening).flatMap(([currency, amount]) =>
    move('opening', 'wallet:owner', toMinor(amount), currency as Currency),
  )
}
