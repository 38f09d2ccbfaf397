/**
 * Who may use the control API: programs on this machine, or whoever proves the token. A web page may
 * not, neither by a request across origins nor by a name that it makes point here (DNS rebinding).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
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
    const host = header('host') ?? new URL(context.req.url).host
    const hasProof =
      options.token !== undefined && provesToken(header('authorization'), options.token)
    refuseWebPage(host, header('origin'), header('sec-fetch-site'))
    // A delivery to the inbox: providers do not know the token.
    const isOpen = options.token !== undefined && isCatch(context.req.method, context.req.path)
    if (!hasProof && !isOpen) refuseStranger(host, header('authorization'), options)
    await next()
  }
}

/** Whoever knows the token is no web page, so the name they use for this machine does not matter. */
function refuseStranger(
  host: string,
  authorization: string | undefined,
  options: ControlOptions,
): void {
  if (options.token !== undefined) {
    const what =
      authorization === undefined
        ? 'this sandbox asks for its token, and there is no Authorization header.'
        : 'the Authorization header does not carry the token of this sandbox.'
    throw refused(
      `${what} Send "Authorization: Bearer <ENSAYO_CONTROL_TOKEN>", the value that it was started with; the command line takes it from that variable.`,
    )
  }
  const name = toHostname(host)
  if (isLoopback(name) || name === options.host?.toLowerCase()) return
  throw refused(
    `"${name}" is not a name of this machine. Use http://127.0.0.1 with the same port, or start it with ENSAYO_CONTROL_TOKEN: whoever sends the token may use any name.`,
  )
}

function refuseWebPage(host: string, origin: string | undefined, site: string | undefined): void {
  if (origin !== undefined && toAuthority(origin) !== host.toLowerCase()) {
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

/** Host and port of an origin; undefined for `null` and for what is no URL. */
function toAuthority(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || undefined : undefined
}

function provesToken(authorization: string | undefined, token: string): boolean {
  const given = /^bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(toDigest(given), toDigest(token))
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
