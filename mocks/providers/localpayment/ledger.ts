/**
 * The merchant account: one balance, and every movement that changed it.
 * Source: https://docs.v3.localpayment.com/after-payment/account-balance, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import type { MerchantAccount, Movement, Transaction } from './records.ts'

/** What can be paid out now, in centavos. */
export async function readBalance(context: BaseContext): Promise<number> {
  const accountNumber = context.account.credentials.accountNumber!
  const known = await context.collection<MerchantAccount>('merchantAccount').get(accountNumber)
  return known?.balanceMinor ?? openingBalance(context)
}

/** Assumed: the sandbox starts with funds, so that a payout can be the first thing one tries. */
export function openingBalance({ account }: BaseContext): number {
  return Number(account.fields.openingBalance) * 100
}

type Cause = Pick<Transaction, 'id' | 'internalId'>

/** Books a movement; the only place where a balance changes. Zero books nothing. */
export async function book(
  context: BaseContext,
  cause: Cause,
  movement: Pick<Movement, 'type' | 'amountMinor'>,
): Promise<void> {
  if (movement.amountMinor === 0) return
  const accountNumber = context.account.credentials.accountNumber!
  const balanceMinor = (await readBalance(context)) + movement.amountMinor
  await writeBalance(context, accountNumber, balanceMinor)
  const sequence = context.ids.sequence('movement')
  await context.collection<Movement>('movement').insert({
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

async function writeBalance(
  context: BaseContext,
  accountNumber: string,
  balanceMinor: number,
): Promise<void> {
  const accounts = context.collection<MerchantAccount>('merchantAccount')
  if (await accounts.get(accountNumber)) await accounts.update(accountNumber, { balanceMinor })
  else await accounts.insert({ id: accountNumber, balanceMinor })
}
