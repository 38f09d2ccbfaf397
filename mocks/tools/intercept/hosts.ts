/** Which hosts an intercepted command may speak to, and what becomes of the others. */
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'

export interface InterceptHosts {
  /** Host in lower case, without port → the provider that answers in its place. */
  providers: ReadonlyMap<string, string>
  /** Public hosts that are let through. */
  allowed: ReadonlySet<string>
}

export type Verdict = { kind: 'provider'; provider: string } | { kind: 'pass' | 'refused' }

/**
 * Loopback, private and link-local addresses, single labels, and the endings that no public name has.
 * The source of a regular expression that JavaScript and Python read alike: the preloads have it too.
 */
export const LOCAL_HOST = [
  '(?!\\d+$|0x)[^.:]+',
  '(?:.+\\.)?(?:localhost|local|internal|test)',
  '(?:::ffff:)?(?:127|10)(?:\\.\\d+){3}',
  '(?:::ffff:)?192\\.168(?:\\.\\d+){2}',
  '(?:::ffff:)?172\\.(?:1[6-9]|2\\d|3[01])(?:\\.\\d+){2}',
  '0\\.0\\.0\\.0',
  '::1?',
  'f[cd][0-9a-f]{2}:.*',
  'fe80:.*',
].join('|')

const LOCAL = new RegExp(`^(?:${LOCAL_HOST})$`)

/** Every host that a spec names as its provider's, sandbox and production alike. */
export function toProviderHosts(specs: readonly Spec[]): Map<string, string> {
  const entries = specs.flatMap(({ name, servers, productionHosts }) => {
    const hosts = [...servers.map((url) => new URL(url).hostname), ...productionHosts.map(toName)]
    return hosts.map((host): [string, string] => [toBareHost(host), name])
  })
  return new Map(entries)
}

/**
 * Reads `--intercept-allow`. Throws `OPTION_INVALID` for what is not a host name, and
 * `PRODUCTION_REFUSED` for a host of a provider, served or not: nothing may reach one by mistake.
 */
export function toAllowedHosts(
  texts: readonly string[],
  known: ReadonlyMap<string, string>,
): Set<string> {
  return new Set(texts.map((text) => toAllowedHost(text, known)))
}

/** What becomes of a request to a host; a name in any case, an address with or without brackets. */
export function judgeHost(host: string, { providers, allowed }: InterceptHosts): Verdict {
  const bare = toBareHost(host)
  const provider = providers.get(bare)
  if (provider !== undefined) return { kind: 'provider', provider }
  return { kind: LOCAL.test(bare) || allowed.has(bare) ? 'pass' : 'refused' }
}

/** Why a host is refused, and what to do. One line, for it is also the reason phrase of a status. */
export function toRefusal(host: string, { providers }: InterceptHosts): string {
  const near = didYouMean(toBareHost(host), [...providers.keys()])
  return `Ensayo intercepts this command and refuses ${host}: it is not a host of a provider served here.${near} To let it through, add --intercept-allow ${host}.`
}

/** Lower case, without the brackets of IPv6 and the dot of a fully qualified name. */
export function toBareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

function toName({ host }: { host: string }): string {
  return host
}

function toAllowedHost(text: string, known: ReadonlyMap<string, string>): string {
  const host = toBareHost(text.trim())
  const url = URL.parse(host.includes(':') ? `http://[${host}]` : `http://${host}`)
  if (host === '' || url === null || toBareHost(url.hostname) !== host) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `--intercept-allow: "${text}" is not the name of a host. Give it alone, like --intercept-allow registry.example.com.`,
    )
  }
  const provider = known.get(host)
  if (provider === undefined) return host
  throw new EnsayoError(
    'PRODUCTION_REFUSED',
    `--intercept-allow: ${host} is a host of ${provider}, and nothing may reach it from an intercepted command. Leave it out.`,
  )
}
