/**
 * A proxy on this machine between a client and a provider's sandbox. The answer goes to the client as
 * it comes, byte for byte; a copy of the exchange goes to the recorder. Redirects are handed on.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { EnsayoError } from '../../base/errors.ts'
import type { RealTime } from '../../core/clock/system.ts'
import { toBindError } from '../../core/http/bind-error.ts'
import { createCollector } from './collected.ts'
import type { Recorder } from './recorder.ts'
import { toExchange } from './to-exchange.ts'
import { awaitAnswer, openUpstream, withoutHops } from './upstream.ts'

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

const HOST = '127.0.0.1'

/** So long exchanges may still end by themselves when the proxy closes. */
const GRACE_MS = 2_000

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
      const cancel = options.real.setTimer(GRACE_MS, () => server.closeAllConnections())
      await new Promise<void>((done) => {
        server.close(() => done())
        server.closeIdleConnections()
      })
      cancel()
      await recorder.close()
    },
  }
}

type Forwarding = ProxyOptions & { recorder: Recorder }

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: Forwarding,
  lose: (line: string) => void,
): Promise<void> {
  const { real, recorder } = options
  const id = recorder.nextId()
  const at = new Date(real.now()).toISOString()
  const startedMs = real.monotonicMs()
  const name = recorder.nameOf(incoming.method ?? 'GET', incoming.url ?? '/')
  const passed = await handOn(incoming, outgoing, options).catch((cause: Error) => {
    lose(`${id} ${name}: ${cause.message}`)
    if (cause instanceof Unanswered && !outgoing.headersSent) refuse(outgoing, options, cause)
    else outgoing.destroy()
  })
  if (!passed) return
  const { exchange, isCut } = toExchange(passed, recorder.seal)
  const durationMs = Math.round(real.monotonicMs() - startedMs)
  await recorder
    .keep({ id, at, provider: options.provider, ...exchange, durationMs }, isCut || !passed.isWhole)
    .catch((error: Error) => lose(`${id}: ${error.message}`))
}

/** The provider gave no answer; its cause is the message. */
class Unanswered extends Error {
  override name = 'Unanswered'
}

/** Client to provider, and its answer back. Rejects when either breaks off; one exchange ends by that, and no other. */
async function handOn(incoming: IncomingMessage, outgoing: ServerResponse, options: Forwarding) {
  const [request, response] = [createCollector(), createCollector()]
  const asking = openUpstream(incoming, options)
  const answered = awaitAnswer(asking)
  const uploaded = pipeline(incoming, request.stream, asking)
  uploaded.catch(() => {})
  answered.catch(() => {})
  // Whoever leaves before the answer is there ends the request too.
  outgoing.once('close', () => asking.destroy())
  const answer = await Promise.race([answered, uploaded.then(() => answered)]).catch(
    (cause: Error) => {
      asking.destroy()
      const isClient = incoming.destroyed && !incoming.complete
      if (isClient || outgoing.destroyed) throw new Error('the client broke off')
      throw new Unanswered(`no answer: ${cause.message}`, { cause })
    },
  )
  outgoing.writeHead(
    answer.statusCode ?? 502,
    answer.statusMessage ?? '',
    withoutHops(answer.rawHeaders),
  )
  await pipeline(answer, response.stream, outgoing).catch((cause: Error) => {
    asking.destroy()
    throw new Error(`broke off: ${cause.message}`, { cause })
  })
  // A provider may answer before it has read everything, and then the rest goes nowhere.
  const isWhole = await uploaded.then(
    () => true,
    () => false,
  )
  return { incoming, answer, request, response, isWhole }
}

/** Nobody answered: said in our own shape, so that nobody takes it for the provider's. */
function refuse(outgoing: ServerResponse, { upstream }: ProxyOptions, cause: Error): void {
  const error = new EnsayoError(
    'UPSTREAM_UNREACHABLE',
    `${upstream.origin} gave ${cause.message}. Is the address right, and its certificate known (--ca)?`,
  )
  outgoing.writeHead(error.status, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify(error.toJSON()))
}
