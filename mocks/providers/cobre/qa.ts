/**
 * What Cobre offers on its test host alone: money from nowhere, and the end of a payout.
 * Source: https://docs.cobre.com/create-a-transaction-adjustment-1886752m0, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { canHold, findAccount, post } from './ledger.ts'
import type { Movement } from './movement.ts'
import { completeMovement, rejectMovement } from './settle.ts'
import { refuseWith } from './wire.ts'

interface Adjustment {
  account_id: string
  amount: number
  /** 0301 credits, 0350 debits. */
  transaction_code: '0301' | '0350'
  description: string
}

/** Books a correction; any error is a 400 without a body. */
export const adjust = defineBehaviour<Adjustment>('qa.adjust', (context) => {
  const { account_id, amount, transaction_code, description } = context.request.body
  const account = findAccount(context, account_id)
  if (!account) return refuseWith(context, 'No account has that id.')
  const isCredit = transaction_code === '0301'
  if (!isCredit && account.obtained_balance < amount)
    return refuseWith(context, `The balance is ${account.obtained_balance}, less than ${amount}.`)
  if (isCredit && !canHold(context, account_id, amount))
    return refuseWith(context, 'The balance would be too large a number.')
  post(context, account_id, {
    type: isCredit ? 'adjustment_credit' : 'adjustment_debit',
    amount: isCredit ? amount : -amount,
    metadata: { description },
  })
  return { status: 200 }
})

/** Ends a payout that is being processed. */
export const changeState = defineBehaviour<{ state: 'completed' | 'rejected' }, Movement>(
  'qa.change-state',
  (context) => {
    const { record: movement, request } = context
    if (movement.state !== 'processing')
      return refuseWith(
        context,
        `The movement is ${movement.state}; only one in processing changes.`,
      )
    const end = request.body.state === 'completed' ? completeMovement : rejectMovement
    end(context, movement)
    return { status: 200 }
  },
)
