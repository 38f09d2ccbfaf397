/**
 * What stands in a recording in place of a value: `<kind:n>` in text, a number of a reserved range
 * where a number was. The same value has the same placeholder throughout one recording.
 */

import { hasCheckDigit, isCardNumber } from './check-digit.ts'
import type { Scalar } from './json-text.ts'
import { PLACEHOLDER_KINDS, type PlaceholderKind } from './placeholder-kinds.ts'

/** `<email:1>`, `<id:payment:2>`, `<date:yyyy-MM-dd@+3600>`. */
const PLACEHOLDER = /<[a-z][a-z-]*:[^<>\s]+>/

/** A number as placeholder: 888, two digits for the kind, eleven for the count; safe as an integer. */
const NUMBER_BASE = 8_880_000_000_000_000
const NUMBER_STEP = 100_000_000_000
const NUMBER_END = NUMBER_BASE + 100 * NUMBER_STEP

/** `toNumberPlaceholder('phone', 1)` → 8880700000000001. */
export function toNumberPlaceholder(kind: PlaceholderKind, count: number): number {
  return NUMBER_BASE + PLACEHOLDER_KINDS.indexOf(kind) * NUMBER_STEP + count
}

/** Kind and count of a number that is a placeholder; undefined for other numbers. */
export function readNumberPlaceholder(
  value: number,
): { kind: PlaceholderKind; count: number } | undefined {
  if (!hasPlaceholder(value)) return undefined
  const kind = PLACEHOLDER_KINDS[Math.floor((value - NUMBER_BASE) / NUMBER_STEP)]
  return kind === undefined ? undefined : { kind, count: (value - NUMBER_BASE) % NUMBER_STEP }
}

/** Which value a placeholder stands for, text and number alike: `id:1`. Undefined for what is not one, and for dates. */
export function toIdentity(value: Scalar): string | undefined {
  if (typeof value === 'bigint') return undefined
  if (typeof value === 'number') {
    const number = readNumberPlaceholder(value)
    return number && `${number.kind}:${number.count}`
  }
  const [, kind, count] = /^<([a-z]+):(?:[^<>\s]+:)?(\d+)>$/.exec(value) ?? []
  return kind === undefined || kind === 'date' ? undefined : `${kind}:${count}`
}

/** Every placeholder in a text. */
export const PLACEHOLDERS = new RegExp(PLACEHOLDER.source, 'g')

/** Kinds whose way of being written decides whether a provider takes them. */
const SHAPED: readonly PlaceholderKind[] = ['document', 'phone', 'account', 'key', 'birth']

/** Values of other kinds whose way of being written decides: what a provider may refuse, or takes for a number. */
const IS_ODD: Partial<Record<PlaceholderKind, (value: string) => boolean>> = {
  email: (value) => !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value),
  card: (value) => /^\d{13,19}$/.test(value) && !isCardNumber(value),
  name: (value) => /^\S*\d\S*$/.test(value),
  // The code on a card's back.
  credential: (value) => /^\d{3,4}$/.test(value),
}

/**
 * How a value is written, with nothing of what it says: `901275418-3` → `999999999-c`, where `c` is a
 * check digit that is right. A replay makes another value of it that the provider would take too. Undefined where it does not matter.
 */
export function toShape(kind: PlaceholderKind, value: Scalar): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined
  // What is not an address was perhaps refused for that.
  const isOdd = IS_ODD[kind]?.(value) === true
  if (!isOdd && !SHAPED.includes(kind)) return undefined
  const shape = value
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{L}/gu, (letter) => (letter === 'A' ? 'A' : 'a'))
    .replace(/\p{N}/gu, '9')
    .replace(/[\s<>:]/g, '_')
    .replace(/[^ -~]/g, '?')
  // A refusal for a wrong check digit is to stay one.
  return kind === 'document' && hasCheckDigit(value) ? shape.replace(/9(?=\D*$)/, 'c') : shape
}

/** Whether a value, or a part of a text, stands for something else. */
export function hasPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') return PLACEHOLDER.test(value)
  return typeof value === 'number' && value >= NUMBER_BASE && value < NUMBER_END
}

/** Whether a placeholder stands anywhere in a JSON value. */
export function holdsPlaceholder(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return hasPlaceholder(value)
  return Object.values(value).some(holdsPlaceholder)
}

/** Whether a text is one placeholder and nothing else. */
export function isPlaceholder(text: string): boolean {
  return /^<[a-z][a-z-]*:[^<>\s]+>$/.test(text)
}

/** How a masked text was written, and which it is; undefined for what is not a masked text. */
export function readMasked(value: unknown): { shape: string; count: number } | undefined {
  if (typeof value !== 'string') return undefined
  const [, shape, count] = /^<text:([^<>\s]+):(\d+)>$/.exec(value) ?? []
  return shape === undefined ? undefined : { shape, count: Number(count) }
}

/** Whether a value is a masked text that broke what the spec says of its place. */
export function isMisfit(value: unknown): boolean {
  return readMasked(value)?.shape.startsWith('~') === true
}
