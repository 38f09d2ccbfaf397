/**
 * The short way from a socket to a provider: usual requests need neither a `Request` with streams nor
 * a `Response`. What is out of the ordinary goes by the library's listener.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MAX_BODY_BYTES } from '../../core/http/parse.ts'
import type { RenderedAnswer } from '../../core/http/respond.ts'
import type { DirectRequest, RequestEnv } from '../../core/serve/serve.ts'

export type DirectServe = (request: DirectRequest, env: RequestEnv) => Response | Promise<Response>

/** Answers usual requests by `serve`, and leaves all others to `otherwise`. */
export function createDirectListener(
  serve: DirectServe,
  otherwise: RequestListener,
): RequestListener {
  return (incoming, outgoing) => {
    if (!isUsual(incoming)) return otherwise(incoming, outgoing)
    const direct = new SocketRequest(incoming, outgoing)
    try {
      direct.take(serve(direct, { incoming, outgoing, direct }))
    } catch {
      direct.fail()
    }
  }
}

/** What such a request asks for has been answered, or will be. */
const TAKEN = new Response()

class SocketRequest implements DirectRequest {
  readonly method: string
  readonly url: string
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse
  #gone: AbortController | undefined

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming
    this.#outgoing = outgoing
    this.method = incoming.method!
    const scheme = 'encrypted' in incoming.socket ? 'https' : 'http'
    this.url = `${scheme}://${incoming.headers.host}${incoming.url}`
  }

  /** Aborted when the client has gone before its answer. */
  get signal(): AbortSignal {
    if (this.#gone) return this.#gone.signal
    const gone = new AbortController()
    const outgoing = this.#outgoing
    const leave = () => {
      if (!outgoing.writableFinished) gone.abort()
    }
    if (outgoing.destroyed) leave()
    else outgoing.once('close', leave)
    this.#gone = gone
    return gone.signal
  }

  readBody(done: Parameters<DirectRequest['readBody']>[0]): Response {
    const incoming = this.#incoming
    const chunks: Buffer<ArrayBuffer>[] = []
    let isOver = false
    const end = (bytes: Buffer<ArrayBuffer> | undefined) => {
      if (isOver) return
      isOver = true
      try {
        this.take(done(bytes))
      } catch {
        this.fail()
      }
    }
    incoming.on('data', (chunk: Buffer<ArrayBuffer>) => {
      chunks.push(chunk)
    })
    incoming.on('end', () => end(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)))
    incoming.on('close', () => end(undefined))
    return TAKEN
  }

  reply(answer: RenderedAnswer): Response {
    leaveTogether(this.#outgoing, answer)
    return TAKEN
  }

  take(answer: Response | Promise<Response>): void {
    if (answer === TAKEN) return
    Promise.resolve(answer)
      .then((response) => (response === TAKEN ? undefined : write(response, this.#outgoing)))
      .catch(() => this.fail())
  }

  /** What is thrown beyond the stages is a connection that failed. */
  fail(): void {
    breakOff(this.#outgoing)
  }
}

function breakOff(outgoing: ServerResponse): void {
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(500).end()
}

interface Leaving {
  outgoing: ServerResponse
  answer: RenderedAnswer
}

/** Taken before anybody could put a fake in its place. */
const immediate = setImmediate

let leaving: Leaving[] = []

/**
 * Has an answer leave at the end of this turn of the event loop, one after the other with those of
 * the same turn: a client that is woken by the first is awake for all of them, which costs the system
 * a third of what writing each by itself does.
 */
function leaveTogether(outgoing: ServerResponse, answer: RenderedAnswer): void {
  if (leaving.push({ outgoing, answer }) === 1) immediate(leaveAll)
}

function leaveAll(): void {
  const all = leaving
  leaving = []
  for (const each of all) {
    try {
      send(each)
    } catch {
      // A header that HTTP cannot carry; the others leave all the same.
      breakOff(each.outgoing)
    }
  }
}

function send({ outgoing, answer: { status, headers, body } }: Leaving): void {
  const lines: string[] = []
  for (const name in headers) lines.push(name, headers[name]!)
  if (body === '') {
    outgoing.writeHead(status, lines).end()
    return
  }
  const length = Buffer.byteLength(body)
  lines.push('content-length', String(length))
  // Of ASCII alone both are the same bytes, and one of them is written without a second look.
  outgoing.writeHead(status, lines).end(body, length === body.length ? 'latin1' : 'utf8')
}

/** An answer that comes in pieces, or breaks off. */
async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, [...response.headers].flat())
  if (response.body === null) {
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  // The platform's stream and that of its types are the same.
  await pipeline(Readable.fromWeb(response.body as never), outgoing)
}

/** A router answers HEAD by what it makes of the answer to GET. */
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Characters that a URL keeps as they are. */
const PLAIN_TARGET = /^\/[!#$&-;=?-[\]_a-z~]*$/
const DOT_SEGMENT = /\/\.\.?(?:[/?#]|$)/
const PLAIN_HOST = /^[a-z0-9._-]+(?::(?:[1-5]\d{3,4}|[6-9]\d{3}))?$/

/** Whether a parser of URLs would leave it as it is, and its body is of a known length. */
function isUsual({ httpVersion, method, url, headers }: IncomingMessage): boolean {
  if (httpVersion !== '1.1' || !METHODS.has(method!) || !isPlainHost(headers.host)) return false
  if (!PLAIN_TARGET.test(url!) || DOT_SEGMENT.test(url!)) return false
  if (headers['transfer-encoding'] !== undefined) return false
  const length = headers['content-length']
  if (length === undefined) return true
  return method !== 'GET' && Number(length) <= MAX_BODY_BYTES
}

let lastHost: string | undefined

/** Nearly every client says the same. */
function isPlainHost(host: string | undefined): boolean {
  if (host === lastHost) return host !== undefined
  if (host === undefined || !PLAIN_HOST.test(host)) return false
  lastHost = host
  return true
}
