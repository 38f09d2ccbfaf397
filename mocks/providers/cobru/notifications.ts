/**
 * What a callback says.
 * Source: https://docs.cobru.co/en/docs/webhooks, read 2026-11-20; the older keys stand in
 * https://github.com/neeroai/docs-cobru, docs/export-spotlight/3-cobru.md.
 */
import { definePayload, type NotificationContext } from '../../provider.ts'
import { toAmount, toDecimal } from './decimal.ts'
import { computeNet } from './fees.ts'
import type { Payment } from './payment.ts'
import { toWireState } from './wire.ts'

/** Builds the five current keys, the older ones, or both; types of amounts are quirks of the spec. */
export const paymentUpdated = definePayload<Payment>('paymentUpdated', (context) => {
  const form = context.quirk.value<string>('cobru.webhook.payload')
  if (form === 'seed') return toCurrent(context)
  return form === 'legacy' ? toOlder(context) : { ...toCurrent(context), ...toOlder(context) }
})

function toCurrent({ record, quirk }: NotificationContext<Payment>) {
  return {
    orderId: findOrderId(record) ?? String(record.pk),
    state: toWireState(record.state, quirk),
    payment_method: toMethod(record, quirk.value<boolean>('cobru.webhook.method-label')),
    amount: toDecimal(record.amountMinor),
    url: record.url,
  }
}

/** Assumed: the merchant's own `orderId`, which the plugin puts into the callback's query. */
function findOrderId({ callback }: Payment): string | undefined {
  if (callback === undefined || !URL.canParse(callback)) return undefined
  return new URL(callback).searchParams.get('orderId') ?? undefined
}

/** Only Bre-B has a label that differs from its literal. */
function toMethod({ method }: Payment, isLabel: boolean): string | null {
  return isLabel && (method === 'breb' || method === 'breb_qr') ? 'Bre-B' : method
}

/** The trace code of PSE stays the same in every callback of a payment. */
const TRACE_BASE = 650_000_000

function toOlder({ record, quirk }: NotificationContext<Payment>) {
  const { payer } = record
  return {
    // A forged callback has its `state` from the spec; both keys tell the same lie.
    payed: record.state === 3 || quirk.is('cobru.webhook.unsigned', 'spoofed'),
    url: record.url,
    state: toWireState(record.state, quirk),
    amount: toDecimal(record.amountMinor),
    payed_amount: toAmount(computeNet(record, quirk)),
    fee_amount: toAmount(record.feeMinor),
    iva_amount: toAmount(record.feeVatMinor),
    payment_method: toMethod(record, quirk.value<boolean>('cobru.webhook.method-label')),
    payer_name: payer?.name ?? '',
    payer_email: payer?.email ?? '',
    payer_id_type: (payer?.documentType ?? '').toLowerCase(),
    payer_id: payer?.document ?? '',
    payer_phone: payer?.phone ?? '',
    description: record.description,
    ...(record.method === 'pse' ? { cus: String(TRACE_BASE + record.pk) } : {}),
  }
}
