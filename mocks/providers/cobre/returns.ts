/**
 * Returns of SPEI credits (Mexico): by transaction, not by movement.
 * Source: https://docs.cobre.com/return-a-money-movement-25933239e0, read 2026-11-20.
 */
import { type BaseContext, type BehaviourContext, defineBehaviour } from '../../provider.ts'
import type { Account, Transaction } from './account.ts'
import { PAYOUT_TYPES } from './catalogs.ts'
import { findOrCreate } from './counterparties.ts'
import type { Movement } from './movement.ts'
import { startMovement, toMovementBody } from './movements.ts'
import { refuseWith, toTrackingKey } from './wire.ts'

interface Return {
  metadata: { description: string }
}

type ReturnContext = BehaviourContext<Return, Transaction>

/** Sends a credit back to where it came from. */
export const returnCredit = defineBehaviour<Return, Transaction>(
  'movement.return-credit',
  (context) => {
    const account = context.collection<Account>('account').get(context.record.account_id)
    const reason = account
      ? findObstacle(context, context.record, account)
      : 'The account of the transaction is closed.'
    if (reason) return refuseWith(context, reason)
    return { status: 201, body: toMovementBody(startReturn(context, account!)) }
  },
)

function findObstacle(
  context: BaseContext,
  { id, metadata, type }: Transaction,
  account: Account,
): string | undefined {
  const providers = context.quirk.value<string[]>('cobre.return.providers')
  if (type !== 'spei_credit')
    return `Only transactions of type spei_credit go back; this is ${type}.`
  if (!providers.includes(account.provider_id)) {
    context.quirk.note('cobre.return.providers')
    return `Returns work on ${providers.join(' and ')} only.`
  }
  if (isFromSameProvider(context, metadata)) return `No credit of another ${NEWEST} goes back.`
  if (account.metadata.primary_account !== undefined) return 'A linked account cannot return money.'
  const where = { external_id: id, type: 'spei_return' }
  const before = context.collection<Movement>('moneyMovement').list({ where })
  const isReturned = before.some(({ state }) => state !== 'failed' && state !== 'rejected')
  return isReturned ? 'The transaction was returned before.' : undefined
}

const NEWEST = 'pr_mex_cobre3'

/** Who sent it is known where the CLABE is one of the customer's own. */
function isFromSameProvider(
  context: BaseContext,
  { sender_account_number }: Transaction['metadata'],
): boolean {
  const where = { account_number: String(sender_account_number), provider_id: NEWEST }
  return context.collection<Account>('account').count(where) > 0
}

function startReturn(context: ReturnContext, account: Account): Movement {
  const { record: transaction } = context
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
    {
      type: 'spei_return',
      geo: 'mex',
      currency: 'mxn',
      isPull: false,
      debitType: PAYOUT_TYPES.spei_return!.debit,
      creditId: '',
    },
    { baseUrl: context.baseUrl },
  )
  const changes = { source: {}, destination: {}, metadata: toTraced(context, movement) }
  return context.collection<Movement>('moneyMovement').update(movement.id, changes)
}

/** The answer to the creation has its trace and receipt already. */
function toTraced({ ids, now }: BaseContext, { baseUrl, id, metadata }: Movement) {
  const tracking_key = toTrackingKey(now, id)
  const cep_url = `${baseUrl}/ensayo/cep/${tracking_key}`
  return { ...metadata, tracking_key, reference: ids.digits('return.reference', 7), cep_url }
}
