/**
 * Sub-accounts: permanent, each with its own balances, beneficiaries and attempts.
 * Source: https://integration-guide.avenia.io/docs/Avenia%20Subaccounts/subAccountManagement, read 2026-11-20.
 */
import { type BaseContext, defineBehaviour } from '../../provider.ts'
import { toMicros } from './dates.ts'
import { toAccountInfo } from './identity.ts'
import { answerPage } from './page.ts'
import { mainOwner, readQuery, type SubAccount } from './scope.ts'

/** Creates a sub-account, which is not identified yet. */
export const createSubAccount = defineBehaviour<Pick<SubAccount, 'accountType' | 'name'>>(
  'subAccount.create',
  (context) => {
    const { accountType, name } = context.request.body
    const id = context.ids.uuid('subAccount')
    context.collection<SubAccount>('subAccount').insert({
      id,
      seq: context.ids.sequence('subAccount'),
      accountType,
      name,
      accountInfoId: context.ids.uuid('subAccount.info'),
      walletAddress: `0x${context.ids.hex('subAccount.wallet', 40)}`,
      walletId: context.ids.uuid('subAccount.walletId'),
      tronWalletAddress: `T${context.ids.text('subAccount.tron', 33)}`,
      tronWalletId: context.ids.uuid('subAccount.tronId'),
      referenceLabel: context.ids.text('subAccount.label', 25),
      createdAt: context.now,
    })
    return { status: 201, body: { id } }
  },
)

/** Lists sub-accounts; `name` may be a part of the name. */
export const listSubAccounts = defineBehaviour('subAccount.list', (context) => {
  const all = context.collection<SubAccount>('subAccount').list()
  const name = readQuery(context, 'name')?.toLowerCase() ?? ''
  const type = readQuery(context, 'accountType')
  const found = all.filter(
    (each) =>
      each.name.toLowerCase().includes(name) && (type === undefined || each.accountType === type),
  )
  const wrap = context.quirk.value<string>('avenia.sub-accounts.singular-key')
  const views = []
  for (const each of found) views.push({ ...each, view: toWire(context, each) })
  return answerPage(context, views, { wrap, toWire: ({ view }) => view })
})

/** Shows one. */
export const readSubAccount = defineBehaviour<unknown, SubAccount>(
  'subAccount.read',
  (context) => ({ status: 200, body: toWire(context, context.record!) }),
)

function toWire(context: BaseContext, sub: SubAccount) {
  const { id, accountType, name, ...rest } = toAccountInfo(context, sub)
  const isWhole = context.quirk.value<boolean>('avenia.sub-accounts.account-info')
  return {
    subAccountId: sub.id,
    mainAccountId: mainOwner(context),
    createdAt: toMicros(sub.createdAt),
    accountInfo: { id, accountType, name, ...(isWhole ? rest : {}) },
  }
}
