/**
 * What becomes of a virtual account: enabled, disabled, deleted.
 * Source: https://docs.localpayment.com/docs/activate-deactivate-virtual-account and
 * /docs/delete-virtual-account, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { ACCOUNT_STATUS } from './catalogs.ts'
import type { Payin, VirtualAccount } from './records.ts'
import { refuseInvalid } from './rejections.ts'
import { toAccount, toAccountStatus } from './virtual-accounts.ts'

type Context = BehaviourContext<unknown, VirtualAccount>

/** Enables a disabled account or disables an active one. */
export const setActivation = defineBehaviour<unknown, VirtualAccount>(
  'account.activation',
  (context) => {
    // Validation lets only these two pass.
    const change = context.request.params.status as 'enable' | 'disable'
    if (!accountsOf(context).allows(context.record, change)) return refuseState(context)
    const account = accountsOf(context).transition(context.record.id, change)
    return { status: 200, body: toAccount(account, statusAfter(context, change)) }
  },
)

function statusAfter({ quirk }: Context, change: 'enable' | 'disable') {
  if (change === 'disable') return ACCOUNT_STATUS.disabled
  const detail = quirk.value<string>('localpayment.va.enabled-detail')
  return { ...ACCOUNT_STATUS.completed, detail }
}

/** Deletes an account for good, unless money is on its way to it. */
export const deleteAccount = defineBehaviour<unknown, VirtualAccount>(
  'account.delete',
  (context) => {
    const change = context.quirk.value<string>('localpayment.va.delete-time')
    const accounts = accountsOf(context)
    if (!accounts.allows(context.record, change)) return refuseState(context)
    const where: Partial<Payin> = { key: context.record.key, state: 'inProgress' }
    if (context.collection<Payin>('payin').count(where) > 0) return refuseInvalid(context)
    const account = accounts.transition(context.record.id, change)
    return { status: 200, body: toAccount(account, toAccountStatus(account, context.quirk)) }
  },
)

function accountsOf(context: Context) {
  return context.collection<VirtualAccount>('virtualAccount')
}

function refuseState(context: Context) {
  const { status } = context.request.params
  const wanted = status ?? 'delete'
  return refuseInvalid(
    context,
    `The virtual account is ${context.record.state}, which "${wanted}" does not leave.`,
  )
}
