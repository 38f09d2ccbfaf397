/**
 * One call to a receiver, with the headers given and no others: what fetch adds by itself, such as
 * `accept-language` or `sec-fetch-mode`, no provider sends.
 */
import { Agent as PlainAgent, request as requestPlain } from 'node:http'
import { request as requestTls, Agent as TlsAgent } from 'node:https'
import { Readable } from 'node:stream'

/** Statuses that HTTP gives no body. */
const BODILESS = new Set([204, 205, 304])

/** Agents of our own: those of the process may go through a proxy that the environment names. */
const PLAIN = [requestPlain, new PlainAgent({ keepAlive: true, timeout: 5_000 })] as const
const TLS = [requestTls, new TlsAgent({ keepAlive: true, timeout: 5_000 })] as const

/**
 * Takes what the dispatcher hands to `fetch`, and answers like it; redirects are not followed. A body
 * shorter than the announced `content-length` is sent, and then the connection breaks.
 */
export const send: typeof fetch = (input, init = {}) => {
  const url = new URL(String(input))
  const body = Buffer.from(String(init.body ?? ''))
  const headers = { 'content-length': body.length, ...(init.headers as Record<string, string>) }
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const { signal } = init
  const [request, agent] = url.protocol === 'https:' ? TLS : PLAIN
  const call = request(url, { agent, method: init.method ?? 'POST', headers })
  const giveUp = () => call.destroy(signal?.reason)
  signal?.addEventListener('abort', giveUp, { once: true })
  call.on('close', () => signal?.removeEventListener('abort', giveUp))
  call.on('error', (error) => reject(signal?.aborted ? signal.reason : toFetchError(error)))
  call.on('response', (incoming) => {
    const status = incoming.statusCode ?? 502
    // The types of the two streams differ; they are the same thing.
    const stream = Readable.toWeb(incoming) as unknown as ReadableStream<Uint8Array>
    if (BODILESS.has(status)) incoming.resume()
    resolve(new Response(BODILESS.has(status) ? null : stream, { status: toValid(status) }))
  })
  if (Number(headers['content-length']) <= body.length) call.end(body)
  else call.write(body, () => call.destroy(new Error('the body was cut, as asked')))
  return promise
}

/** A `Response` has no status outside of these. */
function toValid(status: number): number {
  return status >= 200 && status <= 599 ? status : 502
}

/** In the words of `fetch`, which the records of attempts have. */
function toFetchError(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause })
}
