/**
 * A proxy on this machine between a client and a provider's sandbox. The answer goes to the client as
 * it comes, byte for byte; a copy of the exchange goes to the recorder. Redirects are handed on.
 */
import {
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http'
import { request as requestHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { rootCertificates } from 'node:tls'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { EnsayoError } from '../../base/errors.ts'
import type { RealTime } from '../../core/clock/system.ts'
import { toBindError } from '../../core/http/bind-error.ts'
import type { Exchange } from './exchange.ts'
import type { Recorder } from './recorder.ts'

export interface ProxyOptions {
  provider: string
  /** Base URL of the provider; checked by `refuseProduction` before. */
  upstream: URL
  /** Made once the port is ours, so that a taken one leaves no empty session. */
  openRecorder(): Recorder
  real: RealTime
  /** 0 picks a free one. */
  port: number
  /** A certificate to trust beside the known authorities, PEM. */
  ca?: string
  /** Told of what could not be recorded. */
  log(line: string): void
}

export interface Proxy {
  /** What the client takes for the provider. */
  baseUrl: string
  recorder: Recorder
  /** Exchanges that were not kept. */
  readonly lost: number
  close(): Promise<void>
}

/** Longer bodies are handed on, and left out of the recording. */
const MAX_KEPT = 4 * 1024 * 1024

const HOST = '127.0.0.1'

/** Starts the proxy. Throws `PORT_TAKEN` or `OPTION_INVALID` when the port is not to be had, and then nothing is recorded. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  let lost = 0
  const lose = (line: string): void => {
    lost++
    options.log(line)
  }
  let recorder: Recorder
  const server = createServer((incoming, outgoing) => {
    forward(incoming, outgoing, { ...options, recorder }, lose).catch((error: unknown) => {
      lose(error instanceof Error ? error.message : String(error))
      outgoing.destroy()
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(options.port, HOST, resolve)
  await promise.catch((cause: NodeJS.ErrnoException) => {
    throw toBindError(cause, options.port, HOST, 'the proxy')
  })
  // In the same turn as the binding, so before any request.
  try {
    recorder = options.openRecorder()
  } catch (error) {
    server.close()
    throw error
  }
  // Bound to TCP, so the address is an object.
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://${HOST}:${port}`,
    recorder,
    get lost() {
      return lost
    },
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeIdleConnections()
      })
      await recorder.close()
    },
  }
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ProxyOptions & { recorder: Recorder },
  lose: (line: string) => void,
): Promise<void> {
  const { real, recorder } = options
  const id = recorder.nextId()
  const at = new Date(real.now()).toISOString()
  const startedMs = real.monotonicMs()
  const sent = collect(incoming)
  const answer = await ask(incoming, options).catch((cause: Error) => {
    refuse(outgoing, options, cause)
    lose(`${incoming.method} ${incoming.url}: no answer: ${cause.message}`)
  })
  if (!answer) return
  const got = collect(answer)
  outgoing.writeHead(
    answer.statusCode ?? 502,
    answer.statusMessage ?? '',
    withoutHops(answer.rawHeaders),
  )
  answer.pipe(outgoing)
  const [request, response] = await Promise.all([sent, got]).catch((cause: Error) => {
    outgoing.destroy()
    lose(`${incoming.method} ${incoming.url}: broke off: ${cause.message}`)
    return []
  })
  if (!request || !response) return
  const exchange = toExchange(incoming, answer, { request, response })
  const durationMs = Math.round(real.monotonicMs() - startedMs)
  const isCut = request.isCut || response.isCut
  const whole: Exchange = { id, at, provider: options.provider, ...exchange, durationMs }
  await recorder.keep(whole, isCut).catch((error: Error) => lose(`${id}: ${error.message}`))
}

interface Collected {
  bytes: Buffer
  isCut: boolean
}

function collect(stream: IncomingMessage): Promise<Collected> {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= MAX_KEPT) chunks.push(chunk)
  })
  return new Promise((resolve, reject) => {
    stream.on('end', () => {
      const isCut = size > MAX_KEPT
      resolve({ bytes: isCut ? Buffer.alloc(0) : Buffer.concat(chunks), isCut })
    })
    stream.on('error', reject)
    stream.on('aborted', () => reject(new Error('the connection was closed')))
  })
}

function ask(incoming: IncomingMessage, { upstream, ca }: ProxyOptions): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const headers = withoutHops(incoming.rawHeaders, ['host', 'accept-encoding'])
  const isSecure = upstream.protocol === 'https:'
  const target = {
    protocol: upstream.protocol,
    hostname: upstream.hostname.replace(/^\[|\]$/g, ''),
    port: upstream.port,
    method: incoming.method,
    path: upstream.pathname.replace(/\/$/, '') + (incoming.url ?? '/'),
    // What is recorded is read by people.
    headers: [...headers, 'host', upstream.host, 'accept-encoding', 'identity'],
  }
  const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] }
  const asking = isSecure
    ? requestHttps({ ...target, ...trusted }, resolve)
    : requestHttp(target, resolve)
  asking.on('error', reject)
  incoming.on('error', (error) => asking.destroy(error))
  incoming.on('aborted', () => asking.destroy())
  incoming.pipe(asking)
  return promise
}

/** Headers that belong to one connection. */
const HOPS = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** Name, value, name, value, as they came. */
function withoutHops(raw: readonly string[], more: readonly string[] = []): string[] {
  const left: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase()
    if (!HOPS.includes(name) && !more.includes(name)) left.push(raw[at]!, raw[at + 1]!)
  }
  return left
}

function toExchange(
  incoming: IncomingMessage,
  answer: IncomingMessage,
  { request, response }: { request: Collected; response: Collected },
): Pick<Exchange, 'request' | 'response'> {
  const [path = '/', ...query] = (incoming.url ?? '/').split('?')
  return {
    request: {
      method: incoming.method ?? 'GET',
      path,
      ...(query.length === 0 ? {} : { query: query.join('?') }),
      headers: toHeaders(incoming),
      body: toText(request.bytes, incoming.headers['content-encoding']),
    },
    response: {
      status: answer.statusCode ?? 0,
      headers: toHeaders(answer),
      body: toText(response.bytes, answer.headers['content-encoding']),
    },
  }
}

function toHeaders(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )
}

function toText(bytes: Buffer, encoding: string | undefined): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      decode(bytes, encoding),
    )
  } catch {
    return `[binary, ${bytes.length} bytes]`
  }
}

function decode(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(bytes)
  if (encoding === 'br') return brotliDecompressSync(bytes)
  return encoding === 'deflate' ? inflateSync(bytes) : bytes
}

/** Nobody answered: said in our own shape, so that nobody takes it for the provider's. */
function refuse(outgoing: ServerResponse, { upstream }: ProxyOptions, cause: Error): void {
  const error = new EnsayoError(
    'UPSTREAM_UNREACHABLE',
    `${upstream.origin} does not answer: ${cause.message}. Is the address right, and its certificate known (--ca)?`,
  )
  outgoing.writeHead(error.status, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify(error.toJSON()))
}
