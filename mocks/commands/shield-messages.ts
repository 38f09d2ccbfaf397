/** Notifications and messages as they may be kept or passed on: by the rule of recordings, as the journal. */
import type { Attempt, DeliveryRow, InboxMessage } from '../core/webhooks/types.ts'
import type { Spec } from '../dialect/types.ts'
import { findSpecs } from '../sandbox/report/find-specs.ts'
import { createBook, type PlaceholderBook } from '../tools/recorder/placeholder-book.ts'
import { shieldExchange } from '../tools/recorder/shield.ts'
import { seal } from './shield-journal.ts'

/** What a notification is on the wire. */
interface Sent {
  provider: string
  notification: string | undefined
  method: string
  /** Path and query; of a whole address its host stays. */
  target: string
  headers: Record<string, string>
  body: string
}

type Shield = (sent: Sent) => Pick<Sent, 'target' | 'headers' | 'body'>

/** The same value is the same placeholder in all of them. */
export async function shieldDeliveries(rows: readonly DeliveryRow[]): Promise<DeliveryRow[]> {
  const shield = await createShield(rows.map(({ provider }) => provider))
  return rows.map((row) => {
    const sent = shield({ ...row, target: row.url })
    const { forwardedTo } = row
    return {
      ...row,
      url: sent.target,
      headers: sent.headers,
      body: sent.body,
      subject: row.subject.replace(/:.*/s, ':…'),
      attempts: row.attempts.map(quietAttempt),
      ...(forwardedTo === undefined
        ? {}
        : { forwardedTo: shield({ ...row, target: forwardedTo }).target }),
    }
  })
}

/** As `shieldDeliveries`; what was parsed is parsed again. */
export async function shieldMessages(messages: readonly InboxMessage[]): Promise<InboxMessage[]> {
  const shield = await createShield(messages.flatMap(({ provider }) => provider ?? []))
  return messages.map((message) => {
    const { provider = '', rawBody } = message
    const { target, headers, body } = shield({ ...message, provider, body: rawBody })
    const query = Object.fromEntries(new URLSearchParams(target.split('?')[1]))
    return { ...message, target, query, headers, rawBody: body, body: parse(message.body, body) }
  })
}

async function createShield(providers: readonly string[]): Promise<Shield> {
  const specs = await findSpecs(providers)
  const book = createBook()
  return (sent) => {
    const spec = specs.get(sent.provider)?.spec
    return spec === undefined ? close(sent) : shieldBy(spec, book, sent)
  }
}

function shieldBy(spec: Spec, book: PlaceholderBook, sent: Sent): ReturnType<Shield> {
  const { notification = '', method, target, headers, body } = sent
  const { origin, path, query } = split(target)
  const request = { method, path, headers, body, ...(query === undefined ? {} : { query }) }
  const exchange = { id: '', at: '', provider: spec.name, request }
  const shielded = shieldExchange(
    { ...exchange, response: { status: 0, headers: {}, body: '' } },
    { spec, book, notification },
  ).request
  const rest = shielded.query === undefined ? '' : `?${shielded.query}`
  return { target: origin + shielded.path + rest, headers: shielded.headers, body: shielded.body }
}

function close({ target, headers, body }: Sent): ReturnType<Shield> {
  const { origin, path, query } = split(target)
  const sealed = Object.entries(headers).map(([name, value]) => [name, seal(value)])
  return {
    target: origin + seal(path + (query ?? '')),
    headers: Object.fromEntries(sealed),
    body: seal(body),
  }
}

/** User and password of an address do not stay. */
function split(target: string): { origin: string; path: string; query: string | undefined } {
  const url = URL.canParse(target) ? new URL(target) : undefined
  const [path = '', ...query] = (url ? url.pathname + url.search : target).split('?')
  return {
    origin: url?.origin ?? '',
    path,
    query: query.length === 0 ? undefined : query.join('?'),
  }
}

/** What the receiver answered is its own. */
function quietAttempt(attempt: Attempt): Attempt {
  return { ...attempt, bodyStart: seal(attempt.bodyStart) }
}

function parse(before: unknown, text: string): unknown {
  if (before === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return Object.fromEntries(new URLSearchParams(text))
  }
}
