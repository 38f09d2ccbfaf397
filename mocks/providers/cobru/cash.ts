/**
 * Cash withdrawals: how they are kept and how they end.
 * Source: https://docs.cobru.co/en/docs/api/cash-withdrawals, read 2026-11-20; states and callback
 * stand in https://github.com/neeroai/docs-cobru, docs/export-spotlight/5-retiros.md.
 */
import { type BaseContext, defineReaction } from '../../provider.ts'
import { deliverPayout, type Payout, returnPayout } from './payouts.ts'

export type CashState = 'pending' | 'processing' | 'paid' | 'rejected' | 'cancelled' | 'expired'

export interface CashWithdrawal extends Payout {
  state: CashState
  method: string
  /** Who collects it. */
  document: string
  name: string
  expiresAt: number
  paidAt: number | null
  rejectedAt: number | null
  cancelledAt: number | null
}

/** Instants that a transition sets. */
const INSTANTS: Record<string, keyof CashWithdrawal | undefined> = {
  pay: 'paidAt',
  reject: 'rejectedAt',
  cancel: 'cancelledAt',
  expire: 'cancelledAt',
}

/** Takes a transition and books what it means. */
export function moveCash(
  context: BaseContext,
  withdrawal: CashWithdrawal,
  transition: string,
): CashWithdrawal {
  if (transition === 'pay') deliverPayout(context, 'cash', withdrawal)
  else if (transition !== 'process') returnPayout(context, 'cash', withdrawal)
  if (transition !== 'process') context.cancelTimers(`cash:${withdrawal.id}`)
  const instant = INSTANTS[transition]
  const changes = instant === undefined ? {} : { [instant]: context.now }
  return openCash(context).transition(withdrawal.id, transition, changes)
}

export function openCash(context: BaseContext) {
  return context.collection<CashWithdrawal>('cashWithdrawal')
}

/** Nobody has collected it in time. */
export const expireCash = defineReaction<{ id: string }>('cash.expire', (context) => {
  const withdrawal = openCash(context).get(context.payload.id)
  if (withdrawal && openCash(context).allows(withdrawal, 'expire')) {
    moveCash(context, withdrawal, 'expire')
  }
})

/** What happens at the counter; the name of the trigger's transition follows `cash.`. */
const trigger = (name: string, transition: string) =>
  defineReaction<unknown, CashWithdrawal>(name, (context) => {
    const { pk, state } = moveCash(context, context.record, transition)
    return { id: pk, state }
  })

export const processCash = trigger('cash.process', 'process')
export const payCash = trigger('cash.pay', 'pay')
export const rejectCash = trigger('cash.reject', 'reject')
