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
  if (isMetadata(host)) {
    return `host "${host}" is where clouds keep the credentials of a machine; allow it by name to have it called`
  }
  return `host "${host}" is neither local nor private; allow it by name to have it called`
}

/**
 * Lower case, without the brackets of IPv6 and the dot of a fully qualified name; IPv6 in its short
 * form, and an IPv4 address mapped into it as what it is.
 */
function normalise(host: string): string {
  const bare = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
  return isIP(bare) === 6
    ? unmap(URL.parse(`http://[${bare}]`)?.hostname.slice(1, -1) ?? bare)
    : bare
}

/** `::ffff:a9fe:a9fe` → `169.254.169.254`. */
function unmap(address: string): string {
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address) ?? []
  if (high === undefined || low === undefined) return address
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}

const LOCAL_NAME = /(?:^|\.)localhost$|\.(?:internal|local|test)$|^[^.]+$/

/** Names under which clouds keep machine credentials; never a receiver. */
const METADATA_NAME = /^(?:metadata|instance-data)(?:$|\.(?:.+\.)?internal$)/

/** The addresses: link-local ones of IPv4, and what Amazon and Google add in IPv6. */
const METADATA = new BlockList()
METADATA.addSubnet('169.254.0.0', 16)
METADATA.addAddress('fd00:ec2::254', 'ipv6')
METADATA.addAddress('fd20:ce::254', 'ipv6')

function isMetadata(host: string): boolean {
  const family = isIP(host)
  if (family === 0) return METADATA_NAME.test(host)
  return METADATA.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

function isLocal(host: string): boolean {
  if (isMetadata(host)) return false
  const family = isIP(host)
  if (family === 0) return LOCAL_NAME.test(host)
  return PRIVATE.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

const PRIVATE = new BlockList()
PRIVATE.addAddress('0.0.0.0')
PRIVATE.addSubnet('127.0.0.0', 8)
PRIVATE.addSubnet('10.0.0.0', 8)
PRIVATE.addSubnet('172.16.0.0', 12)
PRIVATE.addSubnet('192.168.0.0', 16)
PRIVATE.addAddress('::', 'ipv6')
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')

function matches(host: string, allowed: string): boolean {
  if (allowed.startsWith('*.')) return host.endsWith(allowed.slice(1))
  return host === allowed
}
