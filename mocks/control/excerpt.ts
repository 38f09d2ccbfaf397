/** The end of an account's journal and deliveries, for whoever must see at a glance what happened. */
import type { JournalEntry } from '../http/journal.ts'
import type { DeliveryRow } from '../webhooks/types.ts'

/** Lines of each list that are shown. */
export const EXCERPT_LINES = 12

/** Requests, then deliveries, the newest last; `rows` begin with the newest, as they are listed. */
export function toExcerpt(account: string, entries: JournalEntry[], rows: DeliveryRow[]): string {
  return [
    ...toList(`Requests of "${account}"`, entries, toRequestLine),
    ...toList(`Deliveries of "${account}"`, rows.toReversed(), toDeliveryLine),
  ].join('\n')
}

function toList<T>(title: string, all: readonly T[], toLine: (item: T) => string): string[] {
  if (all.length === 0) return [`${title}: none.`]
  const shown = all.slice(-EXCERPT_LINES)
  const left = all.length - shown.length
  const head = left === 0 ? `${title}:` : `${title}, ${left} older ones left out:`
  return [head, ...shown.map((item) => `  ${toLine(item)}`)]
}

function toRequestLine({ id, at, request, response, ...entry }: JournalEntry): string {
  const operation = entry.operationId ?? `no operation of ${entry.provider}`
  const line = `${id}  ${toTime(at)}  ${request.method} ${shorten(request.path, 60)}  ${response.status || 'no answer'}  ${operation}`
  const why = entry.problems[0] ?? entry.hint ?? toViolation(entry.violations)
  const notes = [
    ...(why === undefined ? [] : [shorten(why, 120)]),
    ...entry.quirks.map((quirk) => `quirk ${quirk.id}=${quirk.variant}`),
  ]
  return [line, ...notes.map((note) => `      ${note}`)].join('\n')
}

function toViolation([first]: JournalEntry['violations']): string | undefined {
  return first && [first.path, first.message].filter(Boolean).join(': ')
}

function toDeliveryLine(row: DeliveryRow): string {
  const last = row.attempts.at(-1)
  const outcome =
    last === undefined ? '' : ` (${last.error ?? last.status}, ${row.attempts.length} tried)`
  const due =
    row.status === 'pending' && row.dueAt !== undefined ? `, due ${toTime(row.dueAt)}` : ''
  const shaping = [...row.quirks, ...(row.chaos ?? [])].join(', ')
  const by = shaping === '' ? '' : `, by ${shaping}`
  const name = `${row.provider}.${row.notification}`
  return `${row.id}  ${toTime(row.createdAt)}  ${name} to ${shorten(row.url, 60)}  ${row.status}${outcome}${due}${by}`
}

/** `12:00:00Z`; milliseconds where there are some. */
function toTime(ms: number): string {
  return new Date(ms).toISOString().slice(11).replace('.000Z', 'Z')
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
