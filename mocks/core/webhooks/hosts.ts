/**
 * Which hosts notifications may go to. A callback copied from a provider's sample names a host that
 * belongs to someone else, so only local ones are called unless the person running us says so.
 */
import { BlockList, isIP } from 'node:net'
import { hostname } from 'node:os'
import { isLocal, isLoopback } from '../../base/hosts.ts'

export interface HostRules {
  /** Names, `*.example.com` for those below one. */
  allowHosts?: readonly string[]
  /**
   * Other machines reach the sandbox. Whoever knows the published credentials could have it call what
   * listens on its own machine alone, so that has to be allowed by name.
   */
  isShared?: boolean
}

/** Why the sandbox does not call a URL; undefined when it does. */
export function findRefusal(url: string, rules: HostRules = {}): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null) return `"${shorten(url)}" is not a URL`
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    return `"${shorten(url)}" is not an http or https URL (scheme "${parsed.protocol}")`
  }
  const { allowHosts = [], isShared = false } = rules
  const host = normalise(parsed.hostname)
  const allowed = allowHosts.map(normalise)
  if (isMetadata(host)) {
    // A wildcard such as "*.internal" means others.
    if (allowed.includes(host)) return undefined
    return `host "${host}" is where clouds keep the credentials of a machine; allow it by name to have it called`
  }
  if (allowed.some((each) => matches(host, each))) return undefined
  if (isShared && isOwnMachine(host)) {
    return `host "${host}" is the sandbox's own machine, and others reach this sandbox; allow it by name to have it called`
  }
  if (isLocal(host)) return undefined
  return `host "${host}" is neither local nor private; allow it by name to have it called`
}

function shorten(url: string): string {
  return url.length <= 200 ? url : `${url.slice(0, 200)}…`
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

/** Names under which clouds keep machine credentials, and those below them; never a receiver. */
const METADATA_NAME =
  /^(?:metadata|instance-data)$|(?:^|\.)(?:metadata|instance-data)\.(?:.+\.)?internal$/

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

/** Addresses that mean the machine itself, or its neighbours on the cable. */
function isOwnMachine(host: string): boolean {
  const family = isIP(host)
  if (family === 0) return isLoopback(host) || host === hostname().toLowerCase()
  return isLoopback(host) || OWN.check(host, family === 4 ? 'ipv4' : 'ipv6')
}

const OWN = new BlockList()
// The unspecified address is called as loopback.
OWN.addSubnet('0.0.0.0', 8)
OWN.addAddress('::', 'ipv6')
OWN.addSubnet('fe80::', 10, 'ipv6')

function matches(host: string, allowed: string): boolean {
  if (allowed.startsWith('*.')) return host.endsWith(allowed.slice(1))
  return host === allowed
}
