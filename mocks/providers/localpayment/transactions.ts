/**
 * Payins and payouts looked up: status, detail, list.
 * Source: https://docs.localpayment.com/reference/get-transaction-status, read 2026-11-20, and
 * https://docs.v3.localpayment.com/after-payment.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type Page,
} from '../../provider.ts'
import { PAYIN_STATUS, type Status } from './catalogs.ts'
import { type Found, findTransaction } from './find-transaction.ts'
import { toPayin } from './payin-wire.ts'
import { toPayoutRecord } from './payout-record.ts'
import { toPayoutCode, toPayoutDetail, toPayoutStatus } from './payout-wire.ts'
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
  const page = Number(context.request.query.page ?? 1)
  const size = Number(context.request.query.size ?? 10)
  const payins = pageOf<Payin>(context, 'payin', page * size)
  const payouts = pageOf<Payout>(context, 'payout', page * size)
  const found: Found[] = [
    ...payins.records.map((payin) => ({ payin })),
    ...payouts.records.map((payout) => ({ payout })),
  ]
  found.sort((a, b) => createdAt(b) - createdAt(a))
  const totalElements = payins.total + payouts.total
  const totalPages = Math.ceil(totalElements / size)
  const details = found.slice((page - 1) * size, page * size).map((each) => toDetail(each, context))
  return { status: 200, body: { totalElements, totalPages, page, size, details } }
})

function createdAt(found: Found): number {
  return 'payin' in found ? found.payin.createdAt : found.payout.createdAt
}

/** The newest of one kind that are asked for. */
function pageOf<T extends Payin | Payout>(
  context: BehaviourContext,
  type: 'payin' | 'payout',
  limit: number,
): Page<T> {
  const { since, until, transactionType, status } = context.request.query
  if (transactionType !== undefined && String(transactionType).toLowerCase() !== type)
    return { records: [], total: 0 }
  const from = toInstant(since)
  const to = toInstant(until)
  const test = (record: T) =>
    !(record.createdAt < from || record.createdAt > to) &&
    (status === undefined || codeOf(type, record) === status)
  const match = { key: JSON.stringify([since, until, status]), test }
  return context.collection<T>(type).page({ match, order: 'newest', limit })
}

/** Holds because a collection's records have the type of its name. */
function codeOf(type: 'payin' | 'payout', record: Payin | Payout): string {
  if (type === 'payout') return toPayoutCode(record as Payout)
  return PAYIN_STATUS[(record as Payin).state].code
}

/** Without a zone UTC is meant. An impossible date is NaN, which nothing is earlier or later than. */
function toInstant(text: unknown): number {
  const value = String(text)
  return Date.parse(value.endsWith('Z') ? value : `${value}Z`)
}
