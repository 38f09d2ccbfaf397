/** The extension by which an authority says what it may vouch for: RFC 5280, 4.2.1.10. */
import { isIPv6 } from 'node:net'

export interface NameLimits {
  /** Host names; a name permits the names below it, too. */
  names: readonly string[]
  /** Addresses with the length of their prefix, like `127.0.0.0/8`. None: no address at all. */
  addresses: readonly string[]
}

const SEQUENCE = 0x30
const PERMITTED = 0xa0
const EXCLUDED = 0xa1
const DNS_NAME = 0x82
const ADDRESS = 0x87

/** In DER. What is not permitted is refused; where no address is permitted, all are excluded. */
export function constrainNames({ names, addresses }: NameLimits): Uint8Array {
  const permitted = [
    ...names.map((name) => toSubtree(DNS_NAME, Buffer.from(name))),
    ...addresses.map((address) => toSubtree(ADDRESS, toRange(address))),
  ]
  const all = ['0.0.0.0/0', '::/0'].map((address) => toSubtree(ADDRESS, toRange(address)))
  const excluded = addresses.length === 0 ? [encode(EXCLUDED, ...all)] : []
  return encode(SEQUENCE, encode(PERMITTED, ...permitted), ...excluded)
}

function toSubtree(tag: number, value: Uint8Array): Buffer {
  return encode(SEQUENCE, encode(tag, value))
}

/** The bytes of the address, then those of its mask. */
function toRange(range: string): Buffer {
  const [address = '', length = ''] = range.split('/')
  const bytes = isIPv6(address) ? readIPv6(address) : address.split('.').map(Number)
  const mask = bytes.map((_, index) => {
    const bits = Math.min(8, Math.max(0, Number(length) - index * 8))
    return (0xff << (8 - bits)) & 0xff
  })
  return Buffer.from([...bytes, ...mask])
}

function readIPv6(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((word) => parseInt(word, 16))
  const [before, after] = [read(head), read(tail ?? '')]
  const zeros = new Array<number>(tail === undefined ? 0 : 8 - before.length - after.length).fill(0)
  return [...before, ...zeros, ...after].flatMap((word) => [word >> 8, word & 0xff])
}

/** Tag, length, content. */
function encode(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...toLength(body.length)]), body])
}

function toLength(length: number): number[] {
  if (length < 0x80) return [length]
  if (length < 0x100) return [0x81, length]
  return [0x82, length >> 8, length & 0xff]
}
