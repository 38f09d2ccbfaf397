/** What the name or address of a host says about where it lies. */
import { BlockList, isIP } from 'node:net'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8)
LOOPBACK.addAddress('::1', 'ipv6')

/** Whether a name or address means this machine alone, wherever it is asked. Brackets of IPv6 may be there. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
  const family = isIP(name)
  if (family === 0) return name === 'localhost' || name.endsWith('.localhost')
  return LOOPBACK.check(name, family === 4 ? 'ipv4' : 'ipv6')
}

/** Whether it lies on this machine or on a network of one's own, and so is nobody's on the internet. Without brackets. */
export function isLocal(host: string): boolean {
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

const LOCAL_NAME = /(?:^|\.)localhost$|\.(?:internal|local|test)$|^[^.]+$/
