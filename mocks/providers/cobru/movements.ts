/**
 * Movements of one family at a time.
 * Source: https://docs.cobru.co/en/docs/guides/movements, read 2026-11-20; the row of a cobru stands
 * in https://github.com/neeroai/docs-cobru, docs/export-spotlight/10-movements.md.
 */
import { type BehaviourContext, defineBehaviour, type QuirkReader } from '../../provider.ts'
import { type BankWithdrawal, openBank } from './bank.ts'
import { toBankRecord } from './bank-wire.ts'
import { type CashWithdrawal, openCash } from './cash.ts'
import { toCashNumber } from './cash-read.ts'
import { toDecimal } from './decimal.ts'
import { computeNet, FEE_VAT_RATE } from './fees.ts'
import { firstOf } from './first-of.ts'
import type { Payment } from './payment.ts'
import type { Payout } from './payouts.ts'
import { findHolder, OWNER } from './people.ts'
import type { Purchase } from './purchases.ts'
import { findSends, type Send } from './sends.ts'
import { toWireState } from './wire.ts'

type Row = Record<string, unknown>

/** The part of a family that a page shows, in its order. */
type Window = { order: 'newest' | 'oldest'; offset: number; limit: number }
type List = (context: BehaviourContext, holder: string, window: Window) => Row[]

/** Each type flag with its rows. */
const FAMILIES: Record<string, List> = {
  by_cobrus: listCobrus,
  by_withdraws: listWithdraws,
  by_sends: listOfSends,
  by_other_payments: listPurchases,
}

/** Lists a page of one family; `status` stands in the body beside the rows. */
export const listMovements = defineBehaviour('movement.list', (context) => {
  const { query } = context.request
  const flags = Object.keys(FAMILIES).filter((name) => firstOf(query[name]) === 'true')
  if (flags.length === 0) return context.refuse('oneMovementType')
  if (flags.length > 1) {
    context.quirk.note('cobru.movements.one-flag')
    if (!context.quirk.is('cobru.movements.one-flag', 'first-wins'))
      return context.refuse('oneMovementType')
  }
  const { id } = findHolder(context)
  const data = FAMILIES[flags[0]!]!(context, id, readWindow(context))
  return { status: 200, body: { data, status: 200 } }
})

function readWindow({ request: { query }, quirk }: BehaviourContext): Window {
  const limit = Number(firstOf(query.per_page) ?? 10)
  const offset = (Number(firstOf(query.page_num) ?? 1) - 1) * limit
  const isReversed = quirk.is('cobru.movements.order', 'oldest-first')
  return { order: isReversed ? 'oldest' : 'newest', offset, limit }
}

/** A white-label user has none: payments belong to the account. */
function listCobrus(context: BehaviourContext, holder: string, window: Window): Row[] {
  if (holder !== OWNER) return []
  const payments = context.collection<Payment>('payment').list(window)
  return payments.map((payment) => ({ ...toMoney(payment, context.quirk), ...toPart(payment) }))
}

function toMoney(payment: Payment, quirk: QuirkReader): Row {
  return {
    account_number: '',
    amount: toDecimal(payment.amountMinor),
    amount_bitcoin: null,
    amount_saved_transaction: 0,
    by_saved_transaction: false,
    by_topup: false,
    client_assume_costs: payment.clientAssumesCosts,
    fee_amount: toDecimal(payment.feeMinor),
    fee_iva: FEE_VAT_RATE,
    fee_iva_amount: toDecimal(payment.feeVatMinor),
    iva_amount: '0.00',
    payed_amount: toDecimal(computeNet(payment, quirk)),
    state: toWireState(payment.state, quirk),
    tax_amount_retefuente: '0.00',
    tax_amount_reteica: '0.00',
    tax_amount_reteiva: '0.00',
  }
}

function toPart({ payer, ...payment }: Payment): Row {
  return {
    cus: '',
    date_created: payment.createdAt,
    date_expired: payment.expiresAt,
    date_payed: payment.paidAt ?? 0,
    description: payment.description,
    document_type: payer?.documentType ?? '',
    expiration_days: payment.expirationDays,
    franchise: payment.method,
    images: payment.images,
    img: 'http://placehold.it/50x50',
    payer_email: payer?.email ?? '',
    payer_id: payer?.document ?? '',
    payer_name: payer?.name ?? '',
    payer_phone: payer?.phone ?? '',
    payment_method: payment.method,
    payment_method_enabled: payment.flags,
    pk: payment.pk,
    qr_bitcoin: null,
    qr_bitcoin_ln: null,
    reference_cobru: String(payment.pk),
    type: 'cobru',
    url: payment.url,
    url_bitcoin: null,
    url_bitcoin_ln: null,
    wallet: null,
  }
}

/** Assumed: rows of the other families keep the keys that make sense for them. */
function listWithdraws(context: BehaviourContext, holder: string, window: Window): Row[] {
  const { order, offset, limit } = window
  const query = { where: { holder }, order, limit: offset + limit }
  const cash = openCash(context)
    .list(query)
    .map((item) => toCash(item, context.quirk))
  const bank = openBank(context)
    .list(query)
    .map((item) => toBank(item, context))
  const sign = order === 'newest' ? -1 : 1
  return [...cash, ...bank]
    .sort((a, b) => sign * (Number(a.date_created) - Number(b.date_created)))
    .slice(offset, offset + limit)
}

function toCosts(payout: Payout): Row {
  return {
    pk: payout.pk,
    reference_cobru: String(payout.pk),
    amount: toDecimal(payout.amountMinor),
    payed_amount: toDecimal(payout.payedMinor),
    fee_amount: toDecimal(payout.feeMinor),
    fee_iva_amount: toDecimal(payout.feeVatMinor),
    gmf: toDecimal(payout.gmfMinor),
    currency_code: payout.currency,
    date_created: payout.createdAt,
  }
}

function toCash(item: CashWithdrawal, quirk: QuirkReader): Row {
  const state = toCashNumber(item.state, quirk)
  return {
    type: 'cash_withdraw',
    ...toCosts(item),
    state,
    date_payed: item.paidAt ?? 0,
    payment_method: item.method,
    description: item.name,
    account_number: '',
  }
}

function toBank(item: BankWithdrawal, context: BehaviourContext): Row {
  const { type, state, payment_method } = toBankRecord(item, context)
  return {
    type,
    ...toCosts(item),
    state,
    date_payed: item.consignedAt ?? 0,
    payment_method,
    description: item.description,
    account_number: item.accountNumber,
  }
}

function listOfSends(context: BehaviourContext, holder: string, window: Window): Row[] {
  return findSends(context, holder, window).records.map((sent) => toSend(sent))
}

function toSend({ pk, amountMinor, createdAt, from, to }: Send): Row {
  return {
    type: 'send',
    pk,
    reference_cobru: String(pk),
    amount: toDecimal(amountMinor),
    date_created: createdAt,
    date_payed: createdAt,
    from_user: from.username,
    to_user: to.username,
  }
}

function listPurchases(context: BehaviourContext, holder: string, window: Window): Row[] {
  const query = { where: { holder }, ...window }
  const found = context.collection<Purchase>('purchase').list(query)
  return found.map(({ kind, pk, amountMinor, createdAt, description }) => ({
    type: kind,
    pk,
    reference_cobru: String(pk),
    amount: toDecimal(amountMinor),
    date_created: createdAt,
    date_payed: createdAt,
    description,
  }))
}
