/** An answer as a case reads it. */
import type { Exchange } from '../../mocks/tools/recorder/exchange.ts'
import { UnmetExpectation } from './unmet.ts'

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

/** Sends a request and keeps both sides. Throws `UnmetExpectation` when no answer comes. */
export async function toAnswer(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
  kept: { id: string; provider: string; at: string; baseUrl: string },
): Promise<{ answer: Answer; exchange: Exchange }> {
  const sent = await request.clone().text()
  const url = new URL(request.url)
  const { response, text } = await ask(request, fetch).catch((error: unknown) => {
    throw new UnmetExpectation(
      `an answer to ${request.method} ${url.origin}${url.pathname}`,
      `none: ${toReason(error)}`,
    )
  })
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

async function ask(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
): Promise<{ response: Response; text: string }> {
  const timeout = new AbortController()
  const sent = new Request(request, { signal: timeout.signal })
  const { promise: late, reject } = Promise.withResolvers<never>()
  const giveUp = (_held: Request) => {
    reject(new Error(`nothing within ${TIMEOUT_MS / 1000} seconds`))
    timeout.abort()
  }
  // The timer holds the request: one that nobody holds is collected while it waits, its signal with
  // it, and then nothing closes the connection.
  const timer = setTimeout(giveUp, TIMEOUT_MS, sent)
  const asked = (async () => {
    const response = await fetch(sent)
    return { response, text: await response.text() }
  })()
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Of what `fetch` throws, the cause says more. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const first = cause instanceof AggregateError ? cause.errors[0] : cause
  return first instanceof Error ? `${error.message}: ${first.message}` : error.message
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
