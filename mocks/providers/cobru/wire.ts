/** Records as they stand on the wire, one function per shape. */
import { type AccountView, type QuirkReader, share } from '../../provider.ts'
import { toIso, toLocalIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import { toAmount, toDecimal } from './decimal.ts'
import { computeNet, computeSaleVat, FEE_VAT_RATE } from './fees.ts'
import type { Payment, PaymentOrder, PaymentState } from './payment.ts'

interface View {
  account: AccountView
  quirk: QuirkReader
}

/** The number that stands for a state; an expired payment may pass for a rejected one. */
export function toWireState(state: PaymentState, quirk: QuirkReader): number {
  return state === 5 ? readChoice(quirk, 'cobru.state.two-vs-five', 5) : state
}

/** Answer of a create; the order of keys is that of the captured body. */
export function toCreated(payment: Payment, { account, quirk }: View) {
  const isOld = readChoice(quirk, 'cobru.create.iva-amount-meaning', 'sale') === 'fee'
  return {
    pk: payment.pk,
    amount: toDecimal(payment.amountMinor),
    state: toWireState(payment.state, quirk),
    date_created: toLocalIso(payment.createdAt),
    payment_method: payment.method,
    url: payment.url,
    owner: account.fields.owner,
    name: account.fields.name,
    payed_amount: toDecimal(computeNet(payment, quirk)),
    client_assume_costs: payment.clientAssumesCosts,
    payment_method_enabled: payment.flags,
    expiration_days: payment.expirationDays,
    fee_amount: toFee(payment.feeMinor, quirk),
    fee_iva_amount: toFee(payment.feeVatMinor, quirk),
    platform: payment.platform,
    callback: payment.callback ?? null,
    payer_redirect_url: payment.redirectUrl ?? null,
    fee_iva: FEE_VAT_RATE,
    iva_amount: toAmount(isOld ? payment.feeVatMinor : computeSaleVat(payment)),
    not_send_email: false,
    by_topup: false,
    bank_withdraw: null,
    franchise: null,
    wallet_bitcoin: null,
    amount_bitcoin: null,
    currency: null,
    idempotency_key: payment.idempotencyKey,
    currency_code: 'COP',
    description: payment.description,
  }
}

function toFee(minor: number, quirk: QuirkReader): number | string {
  const form = readChoice(quirk, 'cobru.create.fee-number', 'int')
  if (form === 'int') return share(minor, 1, 100)
  return form === 'string' ? toDecimal(minor) : toAmount(minor)
}

/** Answer of a consultation, as the older sample has it, and what clients read besides. */
export function toDetail(payment: Payment, quirk: QuirkReader) {
  return {
    pk: payment.pk,
    fee_amount: toAmount(payment.feeMinor),
    payer_id: payment.payer?.document ?? null,
    payer_name: payment.payer?.name ?? null,
    payment_method: payment.method,
    state: toWireState(payment.state, quirk),
    payer_email: payment.payer?.email ?? null,
    payment_method_enabled: payment.flags,
    date_payed: payment.paidAt ?? '',
    url: payment.url,
    amount: toAmount(payment.amountMinor),
    expiration_days: payment.expirationDays,
    payer_phone: payment.payer?.phone ?? null,
    iva_amount: toAmount(payment.feeVatMinor),
    date_expired: payment.expiresAt,
    date_created: payment.createdAt,
    images: toImages(payment, quirk),
    description: payment.description,
    payed_amount: toAmount(computeNet(payment, quirk)),
    client_assume_costs: payment.clientAssumesCosts,
    currency_code: 'COP',
  }
}

function toImages({ images }: Payment, quirk: QuirkReader): string[] | string | null {
  if (readChoice(quirk, 'cobru.detail.images-type', 'list') === 'list') return images
  return JSON.stringify(images ?? [])
}

/** A payment order as Django serialises the row. */
export function toOrderModel(order: PaymentOrder, payment: Payment, { account }: View) {
  return {
    model: 'api.paymentorder',
    pk: order.pk,
    fields: {
      owner: account.fields.ownerId,
      date_created: toIso(order.createdAt),
      gateway: 22,
      ordenId: order.url,
      GOrdenId: order.id,
      amount: order.amount ?? toDecimal(payment.amountMinor),
      state: order.state,
      method: order.method,
      franchise: order.method,
      ...toPayerOfOrder(payment),
      checkout: order.checkout,
      project_code: order.projectCode,
      ref: order.ref,
      qr_value: order.qr,
      key_value: order.key,
    },
  }
}

function toPayerOfOrder({ payer }: Payment) {
  return {
    payer_id: payer?.document ?? '',
    payer_phone: payer?.phone ?? '',
    payer_address: payer?.address ?? '',
    payer_email: payer?.email ?? '',
    payer_name: payer?.name ?? '',
    payer_id_type: payer?.documentType ?? '',
  }
}

/** A payment as Django serialises the row, with what the official plugin dumps besides. */
export function toPaymentModel(payment: Payment, order: PaymentOrder, view: View) {
  const { account, quirk } = view
  return {
    model: 'api.cobru',
    pk: payment.pk,
    fields: {
      url: payment.url,
      owner: account.fields.ownerId,
      amount: toDecimal(payment.amountMinor),
      payed_amount: toDecimal(computeNet(payment, quirk)),
      fee_amount: toAmount(payment.feeMinor),
      iva_amount: toAmount(payment.feeVatMinor),
      state: toWireState(payment.state, quirk),
      payment_method: payment.method,
      payment_method_enabled: payment.flags,
      payment_order: order.pk,
      confirmation_url: payment.callback ?? null,
      date_created: toIso(payment.createdAt),
      date_payed: payment.paidAt === null ? null : toIso(payment.paidAt),
      description: payment.description,
      expiration_date: toIso(payment.expiresAt),
      expiration_days: payment.expirationDays,
      images: payment.images,
      notified_email: false,
      notified_sms: false,
      ...toPayerOfOrder(payment),
      platform: payment.platform,
      public_generated: false,
      ...toPluginFields(payment),
    },
  }
}

function toPluginFields(payment: Payment) {
  return {
    before_amount: toDecimal(payment.amountMinor),
    fee_iva_amount: toAmount(payment.feeVatMinor),
    currency_code: 'COP',
    fee_iva: FEE_VAT_RATE,
    amount_exceeded: '0.00',
    tax_amount_reteiva: '0.00',
    tax_amount_reteica: '0.00',
    tax_amount_retefuente: '0.00',
    franchise: payment.method,
    reference_cobru: String(payment.pk),
    payer_country_code: 'CO',
    payer_redirect_url: payment.redirectUrl ?? null,
    client_assume_costs: payment.clientAssumesCosts,
  }
}
