/**
 * The ledger: every change of a balance is a transaction, its event follows, and credits on a
 * secondary account go on to its primary one. Money that has left an account and not arrived is in
 * the book of its movement.
 * Source: https://docs.cobre.com/create-a-transaction-adjustment-1886752m0, read 2026-11-20.
 */
import { type BaseContext, defineLedger, transfer } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import { isConnected, SWEEP_DEBITS } from './catalogs.ts'
import { makeId, toIso, toTrackingKey } from './wire.ts'

/** Everybody else's money. */
export const OUTSIDE = 'outside'

const ledger = defineLedger({ isCovered: (book) => book !== OUTSIDE })

export interface Posting {
  type: string
  /** Minor units; negative for a debit. */
  amount: number
  metadata: Record<string, unknown>
  /** The book at the other end; everybody else's unless given. */
  other?: string
}

interface UnderWay {
  id: string
  amount: number
  currency: string
}

/** The book of what a movement has under way. */
export function toTransit(id: string): string {
  return `transit:${id}`
}

/** Whether the money of a movement has left its account and not arrived or come back. */
export function isUnderWay(
  context: BaseContext,
  { id, currency }: Pick<UnderWay, 'id' | 'currency'>,
): boolean {
  return ledger.balance(context, toTransit(id), currency) > 0
}

/** The money of a movement has reached somebody else. */
export function arrive(
  context: BaseContext,
  { id, amount: amountMinor, currency }: UnderWay,
): void {
  const money = { amountMinor, currency }
  const reason = { kind: 'arrival', reference: id }
  ledger.post(context, reason, transfer(toTransit(id), OUTSIDE, money))
}

/** The account, if it is still there. */
export function findAccount(context: BaseContext, id: string): Account | undefined {
  return context.collection<Account>('account').get(id)
}

/** Books an amount. Throws when the account is gone or would fall below 0; whoever calls asks before. */
export function post(context: BaseContext, accountId: string, posting: Posting): Transaction {
  const account = findAccount(context, accountId)
  if (!account) throw new Error(`no account "${accountId}" to book on`)
  const { amount: amountMinor, other = OUTSIDE, type } = posting
  const { currency } = account
  const id = makeId(context, 'trx', 20)
  const money = { amountMinor, currency }
  ledger.post(context, { kind: type, reference: id }, transfer(other, accountId, money))
  const balance = ledger.balance(context, accountId, currency)
  const transaction = insertTransaction(context, account, { ...posting, id }, balance)
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
  { id, type, amount, metadata }: Posting & { id: string },
  balance: number,
): Transaction {
  // A bank does not tell them, and the documents print 0.
  const [previous_balance, current_balance] = isConnected(account)
    ? [0, 0]
    : [account.obtained_balance, balance]
  return context.collection<Transaction>('transaction').insert({
    id,
    type,
    amount,
    currency: toCurrency(context, account),
    credit_debit_type: amount < 0 ? 'debit' : 'credit',
    transaction_date: toIso(context.now),
    created_at: toIso(context.now),
    metadata,
    account_id: account.id,
    previous_balance,
    current_balance,
    postedAt: context.now,
  })
}

/** The samples have COP on Colombian balances, but cop at a connected bank and mxn in Mexico. */
function toCurrency({ quirk }: BaseContext, account: Account): string {
  const isUpper =
    quirk.is('cobre.money.currency-case', 'all-upper') ||
    (account.geo === 'col' && !isConnected(account))
  return isUpper ? account.currency.toUpperCase() : account.currency
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
  const description = `Sweep of ${transactionId}`
  const other = toTransit(transactionId)
  post(context, account.id, {
    type: SWEEP_DEBITS[account.geo],
    amount: -amount,
    metadata: { description, destination_id: primaryId },
    other,
  })
  const credit = toInternalCredit(context, account, { description, reference: transactionId })
  post(context, primaryId, { ...credit, amount, other })
}

/** Whether an account is there and an amount still fits into a whole number. */
export function canHold(context: BaseContext, accountId: string, amount: number): boolean {
  const account = findAccount(context, accountId)
  return account !== undefined && Number.isSafeInteger(account.obtained_balance + amount)
}

/** A credit between two balances: as the sample of the event has it, or under the newer name, whose link is that of its twin. */
export function toInternalCredit(
  context: BaseContext,
  sender: Account,
  { description, reference }: { description: string; reference: string },
): Omit<Posting, 'amount'> {
  const type = context.quirk.value<string>('cobre.transaction.internal-credit')
  const isNewer = type === 'col_cb_credit' && sender.geo === 'col'
  const rest = {
    sender_account_number: sender.account_number,
    description,
    sender_name: sender.alias,
    tracking_key: isNewer ? toTrackingKey(context.now, reference) : '',
    sender_id: sender.id,
  }
  return isNewer
    ? { type, metadata: { money_movement_id: reference, ...rest } }
    : { type: 'internal_credit', metadata: { uniqueTransactionId: reference, ...rest } }
}
