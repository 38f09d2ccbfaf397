/** The step at which the payer has something to scan, copy, confirm or follow. */
import type { CheckoutStep } from '../../provider.ts'
import { findLocale } from './checkout-request.ts'
import { CODE } from './daviplata.ts'
import { firstOf } from './first-of.ts'
import { findMethod, listOpen } from './methods.ts'
import type { Payment, PaymentContext, PaymentOrder } from './payment.ts'

type Instructions = Extract<CheckoutStep, { kind: 'instructions' }>

const LABELS = {
  key: { es: 'Llave Bre-B', en: 'Bre-B key' },
  project: { es: 'Convenio', en: 'Agreement' },
  reference: { es: 'Referencia', en: 'Reference' },
  due: { es: 'Paga hasta', en: 'Pay by' },
  wallet: { es: 'Billetera', en: 'Wallet' },
  cusd: { es: 'Monto en CUSD', en: 'Amount in CUSD' },
  phone: { es: 'Celular', en: 'Mobile phone' },
  code: { es: 'Código de prueba', en: 'Test code' },
}

/** Hosts as the documents print them; shown only. */
const EXTERNAL: Record<string, string> = {
  pse: 'https://registro.pse.com.co/PSEUserRegister/',
  bancolombia_transfer:
    'https://url_botonbancolombia.apps.bancolombia.com/web/transfer-gateway/checkout/',
}

const WRONG_CODE = { es: 'El código no es correcto.', en: 'The code is not right.' }

/** Builds the instructions of the method that was submitted. */
export function toInstructions(
  context: PaymentContext,
  payment: Payment,
  order: PaymentOrder | undefined,
): Instructions {
  const method = payment.method ?? ''
  const label = findMethod(method)?.label
  const external = EXTERNAL[method]
  const qr = findQr(context, order)
  return {
    kind: 'instructions',
    method,
    ...(label ? { methodLabel: label } : {}),
    ...(qr === undefined ? {} : { qr }),
    lines: toLines(context, payment, order),
    ...(external === undefined ? {} : { externalUrl: external }),
    ...(order?.expiresAt == null ? {} : { expiresAt: order.expiresAt }),
    ...(method === 'daviplata' ? { otp: toOtp(context) } : {}),
    canChange: listOpen(payment, context.quirk).length > 1,
  }
}

function findQr({ quirk }: PaymentContext, order: PaymentOrder | undefined): string | undefined {
  if (order?.method === 'NEQUI') return order.ref === null ? undefined : String(order.ref)
  const isBlank = quirk.is('cobru.hosted.breb-qr-undefined', 'blank')
  if (order?.method !== 'breb' || !isBlank) return order?.qr ?? undefined
  quirk.note('cobru.hosted.breb-qr-undefined')
  return undefined
}

function toLines(
  context: PaymentContext,
  payment: Payment,
  order: PaymentOrder | undefined,
): Instructions['lines'] {
  const kind = findMethod(payment.method)?.kind
  const isWallet = kind === 'wallet'
  const values: [keyof typeof LABELS, string | number | null | undefined][] = [
    ['key', order?.key],
    ['project', order?.projectCode],
    ['reference', order?.ref],
    ['due', kind === 'cash' ? toDay(payment.expiresAt, findLocale(context.request)) : undefined],
    ['wallet', order?.amount === undefined ? undefined : order.checkout],
    ['cusd', order?.amount],
    ['phone', isWallet ? payment.payer?.phone : undefined],
    ['code', payment.method === 'daviplata' ? CODE : undefined],
  ]
  return values.flatMap(([name, value]) =>
    value == null ? [] : [{ label: LABELS[name], value: String(value) }],
  )
}

/** The last day of the payment, as people in Colombia write it. */
function toDay(at: number, locale: 'es' | 'en'): string {
  const format = new Intl.DateTimeFormat(locale === 'es' ? 'es-CO' : 'en-US', {
    dateStyle: 'long',
    timeZone: 'America/Bogota',
  })
  return format.format(at)
}

function toOtp({ request }: PaymentContext): NonNullable<Instructions['otp']> {
  return firstOf(request.query.problem) === 'otp' ? { problem: WRONG_CODE } : {}
}
