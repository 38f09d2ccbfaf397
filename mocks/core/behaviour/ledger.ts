/**
 * A double-entry ledger for a provider's module: every entry moves money between books and sums to
 * nothing in each currency, so that money is neither made nor lost.
 *
 * A book is named by its provider: `wallet:owner`, `fees`, `outside`, an account's id. Amounts are
 * whole numbers of the currency's smallest unit, which the provider chooses.
 */
import { StoreError } from '../../base/errors.ts'
import type { StoredRecord } from '../store/store.ts'
import type { BaseContext } from './provider-api.ts'

/** One side of an entry. */
export interface Posting<Currency extends string = string> {
  readonly book: string
  readonly currency: Currency
  /** Into the book above 0, out of it below. */
  readonly amountMinor: number
}

/** Why money moves. */
export interface LedgerReason {
  /** What happened: `payin`, `refund`, … */
  kind: string
  /** Id of the record it belongs to. */
  reference: string
  /** What a statement says of it beside that. */
  details?: Readonly<Record<string, unknown>>
}

/** A posting that was made. The lines of one entry share `entry`. */
export interface LedgerLine<Currency extends string = string>
  extends StoredRecord,
    Posting<Currency>,
    LedgerReason {
  readonly entry: string
  readonly at: number
  /** What the book held afterwards. */
  readonly balanceMinor: number
}

/** What one book holds of one currency. */
export interface BookBalance<Currency extends string = string> extends StoredRecord {
  readonly book: string
  readonly currency: Currency
  readonly balanceMinor: number
}

export interface LedgerOptions<Currency extends string> {
  /** What the books hold before the first entry; it is the same whenever it is asked. */
  opening?: (context: BaseContext) => readonly Posting<Currency>[]
  /** Whether a book may never hold less than nothing. Unless given, every book may. */
  isCovered?: (book: string) => boolean
}

export interface Ledger<Currency extends string = string> {
  /**
   * Writes one entry and returns its lines; postings of 0 are left out. Throws when it does not sum
   * to nothing, when a covered book would fall below 0, and when a balance can no longer be counted.
   */
  post(
    context: BaseContext,
    reason: LedgerReason,
    postings: readonly Posting<Currency>[],
  ): LedgerLine<Currency>[]
  /** What a book holds of a currency; 0 when it never held any. */
  balance(context: BaseContext, book: string, currency: Currency): number
  /** What a book holds, by currency. Currencies of which it holds nothing may be left out. */
  balances(context: BaseContext, book: string): Map<Currency, number>
  /** Every change of a book, oldest first. A long run keeps the newest. */
  statement(context: BaseContext, book: string): LedgerLine<Currency>[]
  /** What a book held before its first entry. */
  opening(context: BaseContext, book: string, currency: Currency): number
}

/** Collections in which ledgers keep what they know, with the fields that are looked up. */
export const LEDGER_INDEXES: Readonly<Record<string, string[]>> = {
  ledgerLine: ['book'],
  ledgerBalance: ['book'],
}

/**
 * Declares the ledger of a provider.
 * @example const ledger = defineLedger<'COP'>({ isCovered: (book) => book.startsWith('wallet:') })
 */
export function defineLedger<Currency extends string = string>(
  options: LedgerOptions<Currency> = {},
): Ledger<Currency> {
  const { isCovered = () => false } = options
  const openingOf = (context: BaseContext) => options.opening?.(context) ?? []

  const ledger: Ledger<Currency> = {
    post: (context, reason, postings) => {
      const moved = postings.filter(({ amountMinor }) => amountMinor !== 0)
      expectBalanced(reason, moved)
      const entry = `ent_${context.ids.sequence('ledger.entry')}`
      const lines: LedgerLine<Currency>[] = []
      for (const posting of moved) lines.push(write(context, { entry, ...reason }, posting))
      return lines
    },
    balance: (context, book, currency) =>
      balancesIn<Currency>(context).get(toId(book, currency))?.balanceMinor ??
      ledger.opening(context, book, currency),
    balances: (context, book) => {
      const held = new Map<Currency, number>()
      for (const { currency } of openingOf(context).filter((posting) => posting.book === book))
        held.set(currency, ledger.opening(context, book, currency))
      for (const { currency, balanceMinor } of balancesIn<Currency>(context).list({
        where: { book },
      }))
        held.set(currency, balanceMinor)
      return held
    },
    statement: (context, book) => linesIn<Currency>(context).list({ where: { book } }),
    opening: (context, book, currency) =>
      openingOf(context)
        .filter((posting) => posting.book === book && posting.currency === currency)
        .reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }

  function write(
    context: BaseContext,
    reason: LedgerReason & { entry: string },
    posting: Posting<Currency>,
  ): LedgerLine<Currency> {
    const { book, currency, amountMinor } = posting
    const balanceMinor = ledger.balance(context, book, currency) + amountMinor
    expectPossible(posting, balanceMinor, isCovered(book))
    const openingMinor = ledger.opening(context, book, currency)
    keepBalance(context, { book, currency, balanceMinor }, openingMinor)
    const id = `lin_${context.ids.sequence('ledger.line')}`
    const line = { id, at: context.now, ...reason, ...posting, balanceMinor }
    return linesIn<Currency>(context).insert(line)
  }

  return ledger
}

/** From one book into another. */
export function transfer<Currency extends string>(
  from: string,
  to: string,
  amount: { amountMinor: number; currency: Currency },
): Posting<Currency>[] {
  const { amountMinor, currency } = amount
  return [
    { book: from, currency, amountMinor: -amountMinor },
    { book: to, currency, amountMinor },
  ]
}

/** The same money, the way back. */
export function reverse<Currency extends string>(
  postings: readonly Posting<Currency>[],
): Posting<Currency>[] {
  return postings.map(({ book, currency, amountMinor }) => ({
    book,
    currency,
    amountMinor: -amountMinor,
  }))
}

function balancesIn<Currency extends string>(context: BaseContext) {
  return context.collection<BookBalance<Currency>>('ledgerBalance')
}

function linesIn<Currency extends string>(context: BaseContext) {
  return context.collection<LedgerLine<Currency>>('ledgerLine')
}

function toId(book: string, currency: string): string {
  return `${book}/${currency}`
}

/** A book that is as at the beginning needs no record: books of one payment come and go. */
function keepBalance(
  context: BaseContext,
  balance: Omit<BookBalance, 'id'>,
  openingMinor: number,
): void {
  const id = toId(balance.book, balance.currency)
  const balances = balancesIn(context)
  if (balance.balanceMinor === openingMinor) balances.delete(id)
  else if (balances.get(id)) balances.update(id, { balanceMinor: balance.balanceMinor })
  else balances.insert({ id, ...balance })
}

function expectBalanced({ kind, reference }: LedgerReason, postings: readonly Posting[]): void {
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of postings) {
    if (!Number.isSafeInteger(amountMinor))
      throw new StoreError(
        `ledger entry ${kind} ${reference}: ${amountMinor} is not a whole number`,
      )
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  }
  for (const [currency, sum] of sums) {
    if (sum === 0) continue
    throw new StoreError(
      `ledger entry ${kind} ${reference} does not balance: its ${currency} sum to ${sum}`,
    )
  }
}

function expectPossible({ book, currency }: Posting, balanceMinor: number, isCovered: boolean) {
  if (!Number.isSafeInteger(balanceMinor) || (isCovered && balanceMinor < 0))
    throw new StoreError(`book "${book}" cannot hold ${balanceMinor} ${currency}`)
}
