/** Decimal amounts between the wire and whole numbers of the smallest unit, digit by digit. */

/**
 * Whole smallest units of a decimal, or undefined for what is not a decimal, has more digits after
 * the point than the currency, or is too large to be counted. A JSON number counts as the shortest
 * decimal that reads as it, which is what was written up to 15 digits.
 * @example toMinorUnits('12110000.01', 2) // 1211000001
 */
export function toMinorUnits(value: unknown, digits: number): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value))
  if (!found) return undefined
  const [, sign, whole = '', given = ''] = found
  const fraction = given.replace(/0+$/, '')
  if (fraction.length > digits) return undefined
  const minor = Number(`${whole}${fraction.padEnd(digits, '0')}`)
  if (!Number.isSafeInteger(minor)) return undefined
  return sign === '-' && minor !== 0 ? -minor : minor
}

/**
 * The decimal of whole smallest units, with all its digits.
 * @example formatMinorUnits(-5, 2) // '-0.05'
 */
export function formatMinorUnits(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const at = text.length - digits
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, at)}.${text.slice(at)}`
}

/**
 * A share of an amount, rounded half away from zero; the rate is a decimal as text, such as `0.0479`.
 * @example applyRate(50_000_00, '0.0479') // 2395_00
 */
export function applyRate(amountMinor: number, rate: string): number {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(rate)
  if (!found) throw new TypeError(`"${rate}" is not a decimal`)
  const [, sign, whole = '', fraction = ''] = found
  const factor = BigInt(`${sign}${whole}${fraction}`)
  const scale = 10n ** BigInt(fraction.length)
  const product = BigInt(amountMinor) * factor
  const half = product < 0n ? -scale : scale
  return Number((product * 2n + half) / (scale * 2n))
}
