/** Where a provider's requests come in and answers go out: `Request` → exchange → `Response`. */

import { EnsayoError } from '../../base/errors.ts'
import type { RealTime } from '../clock/system.ts'
import { applyFault } from '../departures/faults.ts'
import { type Answer, addHint, type Exchange } from '../http/exchange.ts'
import type { Journal } from '../http/journal.ts'
import type { JournalEntry } from '../http/journal-entry.ts'
import type { Match } from '../http/match.ts'
import { openExchange, type RequestEnv } from '../http/open-exchange.ts'
import { MAX_BODY_BYTES, NO_BODY, readBody } from '../http/parse.ts'
import { renderError } from '../http/render-error.ts'
import {
  addHintHeaders,
  findDeparture,
  type RenderedAnswer,
  renderAnswer,
} from '../http/respond.ts'
import type { PipelineOptions } from './options.ts'
import { runPipeline } from './pipeline.ts'
import { playFault } from './play-fault.ts'
import { createRouter } from './router.ts'
import { answerUnmatched } from './unmatched.ts'

export type { RequestEnv } from '../http/open-exchange.ts'

export interface EdgeOptions extends PipelineOptions {
  real: RealTime
  journal: Journal
  isStrict: boolean
  hasHints: boolean
  nextRequestId(): string
  /** Says that something of the account is due at an instant. */
  wake(account: string, dueAt: number): void
  /** Says that an answer is about to leave; what is returned is called once it has. */
  expectRelease(account: string, ids: readonly string[]): () => void
  /** Waits for an instant on an account's clock, or until the client has gone. */
  waitUntil(account: string, instant: number, gone: AbortSignal): Promise<void>
  onFinished(entry: JournalEntry): void
  onOffSpec(problem: string): void
  onInternalError(error: unknown): void
}

export type ProviderFetch = (request: Request, env?: RequestEnv) => Promise<Response>

/** Statuses that HTTP gives no body. */
const BODILESS = new Set([204, 205, 304])

/** A client that goes away in the middle of its body has asked for nothing; nobody is there to read the answer. */
const BROKEN_OFF = { text: '', isUtf8: true }

/**
 * Makes the `fetch` of one provider. Without a socket it rejects as one would: by the client's own
 * signal, or by a fault of the connection.
 */
export function createEdge(options: EdgeOptions): ProviderFetch {
  const { spec } = options.runtime
  const router = createRouter<RequestEnv>(
    spec,
    (match, request, env) => serve(request, env, match, options),
    (request, env) => serve(request, env, undefined, options),
  )
  return async (request, env = {}) => router.fetch(request, env)
}

async function serve(
  request: Request,
  env: RequestEnv,
  match: Match | undefined,
  options: EdgeOptions,
): Promise<Response> {
  if (!env.outgoing) request.signal.throwIfAborted()
  const startedMs = options.real.monotonicMs()
  const exchange = openExchange(request, env, match, {
    id: options.nextRequestId(),
    provider: options.runtime.spec.name,
    account: options.defaultAccount(),
    startedMs,
  })
  const isBare = request.method === 'GET' || request.method === 'HEAD'
  const raw = isBare
    ? NO_BODY
    : await readBody(request, exchange.request.headers).catch(() => BROKEN_OFF)
  exchange.request.rawBody = raw?.text ?? ''
  let answer: Answer
  try {
    answer = await answerExchange(exchange, raw, options)
    answer = checkAnswer(exchange, answer, options)
  } catch (error) {
    answer = answerFault(exchange, error, options)
  }
  const rendered = renderAnswer(answer)
  if (options.hasHints) addHintHeaders(rendered.headers, exchange)
  const hold = createHold(exchange, request, options)
  if (exchange.delayMs > 0) {
    const { id } = exchange.account
    await options.waitUntil(id, exchange.at + exchange.delayMs, request.signal)
  }
  if (exchange.latencyMs > 0) await hold(exchange.latencyMs, { keepsAlive: true })
  record(exchange, rendered, options)
  afterAnswer(exchange, env, options)
  if (!env.outgoing) request.signal.throwIfAborted()
  const { fault } = exchange
  if (fault) return playFault(fault, { rendered, env, gone: request.signal, hold })
  const isBodiless = rendered.body === '' || BODILESS.has(rendered.status)
  return new Response(isBodiless ? null : rendered.body, rendered)
}

async function answerExchange(
  exchange: Exchange,
  raw: { text: string; isUtf8: boolean } | undefined,
  options: EdgeOptions,
): Promise<Answer> {
  const { spec } = options.runtime
  const { method, path } = exchange.request
  if (raw === BROKEN_OFF) {
    exchange.problems.push('the client left before its body was complete')
    return renderError(spec, 'malformedBody', { method, path, reason: 'the body broke off' })
  }
  if (raw === undefined) {
    addHint(exchange, `Bodies over ${MAX_BODY_BYTES} bytes are refused.`)
    return renderError(spec, 'bodyTooLarge', { method, path, limit: MAX_BODY_BYTES })
  }
  const answer = exchange.operation
    ? await runPipeline(exchange, raw, options)
    : await answerUnmatched(exchange, options)
  return applyFault(exchange, spec, answer)
}

/** Holds for a duration of real time or of the account's clock, whichever is over first; ends when the client goes. */
function createHold(exchange: Exchange, request: Request, options: EdgeOptions) {
  return async (ms: number, { keepsAlive }: { keepsAlive: boolean }): Promise<void> => {
    const { account } = exchange
    const over = new AbortController()
    const cancel = options.real.setTimer(ms, () => over.abort(), { keepsAlive })
    const end = AbortSignal.any([request.signal, over.signal])
    await options.waitUntil(account.id, account.clock.now() + ms, end)
    cancel()
  }
}

/** What a request caused waits until its answer has left: a callback never overtakes it. */
function afterAnswer(exchange: Exchange, env: RequestEnv, options: EdgeOptions): void {
  const { account, wakeAt, held } = exchange
  if (wakeAt !== undefined) options.wake(account.id, wakeAt)
  if (held.length === 0) return
  const release = options.expectRelease(account.id, held)
  const { outgoing } = env
  // A client that has left already gets no `close` any more, and a silent answer leaves late or never.
  const { fault } = exchange
  const isSilent = fault === 'timeout' || (typeof fault === 'object' && 'silentMs' in fault)
  if (outgoing === undefined || outgoing.destroyed || outgoing.closed || isSilent)
    options.real.setTimer(0, release, { keepsAlive: true })
  else outgoing.once('close', release)
}

function checkAnswer(exchange: Exchange, answer: Answer, options: EdgeOptions): Answer {
  if (!exchange.operation) return answer
  const problem = findDeparture(exchange.operation, answer, options.runtime.schemas)
  if (problem === undefined) return answer
  exchange.problems.push(problem)
  options.onOffSpec(problem)
  if (!options.isStrict) return answer
  const error = new EnsayoError(
    'RESPONSE_OFF_SPEC',
    `The sandbox's own answer does not fit its spec: ${problem}`,
  )
  return { status: error.status, body: error.toJSON(), isProviderError: true }
}

/** An exception is our fault: the provider's own 500 for the client, the truth in hint and journal. */
function answerFault(exchange: Exchange, error: unknown, options: EdgeOptions): Answer {
  const message = error instanceof Error ? error.message : String(error)
  exchange.problems.push(message)
  exchange.hint = `A fault of the sandbox itself: ${message}`
  options.onInternalError(error)
  if (options.isStrict) {
    return {
      status: 500,
      body: new EnsayoError('INTERNAL', exchange.hint).toJSON(),
      isProviderError: true,
    }
  }
  return renderError(options.runtime.spec, 'internal', {
    method: exchange.request.method,
    path: exchange.request.path,
  })
}

function record(exchange: Exchange, rendered: RenderedAnswer, options: EdgeOptions): void {
  const { request, operation } = exchange
  const entry: JournalEntry = {
    id: exchange.id,
    account: exchange.account.id,
    ...(exchange.isUnclaimed ? { isUnclaimed: true } : {}),
    provider: exchange.provider,
    operationId: operation?.id,
    evidence: operation?.source.evidence,
    at: exchange.at,
    durationMs: options.real.monotonicMs() - exchange.startedMs,
    request: {
      method: request.method,
      path: request.target,
      headers: request.headers,
      body: request.rawBody,
    },
    response: rendered,
    quirks: exchange.quirks,
    ...(exchange.faults.length === 0 ? {} : { faults: exchange.faults }),
    ...(exchange.stub === undefined ? {} : { stub: exchange.stub }),
    hint: exchange.hint,
    violations: exchange.violations,
    ...(exchange.credential === undefined ? {} : { credential: exchange.credential }),
    problems: exchange.problems,
    isTruncated: false,
  }
  // What was under way when its account was removed or reset is none of the next one's, whatever its id.
  const isOf = options.identities.findById(entry.account) === exchange.account
  if (isOf) options.journal.add(entry, exchange.reads)
  options.onFinished(entry)
}
