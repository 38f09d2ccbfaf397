/** Requests and deliveries of all accounts as one list, newest first, and what stands out among them. */
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Engine } from '../engine/engine.ts'

export type Item =
  | { kind: 'request'; entry: JournalEntry; order: number }
  | { kind: 'delivery'; row: DeliveryRow; order: number }

/** Whether it went wrong, or departs from what the documents lead one to expect. */
export type Standing = 'bad' | 'warn' | 'plain'

export interface TrafficFilter {
  provider?: string
  operation?: string
  account?: string
  /** `403`, `4xx`, or the status of a delivery, `failed`. */
  status?: string
  /** Found anywhere in it, in either case. */
  text?: string
  show?: string
}

/** Everything that the filter lets pass, newest first. */
export async function listTraffic(engine: Engine, filter: TrafficFilter = {}): Promise<Item[]> {
  const accounts = filter.account ? [filter.account] : engine.accounts().map(({ id }) => id)
  const rows = (await Promise.all(accounts.map((id) => engine.deliveries(id)))).flat()
  const items: Item[] = [
    ...engine.requests(filter.account || undefined).map(toRequestItem),
    ...rows.map(toDeliveryItem),
  ]
  return items.filter((item) => isWanted(item, filter)).sort((a, b) => b.order - a.order)
}

/** The delivery of an id, in whichever account; undefined when there is none. */
export async function findDelivery(engine: Engine, id: string): Promise<DeliveryRow | undefined> {
  for (const account of engine.accounts()) {
    const found = (await engine.deliveries(account.id)).find((row) => row.id === id)
    if (found) return found
  }
  return undefined
}

export function standingOf(item: Item): Standing {
  if (item.kind === 'delivery') return standingOfDelivery(item.row)
  const { response, problems, quirks, faults = [], stub } = item.entry
  if (response.status >= 400 || response.status === 0 || problems.length > 0) return 'bad'
  return quirks.length > 0 || faults.length > 0 || stub !== undefined ? 'warn' : 'plain'
}

export function standingOfDelivery({
  status,
  attempts,
  quirks,
  chaos = [],
  forged,
}: DeliveryRow): Standing {
  if (['failed', 'withheld', 'dropped'].includes(status)) return 'bad'
  if (status === 'pending' && attempts.length > 0) return 'bad'
  return quirks.length > 0 || chaos.length > 0 || forged !== undefined ? 'warn' : 'plain'
}

/** What happened to something unusual, how often, and the filter that shows it. */
export interface Group {
  provider: string
  operation: string
  what: string
  standing: Standing
  times: number
}

/** Errors by operation and status, surprises by operation and quirk; errors first, then the most frequent. */
export function groupUnusual(items: readonly Item[]): Group[] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const standing = standingOf(item)
    if (standing === 'plain') continue
    for (const what of toKinds(item)) {
      const { provider, operation } = namesOf(item)
      const key = JSON.stringify([provider, operation, what])
      const group = groups.get(key) ?? { provider, operation, what, standing, times: 0 }
      groups.set(key, { ...group, times: group.times + 1 })
    }
  }
  return [...groups.values()].sort(
    (a, b) => Number(b.standing === 'bad') - Number(a.standing === 'bad') || b.times - a.times,
  )
}

function toKinds(item: Item): string[] {
  if (item.kind === 'delivery') {
    return standingOfDelivery(item.row) === 'bad' ? [item.row.status] : [...item.row.quirks]
  }
  const { quirks, response } = item.entry
  if (quirks.length > 0) return quirks.map(({ id, variant }) => `${id}=${variant}`)
  return [String(response.status)]
}

/** Provider, and operation or notification. */
export function namesOf(item: Item): { provider: string; operation: string } {
  return item.kind === 'request'
    ? { provider: item.entry.provider, operation: item.entry.operationId ?? '' }
    : { provider: item.row.provider, operation: item.row.notification }
}

function toRequestItem(entry: JournalEntry): Item {
  return { kind: 'request', entry, order: toNumber(entry.id) }
}

/** Stands after the last request that had come in when it was sent, or after the one that caused it. */
function toDeliveryItem(row: DeliveryRow): Item {
  const sentAfter = row.attempts.at(-1)?.afterRequest
  const order = sentAfter ?? (row.causedBy === undefined ? 0 : toNumber(row.causedBy))
  return { kind: 'delivery', row, order: order + 0.5 }
}

/** Of an id in the order of arrival, `req_12`. */
export function toNumber(id: string): number {
  return Number(id.slice(id.indexOf('_') + 1)) || 0
}

function isWanted(item: Item, filter: TrafficFilter): boolean {
  const { provider, operation } = namesOf(item)
  return (
    (!filter.provider || filter.provider === provider) &&
    (!filter.operation || filter.operation === operation) &&
    (!filter.status || hasStatus(item, filter.status)) &&
    isShown(item, filter.show) &&
    (!filter.text || hasText(item, filter.text.toLowerCase()))
  )
}

function isShown(item: Item, show: string | undefined): boolean {
  if (show === 'errors') return standingOf(item) === 'bad'
  if (show === 'surprises') return isSurprise(item)
  if (show === 'requests') return item.kind === 'request'
  if (show === 'notifications') return item.kind === 'delivery'
  return true
}

function isSurprise(item: Item): boolean {
  if (item.kind === 'delivery') {
    const { quirks, chaos = [], forged } = item.row
    return quirks.length > 0 || chaos.length > 0 || forged !== undefined
  }
  const { quirks, faults = [], stub } = item.entry
  return quirks.length > 0 || faults.length > 0 || stub !== undefined
}

function hasStatus(item: Item, wanted: string): boolean {
  if (item.kind === 'delivery' && item.row.status === wanted) return true
  const status = String(
    item.kind === 'request' ? item.entry.response.status : item.row.attempts.at(-1)?.status,
  )
  return /^\dxx$/i.test(wanted) ? status[0] === wanted[0] && status.length === 3 : status === wanted
}

function hasText(item: Item, text: string): boolean {
  const parts = item.kind === 'request' ? textsOfRequest(item.entry) : textsOfDelivery(item.row)
  return parts.some((part) => part.toLowerCase().includes(text))
}

function textsOfRequest({ id, request, response, hint = '', quirks }: JournalEntry): string[] {
  const own = quirks.map(({ id, variant, title }) => `${id}=${variant} ${title}`)
  return [id, `${request.method} ${request.path}`, request.body, response.body, hint, ...own]
}

function textsOfDelivery({ id, url, body, notification, quirks, attempts }: DeliveryRow): string[] {
  const answers = attempts.map(({ bodyStart, error }) => `${bodyStart} ${error ?? ''}`)
  return [id, url, body, notification, ...quirks, ...answers]
}
