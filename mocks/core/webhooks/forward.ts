/** Notifications to hosts of the outside that a receiver here takes, as `stripe listen --forward-to` does. */
import { EnsayoError } from '../../base/errors.ts'
import { findRefusal } from './hosts.ts'

export interface Forwarding {
  /** Host, as a callback names it → base URL of the receiver here. */
  forward?: Readonly<Record<string, string>>
  /** Base URL for every other host that would not be called. */
  forwardAll?: string
  /** Hosts to be called beside local ones. */
  allowHosts?: readonly string[]
}

/** Where a notification goes in the place of its URL, path and query kept; undefined: to the URL itself. */
export function findForward(url: string, forwarding: Forwarding): string | undefined {
  const { forward = {}, forwardAll, allowHosts } = forwarding
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined
  const own = Object.entries(forward).find(([host]) => isHost(parsed, host))?.[1]
  const base =
    own ??
    (findRefusal(url, { allowHosts: allowHosts ?? [] }) === undefined ? undefined : forwardAll)
  return base === undefined ? undefined : join(base, parsed)
}

/** Throws `OPTION_INVALID` for a host that is not a name, and for a receiver that may not be called. */
export function checkForwarding({ forward = {}, forwardAll, allowHosts }: Forwarding): void {
  for (const [host, base] of Object.entries(forward)) {
    const parsed = URL.parse(`http://${host}`)
    const isName = parsed !== null && isHost(parsed, host) && parsed.pathname === '/'
    if (!isName) throw invalid(`forward: "${host}" is not the name of a host`)
    checkReceiver(`forward: ${host}`, base, allowHosts)
  }
  if (forwardAll !== undefined) checkReceiver('forwardAll', forwardAll, allowHosts)
}

function checkReceiver(where: string, base: string, allowHosts: Forwarding['allowHosts']): void {
  const reason = findRefusal(base, { allowHosts: allowHosts ?? [] })
  if (reason !== undefined) throw invalid(`${where}: ${reason}`)
  const { search, hash } = new URL(base)
  if (`${search}${hash}` !== '') throw invalid(`${where}: "${base}" has a query or fragment`)
}

/** A name with or without port; without one it stands for every port. */
function isHost({ host, hostname }: URL, wanted: string): boolean {
  return [host, hostname].includes(wanted.toLowerCase())
}

function join(base: string, { pathname, search }: URL): string {
  const target = new URL(base)
  target.pathname = `${target.pathname.replace(/\/$/, '')}${pathname}`
  target.search = search
  return target.href
}

function invalid(what: string): EnsayoError {
  return new EnsayoError(
    'OPTION_INVALID',
    `${what}. Write it like yourapp.com=http://localhost:3000.`,
  )
}
