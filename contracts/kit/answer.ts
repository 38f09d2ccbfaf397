/** A request as a case describes it, and its answer as a case reads it. */
import type { Exchange } from '../../mocks/recorder/exchange.ts'
import type { SendOptions } from './session.ts'

// biome-ignore lint/suspicious/noExplicitAny: cases read answers freely; the spec check has seen them
export type Loose = any

export interface Answer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  /** Parsed where it is JSON, else undefined. */
  body: Loose
  text: string
  exchange: Exchange
}

/** A whole answer is waited for this long. */
const TIMEOUT_MS = 30_000

/** Puts URL, content type and body together. */
export function toRequest(
  baseUrl: string,
  method: string,
  path: string,
  { query = {}, json, form, text }: SendOptions,
): { url: string; method: string; headers: Record<string, string>; body: string | undefined } {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  const asked = { url: url.href, method }
  if (json !== undefined) {
    return { ...asked, headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }
  }
  if (form !== undefined) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { ...asked, headers, body: new URLSearchParams(form).toString() }
  }
  return { ...asked, headers: {}, body: text }
}

/** Sends a request and keeps both sides. Throws when no answer comes. */
export async function toAnswer(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
  kept: { id: string; provider: string; at: string; baseUrl: string },
): Promise<{ answer: Answer; exchange: Exchange }> {
  const sent = await request.clone().text()
  const response = await fetch(new Request(request, { signal: AbortSignal.timeout(TIMEOUT_MS) }))
  const text = await response.text()
  const headers = Object.fromEntries(response.headers)
  const url = new URL(request.url)
  const below = new URL(kept.baseUrl).pathname.replace(/\/$/, '')
  const exchange: Exchange = {
    id: kept.id,
    at: kept.at,
    provider: kept.provider,
    request: {
      method: request.method,
      path: url.pathname.slice(below.length),
      query: url.search.slice(1),
      headers: Object.fromEntries(request.headers),
      body: sent,
    },
    response: { status: response.status, headers, body: text },
  }
  return {
    exchange,
    answer: { status: response.status, headers, body: parse(text), text, exchange },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
