/** Which hosts may be called at all: never those where real money moves. */
import { EnsayoError } from '../../base/errors.ts'
import type { Spec } from '../../dialect/types.ts'

/**
 * Reads an address and refuses the provider's production hosts, by name.
 * Throws `PRODUCTION_REFUSED`, or `OPTION_INVALID` for what is not an http(s) address, or more than one.
 */
export function refuseProduction(spec: Spec, url: string | URL): URL {
  const parsed = toUrl(url)
  const host = parsed.hostname.toLowerCase().replace(/\.+$/, '')
  const production = spec.productionHosts.find((known) => known.host === host)
  if (!production) return refuseMore(parsed)
  const server = (spec.document.servers as { url: string }[] | undefined)?.[0]?.url
  const cure = server === undefined ? 'Give the address of its sandbox' : `Its sandbox is ${server}`
  const { evidence, url: written } = production.source
  throw new EnsayoError(
    'PRODUCTION_REFUSED',
    `${parsed.origin}: ${host} is a production host of ${spec.title} (${[evidence, written].filter(Boolean).join(', ')}). ${cure}.`,
  )
}

/** What it says beyond an address would end up in reports, or be lost when paths are added. Never repeated: it may be a secret. */
function refuseMore(url: URL): URL {
  const { username, password, search, hash } = url
  if (`${username}${password}${search}${hash}` === '') return url
  throw new EnsayoError(
    'OPTION_INVALID',
    `${url.origin}: a base URL has no credentials, query or fragment. Leave them out; credentials come from the variables.`,
  )
}

function toUrl(url: string | URL): URL {
  if (url instanceof URL || URL.canParse(url)) {
    const parsed = new URL(url)
    if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `"${String(url).replace(/\/\/[^/]*@/, '//')}" is not an address of a provider. Write it like https://sandbox.example.com.`,
  )
}
