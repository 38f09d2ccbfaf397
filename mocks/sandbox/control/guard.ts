/**
 * Who may use the control API: programs on this machine, or whoever proves the token. A web page may
 * not, neither by a request across origins nor by a name that it makes point here (DNS rebinding).
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { EnsayoError } from '../../base/errors.ts'

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
    refuseStrangers(context, options, hasProof)
    if (
      options.token !== undefined &&
      !hasProof &&
      !isCatch(context.req.method, context.req.path)
    ) {
      throw refused(
        'this sandbox asks for its token. Send "Authorization: Bearer <ENSAYO_CONTROL_TOKEN>"; the command line takes it from that variable.',
      )
    }
    await next()
  }
}

/** Throws `CONTROL_REFUSED` for foreign host names, unless the token was proved, and for web pages. */
export function refuseStrangers(
  { req }: Context,
  options: ControlOptions,
  hasProof: boolean,
): void {
  const host = req.header('host') ?? new URL(req.url).host
  refuseForeignHost(host, hasProof, options)
  refuseWebPage(host, req.header('origin'), req.header('sec-fetch-site'))
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

/** Whoever knows the token is no web page, so the name they use for this machine does not matter. */
function refuseForeignHost(host: string, hasProof: boolean, options: ControlOptions): void {
  const name = toHostname(host)
  if (hasProof || isOwnName(name) || name === options.host) return
  throw refused(`"${name}" is not a name of this machine. Use http://127.0.0.1 with the same port.`)
}

function refuseWebPage(host: string, origin: string | undefined, site: string | undefined): void {
  if (origin !== undefined && toAuthority(origin) !== host.toLowerCase()) {
    throw refused(`a web page of ${origin} may not drive it. Ask from a program without "Origin".`)
  }
  if (site === 'cross-site' || site === 'same-site') {
    throw refused('a web page of another origin may not drive it. Open the address itself.')
  }
}

/** A delivery to the inbox: providers do not know the token. */
function isCatch(method: string, path: string): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method) && path.startsWith('/_ensayo/inbox/')
}

function refused(why: string): EnsayoError {
  return new EnsayoError('CONTROL_REFUSED', `Control API: ${why}`)
}

/** Names nobody outside can make point here: loopback, single labels and `.internal` (containers). */
function isOwnName(name: string): boolean {
  return isLoopback(name) || /^[a-z0-9_-]+$/i.test(name) || /\.(localhost|internal)$/i.test(name)
}

function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  return name === 'localhost' || /^127(\.\d{1,3}){3}$/.test(name) || ['::1', '[::1]'].includes(name)
}

function toHostname(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase()
}

/** Host and port of an origin; undefined for `null` and for what is no URL. */
function toAuthority(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host || undefined : undefined
}

function toDigest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
