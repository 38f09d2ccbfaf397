/**
 * Cash withdrawals: list, detail, cancellation and callback.
 * Source: https://docs.cobru.co/en/docs/api/cash-withdrawals/list, read 2026-11-20; the callback and
 * the messages stand in https://github.com/neeroai/docs-cobru, docs/export-spotlight/5-retiros.md.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  definePayload,
  type QuirkReader,
} from '../../provider.ts'
import { toLocalIso } from './bogota.ts'
import { type CashState, type CashWithdrawal, moveCash, openCash } from './cash.ts'
import { readChoice } from './choice.ts'
import { toAmount } from './decimal.ts'
import { toCallbackDate } from './payouts.ts'
import { findHolder, type Party } from './people.ts'

/** Lists the withdrawals of the token's holder, newest first. */
export const listCash = defineBehaviour('cash.list', (context) => {
  const holder = findHolder(context)
  const found = openCash(context).list({ where: { holder: holder.id }, order: 'newest' })
  return { status: 200, body: found.map((item) => toCashRow(item, holder, context.quirk)) }
})

/** Shows one. */
export const showCash = defineBehaviour<unknown, CashWithdrawal>('cash.show', (context) => {
  const { record } = context
  const holder = findHolder(context)
  if (record?.holder !== holder.id) return context.refuse('notFound')
  return { status: 200, body: toCashRow(record, holder, context.quirk) }
})

function toCashRow(withdrawal: CashWithdrawal, holder: Party, quirk: QuirkReader) {
  const isName = readChoice(quirk, 'cobru.cash.to-user-meaning', 'name') === 'name'
  return {
    amount: toAmount(withdrawal.amountMinor),
    date: toLocalIso(withdrawal.createdAt),
    from_user: String(holder.userId),
    from_user_phone: holder.phone,
    pk: withdrawal.pk,
    to_user: isName ? withdrawal.name : withdrawal.document,
    to_user_phone: 'N/A',
    method: withdrawal.method,
    state: toCashNumber(withdrawal.state, quirk),
    callback: withdrawal.callback ?? null,
  }
}

/** The number of a state in the active model. */
export function toCashNumber(state: CashState, quirk: QuirkReader): number {
  const model = quirk.value<Record<CashState, number>>('cobru.cash.state-model')
  if (!quirk.is('cobru.cash.state-model', 'seed')) quirk.note('cobru.cash.state-model')
  return model[state]
}

/** Cancels what nobody has collected; the money comes back. */
export const cancelCash = defineBehaviour<unknown, CashWithdrawal>('cash.cancel', (context) => {
  const { record } = context
  const holder = findHolder(context)
  if (record?.holder !== holder.id) return context.refuse('unknownCash')
  if (record.state === 'cancelled') return answerAgain(context)
  if (!openCash(context).allows(record, 'cancel')) {
    const hint = `The withdrawal is ${record.state} and cannot be cancelled any more.`
    return context.refuse('closedCash', {}, { hint })
  }
  moveCash(context, record, 'cancel')
  return { status: 200, body: { message: 'Retiro cancelado exitosamente' } }
})

function answerAgain({ quirk }: BehaviourContext) {
  quirk.note('cobru.cash.cancel-twice')
  const status = quirk.value<number>('cobru.cash.cancel-twice')
  return { status, body: { message: 'El retiro ha sido cancelado anteriormente' } }
}

/** The one printed callback is that of a cancelled withdrawal, and its state fits neither model. */
export const cashUpdated = definePayload<CashWithdrawal>('cashWithdrawalUpdated', (context) => {
  const { record, quirk } = context
  const isCancelled = record.state === 'cancelled'
  return {
    id: record.pk,
    date_created: toCallbackDate(record.createdAt),
    date_deposited: toCallbackDate(record.paidAt),
    date_consigned: toCallbackDate(record.paidAt),
    date_rejected: toCallbackDate(record.rejectedAt),
    date_cancelled: toCallbackDate(record.cancelledAt),
    state: isCancelled
      ? quirk.value<number>('cobru.cash.callback-form')
      : toCashNumber(record.state, quirk),
    amount: toAmount(record.amountMinor),
    name: record.name,
    document: record.document,
  }
})
