/**
 * What every stand-in shares: routes, a clock of its own, noise as real services have it, planted
 * departures. Written from the providers' documents alone: nothing here comes from specs or engine.
 * It answers without a socket, and no time really passes unless it is told to.
 */

import { setTimeout as sleep } from 'node:timers/promises'

export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: Headers
  /** Parsed where it is JSON, else text. */
  // biome-ignore lint/suspicious/noExplicitAny: a server reads what a client sends
  body: any
  /** What the pattern of the route caught. */
  params: string[]
  /** Epoch ms. */
  now: number
  /** Whole URL behind the host. */
  target: string
  rawBody: string
}

export interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a departure reaches into what it knows is there
  body?: any
  headers?: Record<string, string>
}

export interface Route {
  /** As departures name it. */
  name: string
  method: string
  path: RegExp
  answer(call: Call): Reply
}

/** One provider, as its documents describe it. */
export interface Service {
  env: Record<string, string>
  routes: readonly Route[]
  /** Asked first; an answer of it ends the request. */
  guard(call: Call, route: Route | undefined): Reply | undefined
  /** Of paths and methods that no route has. */
  unknown(call: Call, isOtherMethod: boolean): Reply
}

/** What real services do that says nothing about their contract. */
export interface Noise {
  /** Every so many GET requests are redirected to another address of the same host. */
  redirects?: boolean
  /** One in twenty-five requests is answered by a gateway, half of them after they were carried out. */
  gateway?: boolean
  /** One in twenty is answered 429 with `Retry-After`, in seconds or as a date. */
  throttle?: boolean
  /** Answers take up to a second. */
  latency?: boolean
  /** Headers of a network in front. */
  cloudflare?: boolean
  /** Objects have fields that no document knows. */
  extraFields?: boolean
  /** Tokens end after a quarter of an hour, whatever they say. */
  shortTokens?: boolean
  /** What takes seconds takes twenty more. */
  slowStates?: boolean
}

export interface Departure {
  title: string
  kind: 'status' | 'shape' | 'type' | 'format' | 'header' | 'order' | 'time' | 'value'
  /** Whether it is another documented way, which a probe can name. */
  isDocumented: boolean
  /** Pieces of the finding that names it. */
  names: readonly string[]
  /** Routes whose answers it changes. */
  routes: readonly string[]
  change(reply: Reply, call: Call): void
  /** Changes what arrives, where the answer alone cannot depart. */
  before?(call: Call): void
}

export interface StandInOptions {
  noise?: Noise
  departure?: Departure
  /** From this request on, every answer is a maintenance page. */
  maintenanceFrom?: number
  /** From this request on, nobody listens. */
  diesAt?: number
  /** From this request on, connections are taken and never answered; told of each. */
  hangs?: { from: number; onHang(clock: { wait(ms: number): Promise<void> }): void }
  /** Where its clock stands, epoch ms. Default: a weekday morning. */
  startAt?: number
  /** Its clock is this machine's, and waiting takes as long as it says. */
  inRealTime?: boolean
}

export interface StandIn {
  baseUrl: string
  env: Record<string, string>
  fetch(request: Request): Promise<Response>
  now(): number
  wait(ms: number): Promise<void>
  /** Names of the routes that were asked, in order. */
  asked: string[]
  /** When it first was ill as the options say, by its clock; undefined while it was not. */
  illSince(): number | undefined
}

/** A weekday morning in Bogota. */
const START_AT = Date.parse('2026-04-06T15:00:00Z')
const BASE = 'https://stand-in.example'

export interface Times {
  now(): number
  /** How long a token lives, given how long the documents say. */
  tokenMs(documented: number): number
  /** How long a state takes, likewise. */
  stateMs(documented: number): number
}

/** Opens a stand-in of a service. */
export function openStandIn(
  create: (times: Times, baseUrl: string) => Service,
  options: StandInOptions = {},
): StandIn {
  const { noise = {} } = options
  let clock = options.inRealTime ? Date.now() : (options.startAt ?? START_AT)
  const service = create(
    {
      now: () => clock,
      tokenMs: (documented) => (noise.shortTokens ? Math.min(documented, 900_000) : documented),
      stateMs: (documented) => documented + (noise.slowStates ? 20_000 : 0),
    },
    BASE,
  )
  const asked: string[] = []
  const chance = createChance()
  let count = 0
  let illSince: number | undefined
  const wait = async (ms: number) => {
    if (options.inRealTime) await sleep(ms)
    clock = options.inRealTime ? Date.now() : clock + ms
  }
  const isIll = (from = Number.POSITIVE_INFINITY): boolean => {
    if (count < from) return false
    illSince ??= clock
    return true
  }
  return {
    baseUrl: BASE,
    env: service.env,
    asked,
    now: () => clock,
    wait,
    illSince: () => illSince,
    fetch: async (request) => {
      count++
      if (isIll(options.diesAt)) {
        const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
        throw new TypeError('fetch failed', { cause })
      }
      if (isIll(options.hangs?.from)) {
        options.hangs?.onHang({ wait })
        return new Promise(() => {})
      }
      if (isIll(options.maintenanceFrom)) return toPage(503)
      if (noise.latency) clock += Math.floor(chance() * 1_000)
      const spoilt = spoil(request, noise, chance, clock)
      if (spoilt && (spoilt.status < 500 || chance() < 0.5)) return spoilt
      const call = await toCall(request, clock)
      const route = findRoute(service, call)
      asked.push(route?.name ?? 'unknown')
      const { departure } = options
      if (route && departure?.routes.includes(route.name)) departure.before?.(call)
      const reply = structuredClone(
        service.guard(call, route) ?? route?.answer(call) ?? toUnknown(service, call),
      )
      if (spoilt) return spoilt
      if (route && departure?.routes.includes(route.name)) departure.change(reply, call)
      return toResponse(reply, noise, clock)
    },
  }
}

/** The same sequence in every run. */
function createChance(): () => number {
  let state = 7
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

function spoil(
  request: Request,
  noise: Noise,
  chance: () => number,
  now: number,
): Response | undefined {
  const { pathname, search } = new URL(request.url)
  const isMoved = pathname.startsWith('/moved/')
  if (noise.redirects && request.method === 'GET' && !isMoved && chance() < 0.3) {
    return new Response(null, { status: 301, headers: { location: `/moved${pathname}${search}` } })
  }
  if (noise.gateway && chance() < 1 / 25) return toPage([502, 503, 504][Math.floor(chance() * 3)]!)
  if (noise.throttle && chance() < 1 / 20) {
    const after = chance() < 0.5 ? '2' : new Date(now + 3_000).toUTCString()
    return new Response('{"detail":"slow down"}', {
      status: 429,
      headers: { 'retry-after': after },
    })
  }
  return undefined
}

function toPage(status: number): Response {
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body>Please come back later.</body></html>`
  return new Response(body, { status, headers: { 'content-type': 'text/html' } })
}

async function toCall(request: Request, now: number): Promise<Call> {
  const url = new URL(request.url)
  const path = url.pathname.replace(/^\/moved(?=\/)/, '')
  const rawBody = await request.text()
  const { method, headers } = request
  const target = `${path}${url.search}`
  return {
    method,
    path,
    query: url.searchParams,
    headers,
    body: parse(rawBody),
    params: [],
    now,
    target,
    rawBody,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function findRoute({ routes }: Service, call: Call): Route | undefined {
  for (const route of routes) {
    const found = route.method === call.method ? route.path.exec(call.path) : null
    if (found === null) continue
    call.params = found.slice(1)
    return route
  }
  return undefined
}

function toUnknown(service: Service, call: Call): Reply {
  return service.unknown(
    call,
    service.routes.some(({ path }) => path.test(call.path)),
  )
}

const CLOUDFLARE = {
  server: 'cloudflare',
  'cf-ray': '8c1d2e3f4a5b6c7d-BOG',
  'cf-cache-status': 'DYNAMIC',
  'alt-svc': 'h3=":443"; ma=86400',
}

function toResponse({ status, body, headers }: Reply, noise: Noise, now: number): Response {
  const isJson = typeof body === 'object' && body !== null
  const isObject = isJson && !Array.isArray(body) && status < 300 && Object.keys(body).length > 1
  const shown = noise.extraFields && isObject ? { ...body, trace_id: 'Ana María 7f3c' } : body
  const all = {
    date: new Date(now).toUTCString(),
    ...(isJson ? { 'content-type': 'application/json' } : {}),
    ...(noise.cloudflare ? CLOUDFLARE : {}),
    ...headers,
  }
  const text = body === undefined ? null : isJson ? JSON.stringify(shown) : String(body)
  return new Response(text, { status, headers: all })
}

/** A route; the pattern's `:name` catches a segment. */
export function route(
  name: string,
  method: string,
  path: string,
  answer: (call: Call) => Reply,
): Route {
  const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/:\w+/g, '([^/]+)')
  return { name, method, path: new RegExp(`^${pattern}$`), answer }
}

let made = 0

/** Letters and digits that no other call gave. */
export function makeId(length: number): string {
  made++
  return `${made.toString(36)}${'k7w2m9x4p1z8q5n3v6t0'.repeat(3)}`.slice(0, length)
}

export function makeUuid(): string {
  return crypto.randomUUID()
}

/** A token that decodes. */
export function makeJwt(claims: Record<string, unknown>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ typ: 'JWT', alg: 'HS256' })}.${part({ ...claims, jti: makeId(12) })}.c2lnbmF0dXJl`
}
