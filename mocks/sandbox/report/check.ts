/** What a check is, and the words in which checks speak. */
import { toPlainPath } from '../../base/plain-path.ts'
import type { SeenDelivery, SeenRequest, Traffic } from './seen.ts'
import type { Finding, Judgement } from './types.ts'

/** Judges the traffic of one account by settings of the spec, whose shape the dialect has checked. */
// biome-ignore lint/suspicious/noExplicitAny: each check names its own settings; `specs/schema.json` holds them
export type Check<Settings = any> = (traffic: Traffic, settings: Settings) => Judgement

/** Violated by any finding; else met when it was seen to work, else not seen. */
export function judge(findings: Finding[], isSeen: boolean, note?: string): Judgement {
  const verdict = findings.length > 0 ? 'violated' : isSeen ? 'met' : 'not-seen'
  return { verdict, findings, ...(note === undefined ? {} : { note }) }
}

/** A finding about requests and deliveries, in the order of events. */
export function found(
  events: readonly (SeenRequest | SeenDelivery)[],
  saw: string,
  cure: string,
): Finding {
  const requests = events.filter(isRequest).map(({ entry }) => entry.id)
  const deliveries = events
    .filter((event): event is SeenDelivery => !isRequest(event))
    .map(({ row }) => row.id)
  return { where: events.map(label), saw, cure, requests, deliveries }
}

function isRequest(event: SeenRequest | SeenDelivery): event is SeenRequest {
  return 'entry' in event
}

function label(event: SeenRequest | SeenDelivery): string {
  if (isRequest(event)) {
    const { id, request, response } = event.entry
    return `${id} ${request.method} ${shorten(toShown(request.path))} → ${response.status || 'no answer'}`
  }
  const { id, notification, attempts } = event.row
  const last = attempts.at(-1)
  return `${id} ${notification} → ${last === undefined ? 'not sent' : (last.status ?? 'no answer')}`
}

/** Reports are kept and passed on: what a client wrote into the path or behind it, a key among it, stays out. */
function toShown(path: string): string {
  const [before = ''] = path.split('?', 1)
  return `${toPlainPath(before)}${before === path ? '' : '?…'}`
}

/** A path may hold anything that a client sent. */
export function shorten(text: string, limit = 70): string {
  const plain = text.replaceAll(/\p{C}/gu, '·')
  return plain.length <= limit ? plain : `${plain.slice(0, limit - 1)}…`
}

/** JSON with sorted keys, without those named: what makes two bodies the same. */
export function toCanonical(value: unknown, without: readonly string[] = []): string {
  return JSON.stringify(value, (key, each: unknown) => {
    if (without.includes(key)) return undefined
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** The last word of an expression: `idempotency_key` of `$request.body#/idempotency_key`. */
export function nameOf(expression: string): string {
  return expression.split(/[./]/).findLast((word) => word !== '*') ?? expression
}

/** `5 minutes` for 300,000. */
export function toWords(ms: number): string {
  const [count, word] =
    ms < 60_000
      ? [ms / 1_000, 'second']
      : ms < 3_600_000
        ? [ms / 60_000, 'minute']
        : [ms / 3_600_000, 'hour']
  const rounded = Math.round(count * 10) / 10
  return `${rounded} ${word}${rounded === 1 ? '' : 's'}`
}
