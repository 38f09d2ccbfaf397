/** Addresses that work for whoever asks: those that they reached us by, not those that we bound. */
import type { Addresses } from '../engine/engine.ts'

/** So many are known again when a notification goes to an inbox; hosts are whatever somebody says. */
const MOST_ALIASES = 100

/** The same, remembered, so that a notification to an inbox under that address finds it. */
export function rememberAddresses(own: Addresses, requestUrl: string): Addresses {
  const asked = toAskedAddresses(own, requestUrl)
  if (asked === own) return own
  own.aliases ??= new Set()
  if (own.aliases.size < MOST_ALIASES) own.aliases.add(asked.control)
  return asked
}

/**
 * The addresses under the host that a request names. A host of another name keeps our ports; under
 * another port, which somebody has mapped, every provider is under its name on that one.
 */
export function toAskedAddresses(own: Addresses, requestUrl: string): Addresses {
  const asked = new URL(requestUrl)
  const bound = new URL(own.control)
  if (own.isPublic || asked.host === bound.host) return own
  const control = asked.origin
  if (toPort(asked) !== toPort(bound)) {
    const under = Object.keys(own.providers).map((name) => [name, `${control}/${name}`])
    return { control, providers: Object.fromEntries(under) }
  }
  const renamed = Object.entries(own.providers).map(([name, url]) => {
    const { protocol, port } = new URL(url)
    return [name, `${protocol}//${asked.hostname}${port === '' ? '' : `:${port}`}`]
  })
  return { control, providers: Object.fromEntries(renamed) }
}

function toPort({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80')
}
