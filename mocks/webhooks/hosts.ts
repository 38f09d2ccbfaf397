/**
 * Which hosts notifications may go to. A callback copied from a provider's sample names a host that
 * belongs to someone else, so only local ones are called unless the person running us says so.
 */
import { BlockList, isIP } from 'node:net'

/** Whether the sandbox may call a URL; `findRefusal` says why not. */
export function isCallable(url: string, allowHosts: readonly string[] = []): boolean {
  return findRefusal(url, allowHosts) === undefined
}

/** Why the sandbox does not call a URL; undefined when it does. */
export function findRefusal(url: string, allowHosts: readonly string[] = []): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null) return `"${url}" is not a URL`
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    return `"${url}" is not an http or https URL (scheme "${parsed.protocol}")`
  }
  const host = normalise(parsed.hostname)
  if (isLocal(host) || allowHosts.some((allowed) => matches(host, normalise(allowed)))) {
    return undefined
  }
  return `host "${host}" is neither local nor private; allow it by name to have it called`
}

/** Lower case, without the brackets of IPv6 and the dot of a fully qualified name. */
function normalise(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

const LOCAL_NAME = /(?:^|\.)localhost$|\.(?:internal|local|test)$|^[^.]+$/

/** Clouds keep machine credentials here; never a receiver. */
const METADATA = new Set(['169.254.169.254', 'fd00:ec2::254', 'metadata.google.internal'])

function isLocal(host: string): boolean {
  if (METADATA.has(host)) return false
  const family = isIP(host)
  if (family === 0) return LOCAL_NAME.test(host)
  return PRIVATE.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

/** `check` also sees IPv4 addresses mapped into IPv6. */
const PRIVATE = new BlockList()
PRIVATE.addAddress('0.0.0.0')
PRIVATE.addSubnet('127.0.0.0', 8)
PRIVATE.addSubnet('10.0.0.0', 8)
PRIVATE.addSubnet('172.16.0.0', 12)
PRIVATE.addSubnet('192.168.0.0', 16)
PRIVATE.addSubnet('169.254.0.0', 16)
PRIVATE.addAddress('::', 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')

function matches(host: string, allowed: string): boolean {
  if (allowed.startsWith('*.')) return host.endsWith(allowed.slice(1))
  return host === allowed
}
