/**
 * Money from outside that no request of the customer asked for: a transfer to a balance, or what a
 * bank tells of an account at it.
 * Sources: https://docs.cobre.com/processing-refunds-in-mexico-2202241m0 and
 * obtain-all-client-transactions-25933227e0, read 2026-11-30.
 */
import { type BaseContext, defineReaction, TriggerRefused } from '../../provider.ts'
import type { Account } from './account.ts'
import { BANK_CREDITS, DEPOSIT_TYPES, isConnected } from './catalogs.ts'
import { canHold, type Posting, post } from './ledger.ts'
import { makeClabe, makeId, toIso, toTrackingKey } from './wire.ts'

interface Deposit extends Partial<Sender> {
  account_id: string
  amount: number
  description?: string
}

export interface Sender {
  sender_name: string
  sender_id: string
  sender_account_number: string
}

/** Somebody transfers to the account: SPEI in Mexico, a top-up in Colombia, a wire in the USA, stablecoins abroad. */
export const receiveDeposit = defineReaction<Deposit, Account>('account.receive', (context) => {
  const { account_id, amount } = context.payload
  if (!canHold(context, account_id, amount))
    throw new TriggerRefused(`Account "${account_id}" cannot take ${amount}`)
  const posting = toPosting(context, context.record, context.payload)
  const { id } = post(context, account_id, { ...posting, amount })
  return { transaction_id: id, account_id, amount, type: posting.type }
})

function toPosting(
  context: BaseContext,
  account: Account,
  { description = 'Deposit', ...given }: Deposit,
): Omit<Posting, 'amount'> {
  const sender = toSender(context, account.geo, given)
  if (isConnected(account)) return toBankPosting(context, account, description, sender)
  const type = DEPOSIT_TYPES[account.geo]
  return { type, metadata: { description, tracking_key: toTrace(context, account), ...sender } }
}

/** Made up where nobody says; Mexican numbers are CLABEs. */
export function toSender(context: BaseContext, geo: string, given: Partial<Sender>): Sender {
  const number = () =>
    geo === 'mex' ? makeClabe(context, 'sender') : context.ids.digits('sender', 11)
  return {
    sender_name: given.sender_name ?? 'Remitente de Ensayo',
    sender_id: given.sender_id ?? (geo === 'mex' ? 'ND' : '1000000003'),
    sender_account_number: given.sender_account_number ?? number(),
  }
}

/** SPEI traces come from the sender's bank; the others have no movement, so their form is assumed. */
function toTrace(context: BaseContext, { geo }: Account): string {
  if (geo === 'mex') return context.ids.digits('deposit', 30)
  return toTrackingKey(context.now, makeId(context, 'mm', 14))
}

/** What the page prints of a connected bank account: codes of the bank, nulls and empty text. */
function toBankPosting(
  { ids, now }: BaseContext,
  { geo }: Account,
  description: string,
  { sender_id }: Sender,
): Omit<Posting, 'amount'> {
  const metadata = {
    bank_transaction_type: 'CR',
    bank_transaction_type_2: '3560',
    bank_transaction_type_code: '3560',
    bank_statement_id: ids.hex('statement', 32),
    bank_rejection_code: '',
    description,
    operation_date: toIso(now).slice(0, 10),
    sender_name: null,
    sender_id,
    reference: null,
    tracking_key: '',
    money_movement_id: ids.hex('bank.movement', 32),
  }
  return { type: BANK_CREDITS[geo] ?? DEPOSIT_TYPES[geo], metadata }
}
