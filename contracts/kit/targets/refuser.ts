/** Stands in, on the emulator, for a receiver that is down: catches notifications and answers 503. */
import { parseCallback } from './receiver.ts'
import type { CallbackMessage } from './target.ts'

export interface Refuser {
  /** Goes before the network: what is not for the refuser is fetched. */
  fetch: typeof fetch
  /** A place for one case. */
  open(): { url: string; messages: readonly CallbackMessage[] }
}

/** No request to it ever leaves the process; port 9 is the one that discards. */
const BASE = 'http://127.0.0.1:9/refuse/'

export function createRefuser(): Refuser {
  const places = new Map<string, CallbackMessage[]>()
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const place = [...places.keys()].find((url) => request.url.startsWith(`${url}/`))
      if (place === undefined) return fetch(request)
      const messages = places.get(place)!
      messages.push(await toMessage(request, place, messages.length + 1))
      return new Response(null, { status: 503 })
    },
    open: () => {
      const place = `${BASE}${places.size + 1}`
      const messages: CallbackMessage[] = []
      places.set(place, messages)
      return { url: `${place}/`, messages }
    },
  }
}

async function toMessage(request: Request, place: string, count: number): Promise<CallbackMessage> {
  const rawBody = await request.text()
  const headers = Object.fromEntries(request.headers)
  return {
    id: `refused-${count}`,
    method: request.method,
    target: request.url.slice(place.length),
    headers,
    body: parseCallback(rawBody, headers['content-type'] ?? ''),
    rawBody,
  }
}
