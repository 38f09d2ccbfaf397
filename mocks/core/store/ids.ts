/**
 * The only maker of ids and random values. Everything comes from the seed, the account, the kind
 * and a counter, so the same requests give the same answers whatever else runs beside them.
 */
import { createHash } from 'node:crypto'
import { StoreError } from '../../base/errors.ts'
import type { Tracking } from './store.ts'

const DIGITS = '0123456789'
/** Every byte's two digits; faster than formatting a number. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

export interface Ids {
  /** Next of a sequence of integers, starting at `first`. */
  sequence(kind: string, first?: number): number
  /** The same of numbers that a provider counts over all its customers: no two accounts share one. */
  number(kind: string, first?: number): number
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

export interface IdsOptions {
  seed: string
  account: string
  /** 0 for the default account, another for each other one; its provider-wide numbers are apart from all others'. */
  ordinal?: number
  tracking?: Tracking
}

/** Where the numbers of accounts other than the default one begin; all of them fit 32 bits as long as an account has few. */
const APART = 1_000_000_000
/** Numbers that such an account has before its next stretch. */
const STRETCH = 10_000
/** Stretches of all accounts together. */
const STRETCHES = 1_000_000
/** Ordinals that ids of accounts are spread over. */
const ORDINALS = 99_999

/** The ordinal that an account would like: the same for the same id, whoever else there is. Never 0. */
export function toOrdinal(account: string): number {
  return 1 + (hashKey([account])[0]! % ORDINALS)
}

/** Makes the ids of one account. `state()` and `restore()` serve snapshots. */
export function createIds(options: IdsOptions) {
  const { tracking, ordinal = 0 } = options
  const counters = new Map<string, number>()
  const keys = new Map<string, Uint32Array>()

  const next = (kind: string): number => {
    const value = counters.get(kind) ?? 0
    tracking?.changes?.count(counters, kind, value)
    counters.set(kind, value + 1)
    return value
  }

  /** Words that depend on nothing but seed, account, kind and count. */
  const words = (kind: string): (() => number) => {
    let key = keys.get(kind)
    if (key === undefined) {
      key = hashKey([options.seed, options.account, kind])
      keys.set(kind, key)
    }
    return createWords(key, next(kind))
  }

  const ids: Ids = {
    sequence: (kind, first = 1) => first + next(`#${kind}`),
    // Not one counter for all: what an account is answered must not depend on what others do beside it.
    number: (kind, first = 1) => {
      const count = next(`#${kind}`)
      if (ordinal === 0) return first + count
      const stretch = ordinal + Math.floor(count / STRETCH) * STRETCHES
      return APART + stretch * STRETCH + first + (count % STRETCH)
    },
    text: (kind, length, alphabet = ALPHANUMERIC) => {
      if (alphabet === '') throw new StoreError(`${kind}: text needs an alphabet.`)
      const word = words(kind)
      let text = ''
      while (text.length < length) text += alphabet[toBelow(word(), alphabet.length)]
      return text
    },
    digits: (kind, length) => ids.text(kind, length, DIGITS),
    hex: (kind, length) => toHex(words(kind), length),
    uuid: (kind) => toUuid(words(kind)),
    integer: (kind, below) => toInteger(words(kind), below),
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

function hashKey(parts: string[]): Uint32Array {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest()
  return Uint32Array.from({ length: 4 }, (_, index) => hash.readUInt32LE(index * 4))
}

/** Chris Doty-Humphrey's sfc32, its state the key with the count mixed in: 32 bits a call. */
function createWords(key: Uint32Array, count: number): () => number {
  let a = key[0]!
  let b = key[1]! ^ Math.floor(count / 2 ** 32)
  let c = key[2]! ^ count
  let d = key[3]!
  const word = (): number => {
    const sum = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // As many as its author asks for, until neighbouring counts have nothing in common.
  for (let round = 0; round < 15; round++) word()
  return word
}

/** Of a small alphabet, so the bias (`below` in 2^32) is too small to be seen. */
function toBelow(word: number, below: number): number {
  return Math.floor((word / 2 ** 32) * below)
}

/** Draws again in the incomplete last stretch, so that every number is as likely as any other. */
function toInteger(word: () => number, below: number): number {
  if (!Number.isSafeInteger(below) || below < 1) {
    throw new StoreError(
      `A random integer needs a whole number above 0 to stay below; got ${below}.`,
    )
  }
  const bound = 2 ** 53 - (2 ** 53 % below)
  for (;;) {
    const drawn = (word() >>> 11) * 2 ** 32 + word()
    if (drawn < bound) return drawn % below
  }
}

function toHex(word: () => number, length: number): string {
  let hex = ''
  while (hex.length < length) {
    const drawn = word()
    hex += HEX[drawn >>> 24]! + HEX[(drawn >>> 16) & 255]!
    hex += HEX[(drawn >>> 8) & 255]! + HEX[drawn & 255]!
  }
  return hex.length === length ? hex : hex.slice(0, length)
}

/** Version 4 and the variant of RFC 9562 stand where they belong; the rest is random. */
function toUuid(word: () => number): string {
  const [first, second, third] = [toHex(word, 8), toHex(word, 8), toHex(word, 8)]
  const variant = '89ab'[toBelow(word(), 4)]
  const time = `${first}-${second.slice(0, 4)}-4${second.slice(5)}`
  return `${time}-${variant}${third.slice(0, 3)}-${third.slice(4)}${toHex(word, 8)}`
}
