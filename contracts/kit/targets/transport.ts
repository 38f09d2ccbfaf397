/**
 * How a real target is asked: one request at a time, at a pace that a throttle slows down; what a
 * gateway or a network spoils is asked again where that is safe, and redirects are followed as
 * clients follow them.
 */

import { findOperation } from '../../../mocks/core/serve/find-match.ts'
import type { Spec } from '../../../mocks/dialect/types.ts'
import { type Noise, Unsettled } from '../unsettled.ts'
import { askOnce, type Heard } from './ask-once.ts'
import { findNoise, toNetworkNoise } from './noise.ts'
import { createPacer } from './pacer.ts'

export interface TransportOptions {
  spec: Spec
  baseUrl: string
  fetch: (request: Request) => Promise<Response>
  /** Between two requests, in ms. */
  paceMs: number
  /** The longest `Retry-After` that is obeyed, in ms. */
  patienceMs: number
  wait: (ms: number) => Promise<void>
  /** Epoch ms, for a `Retry-After` that is a date. */
  now: () => number | Promise<number>
  /** Told once nothing more is asked. */
  onDown?: (noise: Noise) => void
}

export interface AskOptions {
  /** Whether asking twice does no harm, beyond what method and idempotency key say. */
  isSafe?: boolean
  /** Told why the answer may be one to a request that was carried out before. */
  onDoubt?: (reason: string) => void
}

/** How the target is. */
export interface Health {
  /** Worth knowing, each once: a redirect that was followed. */
  remarks: Set<string>
  /** Why the target cannot be asked any more; undefined while it can. */
  down: Noise | undefined
}

export interface Transport {
  /** Throws `Unsettled` when no attempt came to anything. */
  fetch(request: Request, options?: AskOptions): Promise<Response>
  health: Health
}

/** Pauses before the second, third and fourth attempt. */
const PAUSES_MS = [1_000, 2_000, 4_000]

/**
 * What is lost in a row until the target counts as down. A request that was repeated in vain weighs
 * two, one that could not be repeated weighs one: a single attempt says little.
 */
const DOWN_AT = 5

/** The target counts as down, too, when nothing that says anything came for so long. */
const SILENCE_MS = 24_000

interface Spoilt {
  noise: Noise
  retryAfter: string | null
  wasSent: boolean
}

type Attempt = { heard: Heard } | Spoilt

export function createTransport(options: TransportOptions): Transport {
  const { spec, baseUrl, wait } = options
  const health: Health = { remarks: new Set(), down: undefined }
  const pacer = createPacer(options)
  let lost = 0
  /** Spent asking since an answer came that says anything. */
  let silentMs = 0

  const attempt = async (request: Request): Promise<Attempt> => {
    const { method } = request
    const path = toPath(request.url, baseUrl)
    try {
      const heard = await pacer.turn(() => askFollowing(request, options.fetch, health))
      const noise = findNoise(spec, { ...heard, method, path })
      if (noise === undefined) return { heard }
      return { noise, retryAfter: heard.headers.get('retry-after'), wasSent: true }
    } catch (error) {
      const noise = toNetworkNoise(`${method} ${new URL(baseUrl).origin}${path}`, error)
      const wasSent = noise.kind === 'network' && !/ECONNREFUSED/.test(noise.reason)
      return { noise, retryAfter: null, wasSent }
    }
  }

  const giveUp = (noise: Noise, weight: number, isOver: boolean): void => {
    lost += weight
    if (lost >= DOWN_AT || isOver || isLasting(noise)) {
      health.down = noise
      options.onDown?.(noise)
    }
  }

  return {
    health,
    fetch: async (request, { isSafe = false, onDoubt } = {}) => {
      let mayBeDone = false
      if (health.down) throw new Unsettled(health.down)
      const isRepeatable = isSafe || canRepeat(spec, request, baseUrl)
      for (let count = 0; ; count++) {
        const startedAt = await options.now()
        const tried = await attempt(request.clone())
        if ('heard' in tried) {
          lost = 0
          silentMs = 0
          pacer.recover()
          if (mayBeDone && tried.heard.status >= 400) onDoubt?.(toDoubt(request, tried.heard))
          return toResponse(tried.heard)
        }
        const { noise, retryAfter, wasSent } = tried
        mayBeDone ||= wasSent && noise.kind !== 'throttled' && !READS.includes(request.method)
        if (noise.kind === 'throttled') pacer.slowDown()
        else silentMs += (await options.now()) - startedAt
        const pauseMs = Math.max(PAUSES_MS[count] ?? 0, await toPauseMs(retryAfter, options.now))
        const isOver = retryAfter === null && silentMs + pauseMs >= SILENCE_MS
        const isWorthIt = count < PAUSES_MS.length && isPassing(noise) && !isOver
        const isAllowed = isRepeatable || noise.kind === 'throttled' || !wasSent
        if (!isWorthIt || !isAllowed || pauseMs > options.patienceMs) {
          giveUp(noise, isAllowed ? 2 : 1, isOver)
          throw new Unsettled(noise, { mayBeDone })
        }
        silentMs += retryAfter === null ? pauseMs : 0
        await wait(pauseMs)
      }
    },
  }
}

const READS = ['GET', 'HEAD']

function toDoubt({ method, url }: Request, { status }: Heard): string {
  return `${method} ${new URL(url).pathname} was asked again and answered ${status}; it may have been carried out before`
}

/** Names and certificates do not come right by asking again. */
function isLasting({ kind }: Noise): boolean {
  return kind === 'name' || kind === 'trust'
}

/** An answer that does not come is not asked for again at once: that would take as long. */
function isPassing(noise: Noise): boolean {
  return !isLasting(noise) && noise.kind !== 'slow'
}

/** Repeating it changes nothing: by its method, or by an idempotency key that the operation knows. */
function canRepeat(spec: Spec, { method, url, headers }: Request, baseUrl: string): boolean {
  if ([...READS, 'PUT', 'DELETE'].includes(method)) return true
  const rule = findOperation(spec, method, toPath(url, baseUrl))?.idempotency
  const header = /^\$request\.header\.([\w-]+)$/i.exec(rule?.key ?? '')?.[1]
  return header !== undefined && headers.has(header)
}

const MAX_REDIRECTS = 5

/** Follows redirects within the origin: of a GET all, of others those that keep method and body. */
async function askFollowing(
  request: Request,
  fetch: TransportOptions['fetch'],
  { remarks }: Health,
): Promise<Heard> {
  let asked = request
  for (let hops = 0; ; hops++) {
    const kept = asked.clone()
    const heard = await askOnce(asked, fetch)
    const isKept = heard.status === 307 || heard.status === 308
    const isFollowed = isKept || ([301, 302, 303].includes(heard.status) && kept.method === 'GET')
    const to = toTarget(heard, kept.url)
    if (!isFollowed || to === undefined || hops === MAX_REDIRECTS) return heard
    const [from, next] = [new URL(kept.url).pathname, to.pathname]
    remarks.add(
      from === next
        ? `the target redirects requests to the same address (${heard.status}); it was followed`
        : `the target redirects some paths (${heard.status}: ${hide(from)} to ${hide(next)}); they were followed`,
    )
    asked = new Request(to, kept)
  }
}

function toTarget({ headers }: Heard, url: string): URL | undefined {
  const location = headers.get('location')
  if (location === null || !URL.canParse(location, url)) return undefined
  const to = new URL(location, url)
  return to.origin === new URL(url).origin ? to : undefined
}

/** Ids vary; a remark is made once. */
function hide(path: string): string {
  return path.replace(/(?<=\/)(?=[^/]*\d)[\w.@-]{6,}/g, '…')
}

/** Seconds or a date; 0 when there is none. */
async function toPauseMs(retryAfter: string | null, now: TransportOptions['now']): Promise<number> {
  if (retryAfter === null) return 0
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1_000
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? 0 : Math.max(0, at - (await now()))
}

function toPath(url: string, baseUrl: string): string {
  return new URL(url).pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, '').length)
}

/** Statuses whose answers have no body. */
const BODILESS = [204, 205, 304]

function toResponse({ status, headers, text }: Heard): Response {
  return new Response(BODILESS.includes(status) ? null : text, { status, headers })
}
