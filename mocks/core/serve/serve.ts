/** Where a provider's requests come in and answers go out: `Request` → exchange → `Response`. */
import { EnsayoError, isNotKept } from '../../base/errors.ts'
import type { Answer } from '../http/exchange.ts'
import type { JournalEntry } from '../http/journal-entry.ts'
import { BROKEN_OFF, type RawBody, readBody, toRawBody } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import { addHintHeaders, renderAnswer } from '../http/respond.ts'
import { compileEndpoint } from './compile-endpoint.ts'
import type { Endpoint } from './endpoint.ts'
import { finish, letGo } from './finish.ts'
import { type DirectRequest, openExchange, type RequestEnv } from './open-exchange.ts'
import { runPipeline } from './pipeline.ts'
import { playFault } from './play-fault.ts'
import { createRouter } from './router.ts'
import type { Served, ServeOptions } from './served.ts'
import { compileUnmatched } from './unmatched.ts'

export type { DirectRequest, RequestEnv } from './open-exchange.ts'

export type ProviderFetch = (request: Request, env?: RequestEnv) => Response | Promise<Response>

/** A provider as it is reached: by the platform's `Request`, or from a socket by the short way. */
export interface ServedProvider {
  fetch: ProviderFetch
  direct(request: DirectRequest, env: RequestEnv): Response | Promise<Response>
}

/** Statuses that HTTP gives no body. */
const BODILESS = new Set([204, 205, 304])

/**
 * Makes one provider ready to be served. Without a socket it rejects as one would: by the client's own
 * signal, or by a fault of the connection.
 */
export function createServe(options: ServeOptions): ServedProvider {
  const { spec } = options.runtime
  const unmatched = compileUnmatched(options)
  const router = createRouter<RequestEnv>(
    spec,
    (operation) => {
      let endpoint: Endpoint | undefined
      return (params, request, env) => {
        endpoint ??= compileEndpoint(operation, options)
        return serve(request, env, endpoint, params, options)
      }
    },
    (request, env) => serve(request, env, unmatched, {}, options),
  )
  return {
    fetch: (request, env = {}) => router.fetch(request, env),
    // Of a request, the router reads method and URL, and the stages nothing that it lacks.
    direct: (request, env) => router.fetch(request as unknown as Request, env),
  }
}

function serve(
  request: Request,
  env: RequestEnv,
  endpoint: Endpoint,
  params: Record<string, string>,
  options: ServeOptions,
): Response | Promise<Response> {
  if (!env.outgoing) refuseUnusable(request)
  const exchange = openExchange(request, env, endpoint, {
    id: options.nextRequestId(),
    params,
    account: options.defaultAccount(),
    startedMs: options.real.monotonicMs(),
  })
  const served: Served = { exchange, endpoint, request, env, options }
  if (request.method === 'GET' || request.method === 'HEAD') return answer(served)
  if (env.direct) return env.direct.readBody((bytes) => answerBytes(served, bytes))
  return readBody(request, exchange.request.headers).then(
    (raw) => answerBody(served, raw),
    () => answerBody(served, BROKEN_OFF),
  )
}

/** As `fetch` refuses it: one that was called off, or whose body somebody has read already. */
function refuseUnusable(request: Request): void {
  request.signal.throwIfAborted()
  if (!request.bodyUsed) return
  throw new TypeError(
    'The body of this request was read already. Send a clone of it, or a new one.',
  )
}

function answerBytes(
  served: Served,
  bytes: Buffer<ArrayBuffer> | undefined,
): Response | Promise<Response> {
  if (bytes === undefined) return answerBody(served, BROKEN_OFF)
  const raw = toRawBody(bytes, served.exchange.request.headers)
  return raw instanceof Promise
    ? raw.then((read) => answerBody(served, read))
    : answerBody(served, raw)
}

function answerBody(served: Served, raw: RawBody | undefined): Response | Promise<Response> {
  const { exchange } = served
  exchange.raw = raw
  exchange.request.rawBody = raw?.text ?? ''
  return answer(served)
}

function answer(served: Served): Response | Promise<Response> {
  const { exchange, endpoint } = served
  let found: Answer | Promise<Answer>
  try {
    found = runPipeline(exchange, endpoint)
  } catch (error) {
    found = answerInternal(served, error)
  }
  const isAtHand = !(found instanceof Promise) && typeof found.body !== 'function'
  const isLate =
    exchange.delayMs > 0 ||
    exchange.latencyMs > 0 ||
    exchange.fault !== undefined ||
    exchange.beforeAnswer.length > 0
  return isAtHand && !isLate ? send(served, found as Answer) : sendLate(served, found)
}

/** Waits for whatever comes between an answer and its leaving. */
async function sendLate(served: Served, found: Answer | Promise<Answer>): Promise<Response> {
  const { exchange, env, request, options } = served
  const rendered = await prepare(served, found)
  const hold = createHold(served)
  if (exchange.delayMs > 0) {
    const { id } = exchange.account
    await options.waitUntil(id, exchange.at + exchange.delayMs, request.signal)
  }
  if (exchange.latencyMs > 0) await hold(exchange.latencyMs, { keepsAlive: true })
  if (exchange.fault === undefined) return send(served, rendered)
  const response = toRendered(served, rendered)
  finish(served, response)
  await options.journal.shown?.()
  letGo(served)
  if (!env.outgoing) request.signal.throwIfAborted()
  return playFault(exchange.fault, { rendered: response, env, gone: request.signal, hold })
}

/** The answer once it is kept, its page is drawn and what leaves before it has left. */
async function prepare(served: Served, found: Answer | Promise<Answer>): Promise<Answer> {
  const { exchange, options } = served
  try {
    const answer = await found
    if (exchange.beforeAnswer.length > 0) {
      await options.deliverNow(exchange.account.id, exchange.beforeAnswer)
    }
    return typeof answer.body === 'function' ? { ...answer, body: await answer.body() } : answer
  } catch (error) {
    return answerInternal(served, error)
  }
}

let lastSecond = Number.NaN
let lastDate = ''

/** The instant on the account's clock, as HTTP has it; written once a second. */
function toDate(at: number): string {
  const second = Math.floor(at / 1_000)
  if (second !== lastSecond) {
    lastSecond = second
    lastDate = new Date(at).toUTCString()
  }
  return lastDate
}

function send(served: Served, answer: Answer): Response | Promise<Response> {
  const rendered = toRendered(served, answer)
  finish(served, rendered)
  const shown = served.options.journal.shown?.()
  return shown ? shown.then(() => leave(served, rendered)) : leave(served, rendered)
}

function leave(served: Served, rendered: JournalEntry['response']): Response {
  const { request, env } = served
  letGo(served)
  if (env.direct)
    return env.direct.reply(BODILESS.has(rendered.status) ? { ...rendered, body: '' } : rendered)
  if (!env.outgoing) request.signal.throwIfAborted()
  const isBodiless = rendered.body === '' || BODILESS.has(rendered.status)
  return new Response(isBodiless ? null : rendered.body, rendered)
}

function toRendered({ exchange, endpoint, options }: Served, answer: Answer) {
  const rendered = renderAnswer(answer)
  rendered.headers.date ??= toDate(exchange.at)
  if (options.hasHints) addHintHeaders(rendered.headers, exchange, endpoint.headers)
  return rendered
}

/** Holds for a duration of real time or of the account's clock, whichever is over first; ends when the client goes. */
function createHold({ exchange, request, options }: Served) {
  return async (ms: number, { keepsAlive }: { keepsAlive: boolean }): Promise<void> => {
    const { account } = exchange
    const over = new AbortController()
    const cancel = options.real.setTimer(ms, () => over.abort(), { keepsAlive })
    const end = AbortSignal.any([request.signal, over.signal])
    await options.waitUntil(account.id, account.clock.now() + ms, end)
    cancel()
  }
}

/** An exception is our fault: the provider's own 500 for the client, the truth in hint and journal. */
function answerInternal({ exchange, options }: Served, error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error)
  exchange.problems.push(message)
  exchange.hint = isNotKept(error) ? message : `A fault of the sandbox itself: ${message}`
  options.onInternalError(error)
  if (options.isStrict && !isNotKept(error)) {
    return {
      status: 500,
      body: new EnsayoError('INTERNAL', exchange.hint).toJSON(),
      isProviderError: true,
    }
  }
  const { method, path } = exchange.request
  return renderError(options.runtime.spec, 'internal', { method, path })
}
