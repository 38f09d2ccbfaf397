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
 * Reads a decimal, a number or text, in units of 10^-digits. Further digits are rounded half up: away
 * from nothing. Throws on what is not a decimal.
 * @example toScaled('10123.30', 2) // 1012330
 */
export function toScaled(value: number | string, digits: number): number {
  // Nearly every amount is whole.
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) {
    const scaled = value * 10 ** digits
    if (digits >= 0 && Number.isSafeInteger(scaled)) return scaled
  }
  const found = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(String(value).trim())
  if (!found || (found[2] === '' && found[3] === '')) {
    throw new TypeError(`"${value}" is not a decimal`)
  }
  const [, sign, whole = '', fraction = '', exponent = '0'] = found
  const shift = digits - fraction.length + Number(exponent)
  const all = BigInt(whole + fraction)
  const scaled = shift >= 0 ? all * 10n ** BigInt(shift) : divide(all, 10n ** BigInt(-shift))
  return Number(sign === '-' ? -scaled : scaled)
}

/**
 * The decimal of whole smallest units, with all its digits.
 * @example formatMinorUnits(-5, 2) // '-0.05'
 */
export function formatMinorUnits(minor: number | bigint, digits: number): string {
  const text = String(minor)
    .replace('-', '')
    .padStart(digits + 1, '0')
  const at = text.length - digits
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, at)}.${text.slice(at)}`
}

/**
 * A share of an amount, rounded half away from zero; the rate is a decimal as text, such as `0.0479`.
 * @example applyRate(50_000_00, '0.0479') // 2395_00
 */
export function applyRate(amountMinor: number, rate: string): number {
  const found = /^(-?\d+)(?:\.(\d+))?$/.exec(rate)
  if (!found) throw new TypeError(`"${rate}" is not a decimal`)
  const [, whole = '', fraction = ''] = found
  return share(amountMinor, BigInt(whole + fraction), 10n ** BigInt(fraction.length))
}

/** The share `part / of` of a whole number of units, rounded half away from zero. */
export function share(units: number, part: number | bigint, of: number | bigint): number {
  const product = BigInt(units) * BigInt(part)
  const rounded = divide(product < 0n ? -product : product, BigInt(of))
  return Number(product < 0n ? -rounded : rounded)
}

/** Divides whole numbers that are not negative, rounded half up. */
export function divide(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor)
}
