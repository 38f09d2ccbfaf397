/**
 * The merchant account: one balance, and every movement that changed it.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import type { MerchantAccount, Movement, Transaction } from './records.ts'

/** What can be paid out now, in centavos. */
export function readBalance(context: BaseContext): number {
  const accountNumber = context.account.credentials.accountNumber!
  const known = context.collection<MerchantAccount>('merchantAccount').get(accountNumber)
  return known?.balanceMinor ?? openingBalance(context)
}

/** Assumed: the sandbox starts with funds, so that a payout can be the first thing one tries. */
export function openingBalance({ account }: BaseContext): number {
  return Number(account.fields.openingBalance) * 100
}

type Cause = Pick<Transaction, 'id' | 'internalId'>

/** Books a movement; the only place where a balance changes. Zero books nothing. */
export function book(
  context: BaseContext,
  cause: Cause,
  movement: Pick<Movement, 'type' | 'amountMinor'>,
): void {
  if (movement.amountMinor === 0) return
  const accountNumber = context.account.credentials.accountNumber!
  const balanceMinor = readBalance(context) + movement.amountMinor
  writeBalance(context, accountNumber, balanceMinor)
  const sequence = context.ids.sequence('movement')
  context.collection<Movement>('movement').insert({
    ...movement,
    id: `mov_${sequence}`,
    accountNumber,
    createdAt: context.now,
    balanceMinor,
    status: 'Completed',
    externalId: cause.id,
    internalId: cause.internalId,
  })
}

function writeBalance(context: BaseContext, accountNumber: string, balanceMinor: number): void {
  const accounts = context.collection<MerchantAccount>('merchantAccount')
  if (accounts.get(accountNumber)) accounts.update(accountNumber, { balanceMinor })
  else accounts.insert({ id: accountNumber, balanceMinor })
}
