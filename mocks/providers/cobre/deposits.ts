/** Money from outside that no request of the customer asked for: a transfer to a balance. */
import { defineReaction, TriggerRefused } from '../../provider.ts'
import { DEPOSIT_TYPES } from './catalogs.ts'
import { canHold, findAccount, post } from './ledger.ts'

interface Deposit {
  account_id: string
  amount: number
  description?: string
}

/** Somebody transfers to the account: SPEI in Mexico, a top-up in Colombia, stablecoins abroad. */
export const receiveDeposit = defineReaction<Deposit>('account.receive', (context) => {
  const { account_id, amount, description = 'Deposit' } = context.payload
  const account = findAccount(context, account_id)
  if (!account || !canHold(context, account_id, amount))
    throw new TriggerRefused(`Account "${account_id}" cannot take ${amount}`)
  const tracking_key = context.ids.digits('deposit', 20)
  const sender =
    account.geo === 'mex' ? { sender_account_number: context.ids.digits('sender', 18) } : {}
  const type = DEPOSIT_TYPES[account.geo]
  const metadata = { description, tracking_key, ...sender }
  const { id } = post(context, account_id, { type, amount, metadata })
  return { transaction_id: id, account_id, amount, type }
})
