/** What cash and bank withdrawals share: they hold money while it is on its way, then let it go or give it back. */
import type { BaseContext, BehaviourContext, Outcome, StoredRecord } from '../../provider.ts'
import { toLocalText } from './bogota.ts'
import { toDecimal } from './decimal.ts'
import { type Currency, move, type Posting, post, readBalance, reverse } from './ledger.ts'

export interface Payout extends StoredRecord {
  pk: number
  /** Whose money it is. */
  holder: string
  currency: Currency
  /** What leaves the wallet, in hundredths, as are the other amounts. */
  amountMinor: number
  /** What arrives. */
  payedMinor: number
  feeMinor: number
  feeVatMinor: number
  /** Tax on money movements, 4 in 1,000. */
  gmfMinor: number
  /** What was booked at its creation. */
  booked: Posting[]
  callback?: string
  /** Epoch ms, as are the other instants. */
  createdAt: number
}

export type Costs = Pick<
  Payout,
  'amountMinor' | 'payedMinor' | 'feeMinor' | 'feeVatMinor' | 'gmfMinor'
>

/** Refuses what the wallet cannot bear. */
export function refuseShort(
  context: BehaviourContext,
  holder: string,
  amountMinor: number,
  currency: Currency = 'COP',
): Outcome | undefined {
  const hint = describeShort(context, holder, amountMinor, currency)
  return hint === undefined ? undefined : context.refuse('notEnoughBalance', {}, { hint })
}

/** Why a wallet does not cover an amount; undefined where it does. */
export function describeShort(
  context: BehaviourContext,
  holder: string,
  amountMinor: number,
  currency: Currency = 'COP',
): string | undefined {
  const balance = readBalance(context, `wallet:${holder}`, currency)
  if (balance >= amountMinor) return undefined
  return `The balance is ${toDecimal(balance)} ${currency} and this takes ${toDecimal(amountMinor)}; GET /balance/ shows it.`
}

/** Takes the amount out of the wallet: costs to those who keep them, the rest on its way. */
export function holdPayout(
  context: BaseContext,
  kind: string,
  payout: Omit<Payout, 'booked' | 'id'>,
): Posting[] {
  const { holder, currency, amountMinor } = payout
  const to = (book: string, minor: number): Posting => ({ book, currency, amountMinor: minor })
  return post(context, { kind, reference: String(payout.pk) }, [
    to(`wallet:${holder}`, -amountMinor),
    to(`transit:${holder}`, payout.payedMinor),
    to('fees', payout.feeMinor),
    to('vat', payout.feeVatMinor),
    to('gmf', payout.gmfMinor),
  ])
}

/** The money has arrived. */
export function deliverPayout(context: BaseContext, kind: string, payout: Payout) {
  const { holder, payedMinor, currency, pk } = payout
  const postings = move(`transit:${holder}`, 'outside', payedMinor, currency)
  post(context, { kind: `${kind}.delivered`, reference: String(pk) }, postings)
}

/** Everything comes back, costs included; nothing says who keeps those. */
export function returnPayout(context: BaseContext, kind: string, payout: Payout) {
  const reason = { kind: `${kind}.returned`, reference: String(payout.pk) }
  post(context, reason, reverse(payout.booked))
}

/** `2023-09-20 15:28:09` in Bogotá, as callbacks write it; empty when it has not happened. */
export function toCallbackDate(instant: number | null | undefined): string {
  return instant == null ? '' : toLocalText(instant)
}
