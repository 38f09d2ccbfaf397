/**
 * Who may use the control API: programs on this machine, or whoever proves the token. A web page may
 * not, neither by a request across origins nor by a name that it makes point here (DNS rebinding).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { EnsayoError } from '../../base/errors.ts'
import { isLoopback } from '../../base/hosts.ts'

export interface ControlOptions {
  /** Host the control port is bound to. Default `127.0.0.1`. */
  host?: string
  /** `Authorization: Bearer …` that every request must carry. */
  token?: string
}

/** Throws `OPTION_INVALID` when the control API could be reached from elsewhere without a token. */
export function assertControlIsGuarded({ host = '127.0.0.1', token }: ControlOptions): void {
  if (isLoopback(host) || token) return
  throw new EnsayoError(
    'OPTION_INVALID',
    `--host ${host}: other machines could drive the sandbox. Set ENSAYO_CONTROL_TOKEN to a secret of yours, or leave --host out to stay on 127.0.0.1.`,
  )
}

/** Refuses web pages, foreign host names and, where there is a token, requests without it. */
export function guard(options: ControlOptions): MiddlewareHandler {
  return async (context, next) => {
    const header = (name: string) => context.req.header(name)
    const hasProof = provesToken(header('authorization'), options)
    refuseWebPage(context)
    // A delivery to the inbox: providers do not know the token.
    const isOpen = options.token !== undefined && isCatch(context.req.method, context.req.path)
    if (!hasProof && !isOpen) refuseStranger(context, options)
    await next()
  }
}

/** For a page on which a person has yet to prove the token: throws `CONTROL_REFUSED` for web pages and, where there is no token, for foreign host names. */
export function refuseStrangers(context: Context, options: ControlOptions): void {
  refuseWebPage(context)
  if (options.token === undefined) refuseStranger(context, options)
}

/** Whether a header `Authorization: Bearer …` carries the token; false where there is none. */
export function provesToken(authorization: string | undefined, { token }: ControlOptions): boolean {
  if (token === undefined) return false
  return isSameSecret(/^bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '', token)
}

/** Compares in a time that tells nothing of where they differ. */
export function isSameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(toDigest(given), toDigest(wanted))
}

/** What is said to whoever does not prove the token. */
export function tokenWanted(authorization: string | undefined): EnsayoError {
  const what =
    authorization === undefined
      ? 'this sandbox asks for its token, and there is no Authorization header.'
      : 'the Authorization header does not carry the token of this sandbox.'
  return refused(
    `${what} Send "Authorization: Bearer <ENSAYO_CONTROL_TOKEN>", the value that it was started with; the command line takes it from that variable.`,
  )
}

/** Whoever knows the token is not a web page, so the name they use for this machine does not matter. */
function refuseStranger({ req }: Context, options: ControlOptions): void {
  if (options.token !== undefined) {
    throw tokenWanted(req.header('authorization'))
  }
  const name = toHostname(hostOf(req))
  if (isLoopback(name) || name === options.host?.toLowerCase()) return
  throw refused(
    `"${name}" is not a name of this machine. Use http://127.0.0.1 with the same port, or start it with ENSAYO_CONTROL_TOKEN: whoever sends the token may use any name.`,
  )
}

function hostOf(req: Context['req']): string {
  return req.header('host') ?? new URL(req.url).host
}

function refuseWebPage({ req }: Context): void {
  const origin = req.header('origin')
  const site = req.header('sec-fetch-site')
  if (origin !== undefined && toAuthority(origin) !== hostOf(req).toLowerCase()) {
    throw refused(`a web page of ${origin} may not drive it. Ask from a program without "Origin".`)
  }
  if (site === 'cross-site' || site === 'same-site') {
    throw refused('a web page of another origin may not drive it. Open the address itself.')
  }
}

function isCatch(method: string, path: string): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method) && path.startsWith('/_ensayo/inbox/')
}

function refused(why: string): EnsayoError {
  return new EnsayoError('CONTROL_REFUSED', `Control API: ${why}`)
}

/** Without the port, and without the brackets that a URL puts around IPv6. */
function toHostname(host: string): string {
  return host
    .replace(/(^|[^:]|\]):\d*$/, '$1')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
}

/** Host and port of an origin; undefined for `null` and for what is not a URL. */
function toAuthority(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || undefined : undefined
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
