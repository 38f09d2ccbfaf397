/** What one run of the command asked of its sandbox, kept small, and what tells it from the baseline. */

import { toPlainUrl } from '../../base/plain-path.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Engine, EngineEvent } from '../../sandbox/engine/engine.ts'
import { toSaidHint, toSaidPath } from '../../sandbox/report/public-line.ts'

type DeliveryRow = Extract<EngineEvent, { type: 'delivery' }>['delivery']

/** One request, without its bodies. */
export interface Seen {
  id: string
  operationId: string | undefined
  method: string
  /** As the spec calls it: reports are kept and passed on, and what clients write there may be a key. */
  path: string
  status: number
  /** Outline of the answer: keys and types, and those values that are flags, states or codes. */
  outline: string
  /** Quirks that shaped it, `id=variant`. */
  quirks: string[]
  hint: string | undefined
}

/** One notification. */
export interface SeenDelivery {
  id: string
  notification: string
  url: string
  /** Of the last answer; undefined when none came. */
  status: number | undefined
  state: DeliveryRow['status']
  /** Whether it was sent at all. */
  hasAttempt: boolean
  /** The request that caused it, or the last one before its first attempt. */
  after: Seen | undefined
  quirks: readonly string[]
}

export interface Trace {
  requests: Seen[]
  deliveries: SeenDelivery[]
  /** Quirk → whether it shaped something, or only had its value read. */
  met: Map<string, 'acted' | 'read'>
  /** Notification → quirks that shaped what of it has not left, or whose values stand in it. */
  untold: Map<string, { held: Set<string>; read: Set<string> }>
  /** Notifications that somebody answered. */
  received: Set<string>
  /** Requests and deliveries beyond the bound, which are not kept. */
  cut: number
}

/** Requests, and deliveries, kept of one run. */
const MAX_TRACE = 5_000

export function createTrace(): Trace {
  return {
    requests: [],
    deliveries: [],
    met: new Map(),
    untold: new Map(),
    received: new Set(),
    cut: 0,
  }
}

/** Takes note of what an engine tells. It goes on over resets, which empty the journal. */
export function noteEvent(
  trace: Trace,
  event: EngineEvent,
  providers: ReadonlyMap<string, { spec: Spec }>,
): void {
  if (event.type === 'request') {
    for (const { id } of event.entry.quirks) trace.met.set(id, 'acted')
    keep(trace, trace.requests, () => toSeen(event.entry, providers))
    return
  }
  noteDelivery(trace, event.delivery)
}

/**
 * Takes note of what never left: dropped, collected, or still waiting when the command ended. No
 * event tells of these.
 */
export async function noteUnsent(
  trace: Trace,
  engine: Pick<Engine, 'accounts' | 'deliveries'>,
): Promise<void> {
  for (const { id } of engine.accounts()) {
    const rows = await engine.deliveries(id)
    const unsent = rows.filter(({ status, attempts }) => status !== 'withheld' && !attempts.length)
    for (const row of unsent.reverse()) noteDelivery(trace, row)
  }
}

/** Of a further attempt only its answer is new. */
function noteDelivery(trace: Trace, row: DeliveryRow): void {
  noteShaped(trace, row)
  const seen = toSeenDelivery(trace, row)
  const at =
    row.attempts.length > 1 ? trace.deliveries.findLastIndex(({ id }) => id === row.id) : -1
  if (at === -1) keep(trace, trace.deliveries, () => seen)
  else trace.deliveries[at] = seen
}

/** A notification that reached nobody showed nothing; one that a variant held back may have. */
function noteShaped(trace: Trace, { notification, quirks, attempts, status }: DeliveryRow): void {
  const ids = quirks.map((each) => each.slice(0, each.indexOf('=')))
  if (attempts.some((attempt) => attempt.status !== undefined)) {
    trace.received.add(notification)
    for (const id of ids) trace.met.set(id, 'acted')
  } else if (attempts.length === 0 && status !== 'withheld') {
    for (const id of ids) toUntold(trace, notification).held.add(id)
  }
}

function toUntold({ untold }: Trace, notification: string) {
  const known = untold.get(notification) ?? { held: new Set(), read: new Set() }
  untold.set(notification, known)
  return known
}

/** How a run met a quirk, given what its baseline received: there, whoever waited was told. */
export function findMet(
  { met, untold, received }: Trace,
  quirk: string,
  baseline: Pick<Trace, 'received'> | undefined,
): 'acted' | 'read' | undefined {
  const isTold = (name: string) => received.has(name) || baseline?.received.has(name) === true
  const told = [...untold].filter(([name]) => isTold(name)).map(([, each]) => each)
  if (met.get(quirk) === 'acted' || told.some(({ held }) => held.has(quirk))) return 'acted'
  return met.get(quirk) ?? (told.some(({ read }) => read.has(quirk)) ? 'read' : undefined)
}

function toSeenDelivery({ requests }: Trace, row: DeliveryRow): SeenDelivery {
  const { id, notification, url, attempts, quirks, status, causedBy } = row
  const before = attempts[0]?.afterRequest
  const cause = causedBy ?? `req_${before}`
  return {
    id,
    notification,
    url: toPlainUrl(url),
    status: attempts.at(-1)?.status,
    state: status,
    hasAttempt: attempts.length > 0,
    // After a reset ids begin anew; the newest is meant.
    after: requests.findLast((each) => each.id === cause),
    quirks,
  }
}

/** Takes note of a quirk whose value was read, for a notification or at once. */
export function noteRead(trace: Trace, quirk: string, notification?: string): void {
  if (notification !== undefined) toUntold(trace, notification).read.add(quirk)
  else if (!trace.met.has(quirk)) trace.met.set(quirk, 'read')
}

function keep<T>(trace: Trace, list: T[], make: () => T): void {
  if (list.length < MAX_TRACE) list.push(make())
  else trace.cut++
}

function toSeen(entry: JournalEntry, providers: ReadonlyMap<string, { spec: Spec }>): Seen {
  const { id, operationId, request, response, quirks, hint } = entry
  const spec = providers.get(entry.provider)?.spec
  return {
    id,
    operationId,
    method: request.method,
    path: toSaidPath(request, spec),
    status: response.status,
    outline: outlineOf(response.body),
    quirks: quirks.map((each) => `${each.id}=${each.variant}`),
    hint: hint === undefined ? undefined : toSaidHint(hint, request, spec),
  }
}

/**
 * Keys and types of a JSON text. Texts, long lists and large numbers differ between runs by
 * themselves (ids, instants, ports), so of values only booleans, null and numbers below 1,000 count.
 */
export function outlineOf(body: string): string {
  try {
    return outline(JSON.parse(body))
  } catch {
    return body === '' ? 'empty' : 'text'
  }
}

function outline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length === 0 ? '' : outline(value[0])}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, each]) => `${key}:${outline(each)}`).join()}}`
  }
  if (typeof value === 'string') return 'text'
  if (typeof value !== 'number') return String(value)
  return Math.abs(value) < 1_000 ? String(value) : 'number'
}
