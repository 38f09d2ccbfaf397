/**
 * What a payer submits to a payment and what comes back. Answers of an order are one array of two,
 * one object or a bare address, plain or as JSON text; this reads them all.
 */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** The document is one that Cobru's own samples print. */
export const PAYER = {
  name: 'Rosa Ensayo',
  cc: '1140867070',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '3000000000',
}

/** Fields of each method beside `payment` and the payer. */
const EXTRAS: Record<string, Record<string, unknown>> = {
  pse: { bank: '1040', address: 'Calle 1 # 2-3, Bogotá' },
  NEQUI: { phone_nequi: '3000000000', push: true },
}

/** Submits a method with all it needs; `undefined` in an override leaves a field out. */
export function submit(
  session: Session,
  url: string,
  payment: string,
  overrides: Record<string, unknown> = {},
): Promise<Answer> {
  const payer = payment === 'breb' ? {} : PAYER
  const json = { payment, ...payer, ...EXTRAS[payment], ...overrides }
  return session.send('POST', `/${url}`, { json })
}

export interface Order {
  /** `[order, cobru]`, the order alone, or something else. */
  shape: 'array' | 'single' | 'other'
  /** Whether the body was JSON text that held it. */
  isEncoded: boolean
  /** Whether `fields` was JSON text. */
  hasTextFields: boolean
  /** Fields of `api.paymentorder`, or whatever stands at the top. */
  order: Loose
  /** Fields of `api.cobru`. */
  cobru: Loose
}

/** Reads the answer of a submission; undefined when it is no 200 with a body. */
export function readOrder({ status, body }: Answer): Order | undefined {
  if (status !== 200) return undefined
  const isEncoded = typeof body === 'string'
  const value = isEncoded ? parse(body) : body
  if (typeof value !== 'object' || value === null) return undefined
  const rows: Loose[] = Array.isArray(value) ? value : [value]
  const isModel = rows[0]?.model === 'api.paymentorder'
  return {
    shape: Array.isArray(value) ? 'array' : isModel ? 'single' : 'other',
    isEncoded,
    hasTextFields: typeof rows[0]?.fields === 'string',
    order: isModel ? toFields(rows[0]) : rows[0],
    cobru: toFields(rows[1]),
  }
}

function toFields(row: Loose): Loose {
  return typeof row?.fields === 'string' ? parse(row.fields) : (row?.fields ?? {})
}

function parse(text: string): Loose {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Id of the order, wherever it stands. */
export function readOrderId(order: Order | undefined): string | undefined {
  return order?.order?.GOrdenId ?? order?.order?.payment_details?.GOrdenId
}

/** Name under which the QR of Bre-B comes, and its text. */
export function readQr(order: Order | undefined): { field: string; qr: string } | undefined {
  const fields = order?.order
  const found = [
    { field: 'fields-qr-value', qr: fields?.qr_value },
    { field: 'check-qr', qr: fields?.check_qr },
    { field: 'payment-details-qr-bitcoin', qr: fields?.payment_details?.qr_bitcoin },
  ].filter(({ qr }) => typeof qr === 'string' && qr !== '')
  return found.length === 1 ? found[0] : undefined
}

/** Whether the payer's document was refused, as the captured sandbox refused all. */
export function isDocumentRefused({ body }: Answer): boolean {
  return body?.result === 'LIMIT_LENGTH_CC'
}

/** Whether the method is closed to the payment or to the account. */
export function isNotAllowed({ body }: Answer): boolean {
  return body?.result === 'NOT_ALLOWED'
}
