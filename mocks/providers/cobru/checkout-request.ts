/** What the page's requests say: language, prefilled data, addresses. */
import { firstOf } from './first-of.ts'
import type { Payment, PaymentContext } from './payment.ts'

type Request = PaymentContext['request']

/** Language asked for by `lang`, else by the browser, else Spanish. */
export function findLocale({ query, headers, body }: Request): 'es' | 'en' {
  const form = (typeof body === 'object' && body !== null ? body : {}) as { lang?: unknown }
  const wanted = firstOf(query.lang) ?? firstOf(form.lang)
  if (wanted === 'es' || wanted === 'en') return wanted
  const languages = (headers['accept-language'] ?? '').toLowerCase().split(',')
  const first = languages
    .map((item) => item.trim().slice(0, 2))
    .find((item) => /^(es|en)$/.test(item))
  return first === 'en' ? 'en' : 'es'
}

/** Paths as the browser reaches them, be the provider at a port of its own or below a prefix. */
export function toPaths(context: PaymentContext, payment: Payment) {
  const base = toPagePath(context, payment)
  const again = context.request.query.retry === undefined ? '' : '?retry=1'
  return {
    path: `${base}${again}`,
    action: `${base}/checkout/`,
    statusPath: `${base}/checkout/${again}`,
  }
}

/** Path of the page without query. */
export function toPagePath({ baseUrl }: PaymentContext, payment: Payment): string {
  return `${new URL(baseUrl).pathname.replace(/\/$/, '')}/${payment.url}`
}

/** Payer's data in the query of the page, by the names of our fields. */
const PREFILL: Record<string, string[]> = {
  name: ['name', 'third_party_name'],
  document_type: ['document_type'],
  cc: ['document_number', 'cc'],
  phone: ['phone'],
  phone_nequi: ['phone_nequi', 'phone'],
  email: ['email'],
  address: ['address'],
}

/** What the query tells about the payer. */
export function readPrefill({ query }: Request): Record<string, string> {
  const known: Record<string, string> = {}
  for (const [field, names] of Object.entries(PREFILL)) {
    const value = names.map((name) => firstOf(query[name])).find((found) => found !== undefined)
    if (value !== undefined) known[field] = value.slice(0, 200)
  }
  return known
}
