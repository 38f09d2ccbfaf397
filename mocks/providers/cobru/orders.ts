/**
 * Payment orders: one per submission of details, and the answer it gives.
 * Source: https://docs.cobru.co/en/docs/guides/qr-breb, read 2026-11-20; the full rows stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md.
 */
import { toBrebCode } from './breb-code.ts'
import { toCusd } from './celo-rates.ts'
import { readChoice } from './choice.ts'
import type { Method } from './methods.ts'
import type { Payment, PaymentContext, PaymentOrder } from './payment.ts'
import type { Details } from './submission.ts'
import { toOrderModel, toPaymentModel } from './wire.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Assumed: the documents show `project_code` as a number without naming the agreements. */
const PROJECT_CODES: Record<string, number> = {
  efecty: 112_766,
  corresponsal_bancolombia: 67_387,
  baloto: 951_012,
}

/** Stores the order of a submission. */
export function createOrder(
  context: PaymentContext,
  payment: Payment,
  { method, details }: { method: Method; details: Details },
): PaymentOrder {
  const { ids, now, quirk } = context
  const id = `${quirk.value<string>('cobru.pay.gordenid-type')}${ids.text('order.id', 16, LETTERS)}`
  const lifeMs = quirk.durationMs('cobru.pay.breb-ttl')
  const order: PaymentOrder = {
    id,
    pk: ids.number('order.pk', 51_000),
    url: payment.url,
    method: method.id,
    state: 'PENDIENTE',
    createdAt: now,
    expiresAt: method.kind === 'qr' ? now + lifeMs : null,
    checkout: toCheckout(context, payment, { method, details }),
    ...(method.kind === 'celo' ? { amount: toCusd(payment.amountMinor) } : {}),
    projectCode: PROJECT_CODES[method.id] ?? null,
    ref: toReference(context, method, details),
    ...toCode(context, payment, { methodId: method.id, reference: id }),
  }
  return context.collection<PaymentOrder>('paymentOrder').insert(order)
}

/** Assumed: our own page stands in for the bank, so that the payment can be finished offline. */
function toCheckout(
  { baseUrl, quirk, ids }: PaymentContext,
  payment: Payment,
  { method, details }: { method: Method; details: Details },
): string {
  if (method.kind === 'celo') return `0x${ids.hex('order.celo', 40)}`
  const isNequi = method.id === 'NEQUI' && details.push !== false
  const isPage = isNequi && readChoice(quirk, 'cobru.pay.nequi-push-result', 'push') === 'checkout'
  return method.kind === 'redirect' || isPage ? `${baseUrl}/${payment.url}` : ''
}

function toReference(context: PaymentContext, method: Method, details: Details) {
  if (method.kind === 'cash') return Number(`1${context.ids.digits('order.pin', 8)}`)
  if (method.id !== 'NEQUI' || details.push !== false) return null
  const prefix = context.quirk.value<string>('cobru.pay.nequi-ref-string')
  return `${prefix}${context.ids.digits('order.nequi', 18)}`
}

function toCode(
  { ids, account }: PaymentContext,
  payment: Payment,
  { methodId, reference }: { methodId: string; reference: string },
): { qr: string | null; key: string | null } {
  if (methodId === 'bancolombia_qr') {
    return { qr: `https://checkout.wompi.co/l/${ids.text('order.wompi', 10)}`, key: null }
  }
  if (methodId !== 'breb' && methodId !== 'breb_qr') return { qr: null, key: null }
  const key = `@ensayo${ids.digits('order.key', 4)}`
  const merchant = String(account.fields.name)
  return { qr: toBrebCode({ key, amountMinor: payment.amountMinor, merchant, reference }), key }
}

/** The body that answers a submission; its shape depends on the method and on quirks. */
export function toOrderAnswer(context: PaymentContext, payment: Payment, order: PaymentOrder) {
  if (order.method === 'breb_qr' || order.method === 'bancolombia_qr')
    return toPaymentDetails(order)
  const rows = [toOrderModel(order, payment, context), toPaymentModel(payment, order, context)]
  if (order.method === 'breb') return nameQr(context, rows, order)
  return toShape(context, rows, order.checkout)
}

function toPaymentDetails(order: PaymentOrder) {
  const isLink = order.method === 'bancolombia_qr'
  return {
    payment_details: {
      qr_bitcoin: order.qr,
      url_bitcoin: isLink ? order.qr : null,
      GOrdenId: order.id,
      ...(order.key === null ? {} : { key_value: order.key }),
      // Assumed to stand here; the research found it in the script of Cobru's page.
      ...(order.expiresAt === null
        ? {}
        : { time_to_complete: (order.expiresAt - order.createdAt) / 1_000 }),
    },
  }
}

type Rows = { model: string; pk: number; fields: Record<string, unknown> }[]

const QR_FIELDS = ['fields-qr-value', 'check-qr', 'payment-details-qr-bitcoin']

function nameQr(context: PaymentContext, rows: Rows, order: PaymentOrder): unknown {
  const chosen = readChoice(context.quirk, 'cobru.pay.breb-qr-field', 'fields-qr-value')
  const field =
    chosen === 'rotate' ? QR_FIELDS[context.ids.sequence('order.qr-field', 0) % 3] : chosen
  if (field === 'payment-details-qr-bitcoin') return toPaymentDetails(order)
  if (field !== 'check-qr') return toShape(context, rows, '')
  const [first, ...rest] = rows
  const { qr_value, ...fields } = first!.fields
  return toShape(context, [{ ...first!, fields: { ...fields, check_qr: qr_value } }, ...rest], '')
}

function toShape({ quirk }: PaymentContext, rows: Rows, checkout: string): unknown {
  const shape = readChoice(quirk, 'cobru.pay.response-shapes', 'array-of-two')
  if (shape === 'single-order') return rows[0]
  return shape === 'checkout-only' && checkout !== '' ? { checkout } : rows
}
