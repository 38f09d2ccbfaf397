/**
 * What stands in a recording in place of a value: `<kind:n>` in text, a number of a reserved range
 * where a number was. The same value has the same placeholder throughout one recording.
 */

/** `<email:1>`, `<id:payment:2>`, `<date:yyyy-MM-dd@+3600>`. */
const PLACEHOLDER = /<[a-z][a-z-]*:[^<>\s]+>/

/** A number as placeholder: 888, two digits for the kind, eleven for the count; safe as an integer. */
const NUMBER_BASE = 8_880_000_000_000_000
const NUMBER_STEP = 100_000_000_000
const NUMBER_END = NUMBER_BASE + 100 * NUMBER_STEP

/** The kinds of placeholders; the place in this list is a number's kind, so it only grows at its end. */
export const PLACEHOLDER_KINDS = [
  'id',
  'credential',
  'token',
  'card',
  'document',
  'name',
  'email',
  'phone',
  'account',
  'key',
  'address',
  'birth',
] as const

export type PlaceholderKind = (typeof PLACEHOLDER_KINDS)[number]

/** `toNumberPlaceholder('phone', 1)` → 8880700000000001. */
export function toNumberPlaceholder(kind: PlaceholderKind, count: number): number {
  return NUMBER_BASE + PLACEHOLDER_KINDS.indexOf(kind) * NUMBER_STEP + count
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
