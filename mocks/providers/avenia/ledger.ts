/**
 * The books of an account. An owner's is named by its id, what an open ticket has taken by `hold:<ticket>`;
 * `outside`, `fees` and `exchange` are everybody else's, and may owe. Amounts are millionths of a currency.
 */
import { type BaseContext, defineLedger, type LedgerLine, type Posting } from '../../provider.ts'

const OTHERS = ['outside', 'fees', 'exchange']

export const ledger = defineLedger({ isCovered: (book) => !OTHERS.includes(book) })

/** What happened → how a statement tells it. */
const DESCRIPTIONS = {
  deposit: () => 'Deposit',
  ticket: (id: string) => `Ticket ${id}`,
  rebate: (id: string) => `Rebate of ticket ${id}`,
  refund: (id: string) => `Refund of ticket ${id}`,
}

export type MovementKind = keyof typeof DESCRIPTIONS

/** Books what happened to a ticket, or to an owner's wallet. */
export function book(
  context: BaseContext,
  kind: MovementKind,
  reference: string,
  postings: readonly Posting[],
): void {
  ledger.post(context, { kind, reference }, postings)
}

/** What a statement says of a line. */
export function describeLine({ kind, reference }: LedgerLine): string {
  // Every line was booked above.
  return DESCRIPTIONS[kind as MovementKind](reference)
}
