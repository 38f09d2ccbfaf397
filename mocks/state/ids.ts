/**
 * The only maker of ids and random values. Everything comes from the seed, the account, the kind
 * and a counter, so the same requests give the same answers whatever else runs beside them.
 */
import { createHash } from 'node:crypto'

const DIGITS = '0123456789'
const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

export interface Ids {
  /** Next of a sequence of integers, starting at `first`. */
  sequence(kind: string, first?: number): number
  /** Text of `length` characters of an alphabet; lower-case letters and digits by default. */
  text(kind: string, length: number, alphabet?: string): string
  digits(kind: string, length: number): string
  /** Lower-case hexadecimal. */
  hex(kind: string, length: number): string
  /** A version 4 UUID in form. */
  uuid(kind: string): string
  /** A whole number from 0 to `below` - 1. */
  integer(kind: string, below: number): number
}

export interface IdsState {
  counters: Record<string, number>
}

/** Makes the ids of one account. `state()` and `restore()` serve snapshots. */
export function createIds(options: { seed: string; account: string }) {
  const counters = new Map<string, number>()

  const next = (kind: string): number => {
    const value = counters.get(kind) ?? 0
    counters.set(kind, value + 1)
    return value
  }

  /** Bytes that depend on nothing but seed, account, kind and count. */
  const bytes = (kind: string, length: number): Buffer => {
    const count = next(kind)
    let out = Buffer.alloc(0)
    for (let block = 0; out.length < length; block++) {
      const hash = createHash('sha256')
      hash.update(`${options.seed}\0${options.account}\0${kind}\0${count}\0${block}`)
      out = Buffer.concat([out, hash.digest()])
    }
    return out.subarray(0, length)
  }

  const ids: Ids = {
    sequence: (kind, first = 1) => first + next(`#${kind}`),
    text: (kind, length, alphabet = ALPHANUMERIC) =>
      Array.from(bytes(kind, length), (byte) => alphabet[byte % alphabet.length]).join(''),
    digits: (kind, length) => ids.text(kind, length, DIGITS),
    hex: (kind, length) =>
      bytes(kind, Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
    uuid: (kind) => {
      const raw = bytes(kind, 16)
      raw[6] = (raw[6]! & 0x0f) | 0x40
      raw[8] = (raw[8]! & 0x3f) | 0x80
      return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
    integer: (kind, below) => bytes(kind, 6).readUIntBE(0, 6) % below,
  }

  return {
    ...ids,
    state: (): IdsState => ({ counters: Object.fromEntries(counters) }),
    restore: (state: IdsState): void => {
      counters.clear()
      for (const [kind, count] of Object.entries(state.counters)) counters.set(kind, count)
    },
  }
}
