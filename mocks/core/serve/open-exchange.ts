/** A fresh exchange for a request that has just come in. */
import type { AccountState } from '../accounts/account.ts'
import { NO_BODY, type ParsedRequest, parseQuery, toHeaders, toMediaType } from '../http/parse.ts'
import type { RenderedAnswer } from '../http/respond.ts'
import type { Endpoint } from './endpoint.ts'
import type { ServedExchange } from './served-exchange.ts'

/** What `server.ts` hands along; absent in process. */
export interface RequestEnv {
  incoming?: { headers: Record<string, string | string[] | undefined>; url?: string | undefined }
  outgoing?: {
    /** Closes once. */
    on(event: 'close', listener: () => void): unknown
    once(event: 'close', listener: () => void): unknown
    destroy(): unknown
    readonly socket?: { resetAndDestroy(): unknown } | null
    /** True once the connection is gone or the answer has left. */
    readonly destroyed?: boolean
    readonly closed?: boolean
  }
  /** Path before the provider's root, when it is reached over the shared port. */
  prefix?: string
  /** What it is called by from outside; default: as the request names it. */
  baseUrl?: string
  /** The request itself, where a socket hands it over by the short way. */
  direct?: DirectRequest
}

/** A request of a socket, read and answered without the streams of the platform. */
export interface DirectRequest {
  readonly method: string
  readonly url: string
  readonly signal: AbortSignal
  /**
   * Calls back once with the whole body, or with nothing when it broke off; what the callback returns
   * is the answer. What is returned stands for it.
   */
  readBody(done: (bytes: Buffer<ArrayBuffer> | undefined) => Response | Promise<Response>): Response
  /** Sends an answer; what is returned stands for it. */
  reply(answer: RenderedAnswer): Response
}

const NOTHING: readonly never[] = []

/** What is known before anything was read: `account` until credentials or a record name another. */
export function openExchange(
  request: Request,
  env: RequestEnv,
  { operation, spec }: Endpoint,
  start: {
    id: string
    params: Record<string, string>
    account: AccountState
    startedMs: number
  },
): ServedExchange {
  const { account } = start
  const prefix = env.prefix ?? ''
  const originEnd = request.url.indexOf('/', request.url.indexOf('//') + 2)
  const target = request.url.slice(originEnd + prefix.length)
  const queryAt = target.indexOf('?')
  // Node's own object: names in lower case, and of a request only `set-cookie` is ever a list.
  const headers = (env.incoming?.headers as Record<string, string>) ?? toHeaders(request.headers)
  const parsed: ParsedRequest = {
    method: request.method,
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    target: toRawTarget(env, prefix) ?? target,
    params: start.params,
    query: parseQuery(target),
    headers,
    mediaType: toMediaType(headers['content-type']),
    body: undefined,
    rawBody: '',
  }
  return {
    id: start.id,
    provider: spec.name,
    operation,
    account,
    isUnclaimed: false,
    request: parsed,
    baseUrl: env.baseUrl ?? `${request.url.slice(0, originEnd)}${prefix}`,
    at: account.clock.now(),
    startedMs: start.startedMs,
    record: undefined,
    parseProblem: undefined,
    quirks: [],
    evidence: operation?.source.evidence,
    reads: undefined,
    credential: undefined,
    hint: undefined,
    violations: [],
    forgiven: [],
    problems: [],
    fault: undefined,
    faults: [],
    faultAfter: undefined,
    isArranged: false,
    stub: undefined,
    wakeAt: undefined,
    effects: NOTHING,
    awaitingAnswer: NOTHING,
    delayMs: 0,
    latencyMs: 0,
    raw: NO_BODY,
    proofs: NOTHING,
    unit: undefined,
    remember: undefined,
    beforeAnswer: NOTHING,
    isUndone: false,
  }
}

/** As it stood in the request line: a parsed URL has some characters encoded that the client left as they are. */
function toRawTarget({ incoming }: RequestEnv, prefix: string): string | undefined {
  const url = incoming?.url
  if (prefix === '' && url?.startsWith('/') === true) return url
  if (url?.startsWith('/') !== true || !url.startsWith(prefix)) return undefined
  return url.slice(prefix.length) || '/'
}
