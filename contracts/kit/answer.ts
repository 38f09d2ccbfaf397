/** An answer as a case reads it. */
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { toNetworkNoise } from './targets/noise.ts'
import { Unsettled } from './unsettled.ts'

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
  /** Where the body stands in that of the answer, as a JSON pointer; absent: it is the whole. */
  at?: string
}

/** Sends a request and keeps both sides. Throws `Unsettled` when no answer comes that says anything. */
export async function toAnswer(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
  kept: { id: string; provider: string; at: string; baseUrl: string },
): Promise<{ answer: Answer; exchange: Exchange }> {
  const sent = await request.clone().text()
  const url = new URL(request.url)
  const response = await fetch(request).catch((error: unknown) => {
    if (error instanceof Unsettled) throw error
    const what = `${request.method} ${url.origin}${url.pathname}`
    throw new Unsettled(toNetworkNoise(what, error), { cause: error })
  })
  const text = await response.text()
  const headers = Object.fromEntries(response.headers)
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

/** Undefined where it is not JSON. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
