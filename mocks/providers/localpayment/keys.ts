/**
 * Bre-B keys of virtual accounts: `@LP`, up to ten letters and digits of the name, a counter.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20.
 */
import type { BaseContext, QuirkReader, StoredRecord } from '../../provider.ts'
import type { Party, VirtualAccount } from './records.ts'

const ISSUER = 'LP'
const SEGMENT_MAX = 10
const KEY_MAX = 16
/** Of the ten characters that a key has at least, six are issuer and counter. */
const SEGMENT_MIN = 4
const COUNTER_MAX = 9999

interface KeyCounter extends StoredRecord {
  issued: number
}

/** The part of a key that comes of the name; it may be short, even empty. */
export function toSegment({ name, lastName }: Party, quirk: QuirkReader): string {
  const source = quirk.is('localpayment.key.name-source', 'name')
    ? name
    : `${name}${lastName ?? ''}`
  const plain = quirk.is('localpayment.key.accents', 'mark-dropped')
    ? source.normalize('NFD').replace(/\p{M}/gu, '')
    : source.normalize('NFC')
  return plain.replace(/[^A-Za-z0-9]/g, '').slice(0, SEGMENT_MAX)
}

/** Whether keys of that name would be shorter than documented. */
export function isShort(segment: string): boolean {
  return segment.length < SEGMENT_MIN
}

/** Takes the next number of the counter and makes the key of it. */
export function issueKey(context: BaseContext, beneficiary: Party): string {
  const { quirk } = context
  const segment = toSegment(beneficiary, quirk)
  const name = quirk.is('localpayment.key.min-length', 'padded')
    ? segment.padEnd(SEGMENT_MIN, 'X')
    : segment
  let key = ''
  // A counter that starts over may meet a key that is still there.
  for (let tries = 0; tries < COUNTER_MAX; tries++) {
    const counter = nextCounter(context, name)
    key = toKey(name, counter, quirk.variant('localpayment.key.counter-overflow'))
    if (!findByKey(context, key)) break
  }
  return key
}

/** @example toKey('TechColomb', 1, 'shorter-name') // '@LPTechColomb0001' */
export function toKey(segment: string, counter: number, overflow: string): string {
  const wrapped = overflow === 'starts-over' ? ((counter - 1) % COUNTER_MAX) + 1 : counter
  const digits = String(wrapped).padStart(4, '0')
  const room = KEY_MAX - ISSUER.length - digits.length
  const part = overflow === 'longer-key' ? segment : segment.slice(0, room)
  return `@${ISSUER}${part}${digits}`
}

function nextCounter(context: BaseContext, segment: string): number {
  const isPerName = context.quirk.is('localpayment.key.counter-scope', 'same-name')
  const id = isPerName ? `name:${segment}` : ALL_KEYS
  const issued = (context.collection<KeyCounter>('keyCounter').get(id)?.issued ?? 0) + 1
  writeCounter(context, id, issued)
  return issued
}

const ALL_KEYS = 'all'

/** Counts keys that others got. */
export function skipKeys(context: BaseContext, by: number): number {
  const known = context.collection<KeyCounter>('keyCounter').get(ALL_KEYS)
  const issued = (known?.issued ?? 0) + by
  writeCounter(context, ALL_KEYS, issued)
  return issued
}

function writeCounter(context: BaseContext, id: string, issued: number): void {
  const counters = context.collection<KeyCounter>('keyCounter')
  if (counters.get(id)) counters.update(id, { issued })
  else counters.insert({ id, issued })
}

/** The account that holds a key, whatever its state. */
export function findByKey(context: BaseContext, key: string): VirtualAccount | undefined {
  const accounts = context.collection<VirtualAccount>('virtualAccount')
  const [exact] = accounts.list({ where: { key }, limit: 1 })
  return exact
}
