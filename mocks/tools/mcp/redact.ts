/**
 * What an answer, a notification or a trigger's result may show: ids stay, for the next call needs
 * them; keys, tokens and what says who somebody is go, by the rule of recordings.
 */
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { SentRequest } from '../../sandbox/control/send.ts'
import type { Exchange } from '../recorder/exchange.ts'
import { createBook } from '../recorder/placeholder-book.ts'
import { redactExchange } from '../recorder/redact.ts'

/** Characters of a body that an assistant reads. */
const MOST = 20_000

/** A call that was made for the assistant. `secrets`: values that must go wherever they stand. */
export function redactSent(sent: SentRequest, secrets: readonly string[]): SentRequest {
  const [path = '', query] = sent.sent.path.split('?')
  const { request, response } = redact(
    {
      method: sent.sent.method,
      path,
      ...(query === undefined ? {} : { query }),
      headers: { 'content-type': 'application/json' },
      body: toText(sent.sent.body),
    },
    { status: sent.status, headers: sent.headers, body: toText(sent.body) },
    secrets,
  )
  return {
    request: sent.request,
    sent: {
      method: sent.sent.method,
      path: request.query === undefined ? request.path : `${request.path}?${request.query}`,
      ...(sent.sent.body === undefined ? {} : { body: fromText(request.body) }),
    },
    status: sent.status,
    headers: keepTold(response.headers),
    body: fromText(response.body),
  }
}

/** A notification with its body; what the receiver answered is cut as it is kept. */
export function redactDelivery(delivery: DeliveryRow, secrets: readonly string[]): DeliveryRow {
  const [path = '', query] = delivery.url.split('?')
  const { request } = redact(
    {
      method: delivery.method,
      path,
      ...(query === undefined ? {} : { query }),
      headers: delivery.headers,
      body: delivery.body,
    },
    { status: 0, headers: {}, body: '' },
    secrets,
  )
  const url = request.query === undefined ? request.path : `${request.path}?${request.query}`
  return { ...delivery, url, headers: request.headers, body: cut(request.body) }
}

/** Data that came of a trigger. */
export function redactData(value: unknown, secrets: readonly string[]): unknown {
  if (value === undefined) return undefined
  const none = { method: 'GET', path: '/', headers: {}, body: '' }
  const { response } = redact(none, { status: 200, headers: {}, body: toText(value) }, secrets)
  return fromText(response.body)
}

function redact(
  request: Exchange['request'],
  response: Exchange['response'],
  secrets: readonly string[],
): Exchange {
  return redactExchange(
    { id: 'shown', at: '', provider: '', request, response },
    { secrets, book: createBook() },
  )
}

/** Headers that say something: ours, and those that tell a caller what to do next. */
function keepTold(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) =>
    /^(x-ensayo-(?!request|operation)|retry-after$|location$|content-type$)/.test(name),
  )
  return Object.fromEntries(kept)
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fromText(text: string): unknown {
  if (text.length > MOST) return cut(text)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function cut(text: string): string {
  return text.length <= MOST
    ? text
    : `${text.slice(0, MOST)}… (${text.length - MOST} characters more)`
}
