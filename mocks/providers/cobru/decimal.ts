/**
 * Amounts as decimals: read from the wire digit by digit and counted in whole smallest units, so that
 * no binary fraction ever stands between a request and the books.
 */

/**
 * Reads a decimal, a number or text, in units of 10^-digits. Further digits are rounded half up: away
 * from nothing. Throws on what is not a decimal.
 * @example toScaled('10123.30', 2) // 1012330
 */
export function toScaled(value: number | string, digits: number): number {
  const found = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(String(value).trim())
  if (!found || (found[2] === '' && found[3] === '')) {
    throw new Error(`"${value}" is not a decimal`)
  }
  const [, sign, whole = '', fraction = '', exponent = '0'] = found
  const shift = digits - fraction.length + Number(exponent)
  const all = BigInt(whole + fraction)
  const scaled = shift >= 0 ? all * 10n ** BigInt(shift) : divide(all, 10n ** BigInt(-shift))
  return Number(sign === '-' ? -scaled : scaled)
}

/** Reads pesos, or another currency of two digits, as hundredths. */
export function toMinor(amount: number | string): number {
  return toScaled(amount, 2)
}

/** The share `part / of` of a whole number of units, rounded half up. */
export function share(units: number, part: number | bigint, of: number | bigint): number {
  const product = BigInt(units) * BigInt(part)
  const rounded = divide(product < 0n ? -product : product, BigInt(of))
  return Number(product < 0n ? -rounded : rounded)
}

/** Divides whole numbers that are not negative, rounded half up. */
export function divide(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor)
}

/** Units of 10^-digits as text: `50000.00`. */
export function toText(units: number | bigint, digits: number): string {
  const text = String(units)
    .replace('-', '')
    .padStart(digits + 1, '0')
  const at = text.length - digits
  return `${units < 0 ? '-' : ''}${text.slice(0, at)}.${text.slice(at)}`
}

/** Hundredths as text: `50000.00`. */
export function toDecimal(minor: number): string {
  return toText(minor, 2)
}

/** Hundredths as a JSON number, the decimal that is meant: `56.05`. A quotient is rounded to the number nearest to it. */
export function toAmount(minor: number): number {
  return minor / 100
}
