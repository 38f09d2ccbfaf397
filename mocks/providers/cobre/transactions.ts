/**
 * Transactions on read and in events; their times have different names.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import { pick, toIsoMs } from './wire.ts'

/** Shows a transaction of the account in the path. */
export const readTransaction = defineBehaviour<unknown, Transaction>(
  'transaction.read',
  (context) => {
    const transaction = context.record!
    const account = context.collection<Account>('account').get(transaction.account_id)
    if (account?.id !== context.request.params.account_id)
      return context.refuse('unknown', {}, { hint: 'The transaction is of another account.' })
    return { status: 200, body: toTransaction(transaction) }
  },
)

export function toTransaction(transaction: Transaction) {
  return pick(transaction, [
    'id',
    'type',
    'account_id',
    'amount',
    'previous_balance',
    'current_balance',
    'currency',
    'credit_debit_type',
    'transaction_date',
    'created_at',
    'metadata',
  ])
}

/** The copy that `accounts.balance.*` carries. */
export function toBalanceContent(transaction: Transaction) {
  return {
    id: transaction.id,
    type: transaction.type,
    amount: transaction.amount,
    currency: transaction.currency,
    date: toIsoMs(transaction.postedAt),
    metadata: transaction.metadata,
    account_id: transaction.account_id,
    previous_balance: transaction.previous_balance,
    current_balance: transaction.current_balance,
    credit_debit_type: transaction.credit_debit_type,
  }
}
