/**
 * The ledger: every change of a balance is a transaction, its event follows, and credits on a
 * secondary account go on to its primary one.
 * Source: https://docs.cobre.com/create-a-transaction-adjustment-1886752m0, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import { SWEEP_TYPES } from './catalogs.ts'
import { makeId, toIso } from './wire.ts'

export interface Posting {
  type: string
  /** Minor units; negative for a debit. */
  amount: number
  metadata: Record<string, unknown>
}

/** The account, if it is still there. */
export function findAccount(context: BaseContext, id: string): Account | undefined {
  return context.collection<Account>('account').get(id)
}

/** Books an amount. Throws when the account is gone or would fall below 0; whoever calls asks before. */
export function post(context: BaseContext, accountId: string, posting: Posting): Transaction {
  const account = findAccount(context, accountId)
  if (!account) throw new Error(`no account "${accountId}" to book on`)
  const balance = account.obtained_balance + posting.amount
  if (balance < 0 || !Number.isSafeInteger(balance))
    throw new Error(`account "${accountId}" cannot hold ${balance}`)
  const transaction = insertTransaction(context, account, posting, balance)
  context.collection<Account>('account').update(accountId, {
    obtained_balance: balance,
    obtained_balance_at: toIso(context.now),
  })
  const side = transaction.credit_debit_type
  context.notify(`accounts.balance.${side}`, transaction)
  if (side === 'credit') sweep(context, account, posting.amount, transaction.id)
  return transaction
}

function insertTransaction(
  context: BaseContext,
  account: Account,
  { type, amount, metadata }: Posting,
  balance: number,
): Transaction {
  return context.collection<Transaction>('transaction').insert({
    id: makeId(context, 'trx', 20),
    type,
    amount,
    currency: account.currency.toUpperCase(),
    credit_debit_type: amount < 0 ? 'debit' : 'credit',
    transaction_date: toIso(context.now),
    created_at: toIso(context.now),
    metadata,
    account_id: account.id,
    previous_balance: account.obtained_balance,
    current_balance: balance,
    postedAt: context.now,
  })
}

/** Assumed: an internal debit and an internal credit of the same amount, at once. */
function sweep(
  context: BaseContext,
  account: Account,
  amount: number,
  transactionId: string,
): void {
  const primaryId = account.metadata.primary_account
  if (primaryId === undefined || !canHold(context, primaryId, amount)) return
  const types = SWEEP_TYPES[account.geo]
  const description = `Sweep of ${transactionId}`
  post(context, account.id, {
    type: types.debit,
    amount: -amount,
    metadata: { description, destination_id: primaryId },
  })
  post(context, primaryId, {
    type: types.credit,
    amount,
    metadata: toInternalMetadata(account, { description, reference: transactionId }),
  })
}

/** Whether an account is there and an amount still fits into a whole number. */
export function canHold(context: BaseContext, accountId: string, amount: number): boolean {
  const account = findAccount(context, accountId)
  return account !== undefined && Number.isSafeInteger(account.obtained_balance + amount)
}

/** What an `internal_credit` says; `uniqueTransactionId` is camel case on the wire. */
export function toInternalMetadata(
  sender: Account,
  { description, reference }: { description: string; reference: string },
): Record<string, unknown> {
  return {
    uniqueTransactionId: reference,
    sender_account_number: sender.account_number,
    description,
    sender_name: sender.alias,
    tracking_key: '',
    sender_id: sender.id,
  }
}
