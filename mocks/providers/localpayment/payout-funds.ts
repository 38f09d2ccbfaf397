/**
 * What payouts take from the balance and give back. Assumed: taken when a payout is received, given
 * back when it is rejected or cancelled; no document says when.
 */
import type { BaseContext } from '../../provider.ts'
import { book } from './ledger.ts'
import type { Payout } from './records.ts'
import { byCode } from './rejections.ts'

/** Takes the amount; the caller has seen that it is there. */
export function debit(context: BaseContext, payout: Payout): void {
  if (payout.isDebited) return
  book(context, payout, { type: 'PayOut', amountMinor: -payout.amountMinor })
  context.collection<Payout>('payout').update(payout.id, { isDebited: true })
}

function giveBack(context: BaseContext, payout: Payout): void {
  if (!payout.isDebited) return
  book(context, payout, { type: 'Reversal', amountMinor: payout.amountMinor })
  context.collection<Payout>('payout').update(payout.id, { isDebited: false })
}

/** Ends a payout as rejected. */
export function rejectPayout(context: BaseContext, payout: Payout, code: string): Payout {
  giveBack(context, payout)
  const changes = { code, rejections: [byCode(code)], processedAt: context.now }
  return context.collection<Payout>('payout').transition(payout.id, 'reject', changes)
}

/** Ends a payout as cancelled. */
export function cancelPayoutOf(context: BaseContext, payout: Payout): Payout {
  giveBack(context, payout)
  const changes = { processedAt: context.now }
  return context.collection<Payout>('payout').transition(payout.id, 'cancel', changes)
}
