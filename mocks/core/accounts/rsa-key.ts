/**
 * The RSA key of a seed: the same seed gives the same key, so that a token stays valid over a
 * restart. It signs nothing but tokens of this sandbox; who knows the seed knows the key.
 */
import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto'

const PRIME_BITS = 1024
const EXPONENT = 65_537n

const made = new Map<string, KeyObject>()

/** Made when first asked for, as finding two primes takes a while. */
export function rsaKeyOf(seed: string): KeyObject {
  const known = made.get(seed)
  if (known !== undefined) return known
  const key = makeKey(seed)
  made.set(seed, key)
  return key
}

function makeKey(seed: string): KeyObject {
  const p = findPrime(`${seed}\0p`)
  const q = findPrime(`${seed}\0q`)
  const d = invert(EXPONENT, (p - 1n) * (q - 1n))
  const numbers = {
    n: p * q,
    e: EXPONENT,
    d,
    p,
    q,
    dp: d % (p - 1n),
    dq: d % (q - 1n),
    qi: invert(q, p),
  }
  const fields = Object.entries(numbers).map(([name, number]) => [name, toBase64url(number)])
  return createPrivateKey({ key: { kty: 'RSA', ...Object.fromEntries(fields) }, format: 'jwk' })
}

/** The first prime from a place that the text fixes; both upper bits are set, so that two make 2048 bits. */
function findPrime(text: string): bigint {
  const top = 3n << BigInt(PRIME_BITS - 2)
  let candidate = toNumber(text) | top | 1n
  while (!isUsable(candidate)) candidate += 2n
  return candidate
}

function isUsable(candidate: bigint): boolean {
  return (candidate - 1n) % EXPONENT !== 0n && checkPrimeSync(candidate)
}

function toNumber(text: string): bigint {
  const parts = Array.from({ length: PRIME_BITS / 256 }, (_, index) =>
    createHash('sha256').update(`ensayo rsa\0${text}\0${index}`).digest('hex'),
  )
  return BigInt(`0x${parts.join('')}`)
}

/** The number that makes 1 when multiplied with `value`, by the extended algorithm of Euclid. */
function invert(value: bigint, modulus: bigint): bigint {
  let [before, now] = [0n, 1n]
  let [rest, divisor] = [modulus, value % modulus]
  while (divisor !== 0n) {
    const times = rest / divisor
    ;[before, now] = [now, before - times * now]
    ;[rest, divisor] = [divisor, rest - times * divisor]
  }
  return ((before % modulus) + modulus) % modulus
}

function toBase64url(number: bigint): string {
  const hex = number.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}
