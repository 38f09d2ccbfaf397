/**
 * The end of an account's journal and deliveries, for whoever must see at a glance what happened. It lands
 * in reports of test runners and in logs, so nothing stands in it that clients wrote into paths.
 */

import { describeInstant } from '../../base/instant.ts'
import { toPlainUrl } from '../../base/plain-path.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Spec } from '../../dialect/types.ts'
import type { AccountFace } from '../engine/engine.ts'
import type { Specs } from '../report/find-specs.ts'
import { toSaidHint, toSaidPath } from '../report/public-line.ts'

/** Lines of each list that are shown. */
export const EXCERPT_LINES = 12

/** Lines of requests that belong to no account. */
const UNCLAIMED_LINES = 3

export interface Happened {
  account: Pick<AccountFace, 'id' | 'requestsBefore'>
  /** Of this account, oldest first. */
  entries: JournalEntry[]
  /** The newest first, as they are listed. */
  rows: DeliveryRow[]
  /** Of the account that requests without credentials belong to, or of all. */
  others: JournalEntry[]
  /** By provider: what may be said of a request without repeating what is somebody's. */
  specs: Specs
}

/** Requests, those that may have been meant for the account, then deliveries; the newest last. */
export function toExcerpt({ account, entries, rows, others, specs }: Happened): string {
  const toLine = (entry: JournalEntry) => toRequestLine(entry, specs.get(entry.provider)?.spec)
  return [
    ...toList(`Requests of "${account.id}"`, entries, toLine),
    ...toUnclaimed(account, others, toLine),
    ...toList(`Deliveries of "${account.id}"`, rows.toReversed(), toDeliveryLine),
  ].join('\n')
}

/** What came since the account was made and names none: wrong credentials are seen nowhere else. */
function toUnclaimed(
  { id, requestsBefore }: Happened['account'],
  all: JournalEntry[],
  toLine: (entry: JournalEntry) => string,
): string[] {
  const found = all.filter(
    (entry) => entry.isUnclaimed && entry.account !== id && toNumber(entry.id) > requestsBefore,
  )
  if (found.length === 0) return []
  const count = found.length === 1 ? '1 request' : `${found.length} requests`
  const title = `${count} since without credentials of any account, in account "${found[0]!.account}"`
  return toList(title, found, toLine, UNCLAIMED_LINES)
}

function toNumber(id: string): number {
  return Number(id.slice(id.indexOf('_') + 1))
}

function toList<T>(
  title: string,
  all: readonly T[],
  toLine: (item: T) => string,
  limit = EXCERPT_LINES,
): string[] {
  if (all.length === 0) return [`${title}: none.`]
  const shown = all.slice(-limit)
  const left = all.length - shown.length
  const older = left === 1 ? '1 older one' : `${left} older ones`
  const head = left === 0 ? `${title}:` : `${title}, ${older} left out:`
  return [head, ...shown.map((item) => `  ${toLine(item)}`)]
}

function toRequestLine(
  { id, at, request, response, ...entry }: JournalEntry,
  spec: Spec | undefined,
): string {
  const operation = entry.operationId ?? `no operation of ${entry.provider}`
  const line = `${id}  ${toTime(at)}  ${request.method} ${shorten(toSaidPath(request, spec), 60)}  ${response.status || 'no answer'}  ${operation}`
  const why = entry.problems[0] ?? entry.hint ?? toViolation(entry.violations)
  const notes = [
    ...(why === undefined ? [] : [shorten(toSaidHint(why, request, spec), 120)]),
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
  return `${row.id}  ${toTime(row.createdAt)}  ${name} to ${shorten(toPlainUrl(row.url), 60)}  ${row.status}${outcome}${due}${by}`
}

/** `12:00:00Z`; milliseconds where there are some. */
function toTime(ms: number): string {
  return describeInstant(ms).slice(11)
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
