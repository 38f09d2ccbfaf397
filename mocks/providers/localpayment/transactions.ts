/**
 * Payins and payouts looked up: status, detail, list.
 * Source: https://docs.localpayment.com/reference/get-transaction-status, read 2026-11-20, and
 * https://docs.v3.localpayment.com/after-payment.
 */
import { type BaseContext, type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { PAYIN_STATUS, type Status } from './catalogs.ts'
import { type Found, findTransaction } from './find-transaction.ts'
import { toPayin } from './payin-wire.ts'
import { toPayoutRecord } from './payout-record.ts'
import { toPayoutDetail, toPayoutStatus } from './payout-wire.ts'
import type { Payin, Payout } from './records.ts'

/** The status by `externalId` or `internalId`. */
export const getStatus = defineBehaviour('transaction.status', (context) => {
  const found = findTransaction(context, readId(context), { byInternalId: true })
  if (!found) return context.refuse('payinNotFound')
  const { internalId, id: externalId } = 'payin' in found ? found.payin : found.payout
  return { status: 200, body: { internalId, externalId, status: toStatus(found, context) } }
})

/** Labels are cased otherwise than in notifications. */
function toStatus(found: Found, context: BaseContext): Status {
  if ('payout' in found) return toPayoutStatus(found.payout, context)
  const status = PAYIN_STATUS[found.payin.state]
  if (found.payin.state !== 'completed') return status
  return { ...status, description: context.quirk.value('localpayment.status.completed-casing') }
}

/** The whole transaction by `externalId`. */
export const showTransaction = defineBehaviour('transaction.show', (context) => {
  const found = findTransaction(context, readId(context))
  if (!found) return context.refuse('transactionNotFound')
  return { status: 200, body: toDetail(found, context) }
})

function readId({ request }: BehaviourContext): string {
  return request.params.externalId!
}

/** A payin has the members of its notification, a payout those of its record; both two more. */
function toDetail(found: Found, context: BaseContext) {
  const wire = 'payin' in found ? toPayin(found.payin, context) : toPayout(found.payout, context)
  const { exchangeRateToken } = 'payin' in found ? found.payin : found.payout
  return {
    ...wire,
    confirmed: { ...wire.confirmed, exchangeRateToken },
    payment: { ...wire.payment, installment: null },
  }
}

function toPayout(payout: Payout, context: BaseContext) {
  const { date, errors, sender, merchant } = toPayoutDetail(payout, context)
  return { ...toPayoutRecord(payout, context), sender, merchant, date, errors }
}

/** What was created in a time, the newest first. */
export const listTransactions = defineBehaviour('transaction.list', (context) => {
  const all = collect(context).filter((found) => isWanted(found, context))
  const page = Number(context.request.query.page ?? 1)
  const size = Number(context.request.query.size ?? 10)
  const shown = all.slice((page - 1) * size, page * size)
  const totalElements = all.length
  const totalPages = Math.ceil(totalElements / size)
  const details = shown.map((found) => toDetail(found, context))
  return { status: 200, body: { totalElements, totalPages, page, size, details } }
})

function collect(context: BehaviourContext): Found[] {
  const payins = context.collection<Payin>('payin').list({ order: 'newest' })
  const payouts = context.collection<Payout>('payout').list({ order: 'newest' })
  const found: Found[] = [
    ...payins.map((payin) => ({ payin })),
    ...payouts.map((payout) => ({ payout })),
  ]
  return found.sort((a, b) => createdAt(b) - createdAt(a))
}

function createdAt(found: Found): number {
  return 'payin' in found ? found.payin.createdAt : found.payout.createdAt
}

function isWanted(found: Found, context: BehaviourContext): boolean {
  const { since, until, transactionType, status } = context.request.query
  const at = createdAt(found)
  if (at < toInstant(since) || at > toInstant(until)) return false
  const type = 'payin' in found ? 'payin' : 'payout'
  if (transactionType !== undefined && String(transactionType).toLowerCase() !== type) return false
  return status === undefined || toStatus(found, context).code === status
}

/** Without a zone UTC is meant. An impossible date is NaN, which nothing is earlier or later than. */
function toInstant(text: unknown): number {
  const value = String(text)
  return Date.parse(value.endsWith('Z') ? value : `${value}Z`)
}
