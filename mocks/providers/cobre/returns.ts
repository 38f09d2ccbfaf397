/**
 * Returns of SPEI credits (Mexico): by transaction, not by movement.
 * Source: https://docs.cobre.com/return-a-money-movement-25933239e0, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import { findOrCreate } from './counterparties.ts'
import { MOVEMENT_KEYS, type Movement } from './movement.ts'
import { startMovement } from './movements.ts'
import { refuseWith } from './wire.ts'

interface Return {
  transaction_id: string
  metadata: { description: string }
}

/** Sends a credit back to where it came from. */
export const returnCredit = defineBehaviour<Return>('movement.return-credit', (context) => {
  const { transaction_id } = context.request.body
  const transaction = context.collection<Transaction>('transaction').get(transaction_id)
  if (!transaction) return { ...context.refuse('unknown'), hint: 'No transaction has that id.' }
  const account = context.collection<Account>('account').get(transaction.account_id)
  const reason = account
    ? findObstacle(context, transaction, account)
    : 'The account of the transaction is closed.'
  if (reason) return refuseWith(context, reason)
  const movement = startReturn(context, transaction, account!)
  return { status: 201, body: Object.fromEntries(MOVEMENT_KEYS.map((key) => [key, movement[key]])) }
})

function findObstacle(
  context: BehaviourContext,
  { id, type }: Transaction,
  account: Account,
): string | undefined {
  const providers = context.quirk.value<string[]>('cobre.return.providers')
  if (type !== 'spei_credit')
    return `Only transactions of type spei_credit go back; this is ${type}.`
  if (!providers.includes(account.provider_id)) {
    context.quirk.note('cobre.return.providers')
    return `Returns work on ${providers.join(' and ')} only.`
  }
  if (account.metadata.primary_account !== undefined) return 'A linked account cannot return money.'
  const where = { external_id: id, type: 'spei_return' }
  const before = context.collection<Movement>('moneyMovement').list({ where })
  const isReturned = before.some(({ state }) => state !== 'failed' && state !== 'rejected')
  return isReturned ? 'The transaction was returned before.' : undefined
}

function startReturn(
  context: BehaviourContext<Return>,
  transaction: Transaction,
  account: Account,
): Movement {
  const sender = findOrCreate(context, {
    geo: 'mex',
    type: 'clabe',
    metadata: { account_number: String(transaction.metadata.sender_account_number ?? 'ND') },
  })
  const movement = startMovement(
    context,
    {
      source_id: account.id,
      destination_id: sender.id,
      amount: transaction.amount,
      metadata: { description: context.request.body.metadata.description },
      external_id: transaction.id,
    },
    { type: 'spei_return', geo: 'mex', currency: 'mxn', isPull: false, creditId: '' },
    { baseUrl: context.baseUrl },
  )
  const changes = { source: {}, destination: {} }
  return context.collection<Movement>('moneyMovement').update(movement.id, changes)
}
