/** Made-up values that a replay sends in place of persons: written as the recorded ones were. */
import { toCheckDigit } from './check-digit.ts'
import { fromTextShape, isOnlyKnown } from './mask/text-shape.ts'
import type { PlaceholderKind } from './placeholder-kinds.ts'

const BY_KIND: Partial<Record<PlaceholderKind, (count: number) => string>> = {
  email: (count) => `persona${count}@example.com`,
  name: (count) => `Persona Ensayo ${count}`,
  address: (count) => `Calle ${count} # 1-23`,
  // A number of card schemes for tests.
  card: () => '4111111111111111',
  birth: () => '1990-01-01',
}

const FALLBACK: Partial<Record<PlaceholderKind, string>> = {
  phone: '9999999999',
  document: '9999999999',
  account: '9999999999',
  key: '@aaaaaa9999',
}

/** A value of that kind and shape, the same for the same count; undefined for kinds that are no person's. */
export function makeStandIn(
  kind: PlaceholderKind,
  shape: string | undefined,
  count: number,
): string | undefined {
  if (kind === 'text') {
    return shape === undefined || isOnlyKnown(shape) ? undefined : fromTextShape(shape, count)
  }
  const make = BY_KIND[kind]
  // A birth is written as a date, whatever its digits.
  if (make && (shape === undefined || kind === 'birth')) return make(count)
  // The last digit of the test number is right; another one is not.
  if (kind === 'card' && shape === '9999999999999999') return '4111111111111112'
  const written = shape ?? FALLBACK[kind]
  return written === undefined
    ? undefined
    : fill(written, kind === 'phone' || kind === 'name' ? '3' : '1', count)
}

/** The digits of the count from the right, zeros before them, a first digit that is none. */
function fill(shape: string, first: string, count: number): string {
  const size = shape.split('9').length - 1
  const digits =
    size === 0 ? '' : (first + String(count).padStart(Math.max(0, size - 1), '0')).slice(-size)
  let at = 0
  return shape
    .replace(/9/g, () => digits[at++] ?? '0')
    .replace('c', () => toCheckDigit(digits))
    .replace(/A/g, 'E')
    .replace(/a/g, 'e')
    .replaceAll('_', ' ')
}
