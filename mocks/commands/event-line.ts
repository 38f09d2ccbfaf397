/** One line for each finished request and delivery, for the person who watches `ensayo start`. */

import type { JournalEntry } from '../core/http/journal-entry.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import type { EngineEvent } from '../sandbox/engine/engine.ts'
import { toAddress, toHost } from './explain-delivery.ts'
import { paint, paintStatus, shorten } from './output.ts'

/** `cobru  POST /cobru/ 403 2 ms req_1  Validation, not authentication. Send callback.` */
export function toEventLine(event: EngineEvent): string {
  return event.type === 'request' ? toRequestLine(event.entry) : toDeliveryLine(event.delivery)
}

function toRequestLine(entry: JournalEntry): string {
  const { provider, request, response } = entry
  const duration = `${entry.durationMs < 10 ? entry.durationMs.toFixed(1) : Math.round(entry.durationMs)} ms`
  const parts = [
    `${toWho(entry)}  ${request.method} ${shorten(request.path, 80)}`,
    paintStatus(response.status),
    paint('dim', `${duration} ${entry.id}`),
  ]
  const why = [...entry.problems.map((problem) => paint('red', problem)), toWhy(entry)]
  return [provider && parts.join(' '), ...why].filter(Boolean).join('  ')
}

function toWhy({ hint, quirks }: JournalEntry): string {
  if (hint !== undefined) return paint('cyan', toOneLine(hint))
  return quirks.map(({ id, variant }) => paint('cyan', `${id}=${variant}`)).join(' ')
}

function toDeliveryLine(delivery: DeliveryRow): string {
  const last = delivery.attempts.at(-1)
  const outcome = last?.status === undefined ? (last?.error ?? '') : paintStatus(last.status)
  const attempt = delivery.attempts.length > 1 ? `attempt ${delivery.attempts.length}` : ''
  const state = delivery.status === 'delivered' ? '' : paint('yellow', delivery.status)
  const cure = delivery.status === 'withheld' ? toCure(delivery.url) : ''
  const parts = [
    `→ ${delivery.notification} ${delivery.method} ${shorten(toAddress(delivery), 120)}`,
  ]
  const rest = [outcome, attempt, state, paint('dim', delivery.id), cure]
  return `${toWho(delivery)}  ${[...parts, ...rest].filter(Boolean).join(' ')}`
}

function toCure(url: string): string {
  return paint('cyan', `not sent outside; --forward ${toHost(url)}=http://localhost:3000 would`)
}

function toWho({ provider, account }: { provider: string; account: string }): string {
  return account === 'default' ? provider : `${provider}/${account}`
}

function toOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
