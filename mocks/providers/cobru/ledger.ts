/**
 * The books of an account: double entry, so that money is neither made nor lost. A book holds money
 * of one kind in one currency; an entry moves it between books and sums to nothing.
 *
 * Books: `wallet:<holder>` what can be spent · `transit:<holder>` on its way out · `card:<id>` on a
 * debit card · `celo:<holder>` · `fees`, `vat`, `gmf` what Cobru and the tax office keep · `services`
 * spent on digital goods · `exchange` Cobru's side of a change of currency · `outside` everybody else
 * · `opening` what the sandbox starts with.
 */
import type { BaseContext, StoredRecord } from '../../provider.ts'
import { toMinor } from './decimal.ts'

/** CUSD is the Celo dollar, the others are ISO 4217. */
export type Currency = 'COP' | 'USD' | 'ARS' | 'MXN' | 'BRL' | 'CUSD'

export interface Posting {
  book: string
  currency: Currency
  /** Into the book above nothing, out of it below: hundredths, for CUSD 10^-8. */
  amountMinor: number
}

/** Kept apart from the entries, which a store may drop when there are very many. */
export interface Book extends StoredRecord {
  /** `<book>/<currency>` */
  id: string
  balanceMinor: number
}

export interface Entry extends StoredRecord {
  at: number
  /** What happened: `payin`, `cash`, `send`, … */
  kind: string
  /** Slug, pk or id of the record it belongs to. */
  reference: string
  postings: Posting[]
}

type Reason = Pick<Entry, 'kind' | 'reference'>

/** Writes an entry and returns what was posted. Throws when it does not sum to nothing. */
export function post(
  context: BaseContext,
  reason: Reason,
  postings: readonly Posting[],
): Posting[] {
  openBooks(context)
  return write(context, reason, postings)
}

/** What a book holds, in the currency's smallest unit. */
export function readBalance(
  context: BaseContext,
  book: string,
  currency: Currency = 'COP',
): number {
  openBooks(context)
  return context.collection<Book>('book').get(`${book}/${currency}`)?.balanceMinor ?? 0
}

/** The same money, the way back. */
export function reverse(postings: readonly Posting[]): Posting[] {
  return postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor }))
}

/** From one book into another. */
export function transfer(
  from: string,
  to: string,
  amountMinor: number,
  currency: Currency = 'COP',
): Posting[] {
  return [
    { book: from, currency, amountMinor: -amountMinor },
    { book: to, currency, amountMinor },
  ]
}

/** Nothing tells the module that an account begins, so the first look at its money books the opening balance. */
function openBooks(context: BaseContext): void {
  if (context.collection<Book>('book').count() > 0) return
  // What x-account says there: currency → amount.
  const opening = context.account.fields.opening as Record<Currency, string>
  const postings = Object.entries(opening).flatMap(([currency, amount]) =>
    transfer('opening', 'wallet:owner', toMinor(amount), currency as Currency),
  )
  // Books of nothing, too, so that it is not booked again.
  for (const { book, currency } of postings) {
    context.collection<Book>('book').insert({ id: `${book}/${currency}`, balanceMinor: 0 })
  }
  write(context, { kind: 'opening', reference: '' }, postings)
}

function write(context: BaseContext, reason: Reason, postings: readonly Posting[]): Posting[] {
  const moved = postings.filter(({ amountMinor }) => amountMinor !== 0)
  refuseUnbalanced(reason, moved)
  for (const posting of moved) move(context, posting)
  const id = `ent_${context.ids.sequence('ledger.entry')}`
  context.collection<Entry>('ledgerEntry').insert({
    id,
    at: context.now,
    ...reason,
    postings: moved,
  })
  return moved
}

function refuseUnbalanced({ kind, reference }: Reason, postings: readonly Posting[]): void {
  const sums = new Map<Currency, number>()
  for (const { currency, amountMinor } of postings) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  }
  for (const [currency, sum] of sums) {
    if (sum === 0) continue
    throw new Error(`ledger entry ${kind} ${reference} makes ${sum} of ${currency} out of nothing`)
  }
}

function move(context: BaseContext, posting: Posting): void {
  const books = context.collection<Book>('book')
  const id = `${posting.book}/${posting.currency}`
  const known = books.get(id)
  const balanceMinor = (known?.balanceMinor ?? 0) + posting.amountMinor
  if (known) books.update(id, { balanceMinor })
  else books.insert({ id, balanceMinor })
}
