/** What went through the proxy as an exchange that can be kept. */
import type { IncomingMessage } from 'node:http'
import type { Collector } from './collected.ts'
import { MAX_KEPT } from './collected.ts'
import type { Exchange } from './exchange.ts'
import { inflate } from './inflate.ts'
import type { Seal } from './mask/seal.ts'

export interface Seen {
  incoming: IncomingMessage
  answer: IncomingMessage
  request: Collector
  response: Collector
}

/** Bodies without their compression, or sealed where they are no text. */
export function toExchange(
  { incoming, answer, request, response }: Seen,
  seal: Seal,
): { exchange: Pick<Exchange, 'request' | 'response'>; isCut: boolean } {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?')
  const sent = toMessage(incoming, request, seal)
  const got = toMessage(answer, response, seal)
  return {
    exchange: {
      request: {
        method: incoming.method ?? 'GET',
        path,
        ...(query.length === 0 ? {} : { query: query.join('?') }),
        headers: sent.headers,
        body: sent.body,
      },
      response: { status: answer.statusCode ?? 0, headers: got.headers, body: got.body },
    },
    isCut: sent.isCut || got.isCut,
  }
}

interface Message {
  headers: Record<string, string>
  body: string
  isCut: boolean
}

function toMessage(message: IncomingMessage, collector: Collector, seal: Seal): Message {
  const { bytes, isCut } = collector.take()
  const { 'content-encoding': encoding, ...headers } = toHeaders(message)
  const inner = inflate(bytes, encoding, MAX_KEPT)
  const isWhole = inner.left.length === 0
  // What is kept has the encoding that it says it has.
  if (!isWhole) headers['content-encoding'] = inner.left.join(', ')
  const text = isWhole ? decode(inner.bytes) : undefined
  const body = text ?? seal.bytes(inner.bytes, headers['content-type'])
  return { headers, body, isCut: isCut || inner.isCut }
}

function toHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
}

/** Undefined for what is not text. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
