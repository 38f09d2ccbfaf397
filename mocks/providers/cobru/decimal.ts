/** Amounts of pesos, or of another currency of two digits: hundredths inside. */
import { formatMinorUnits, toScaled } from '../../provider.ts'

/** Reads an amount as hundredths. Throws on what is not a decimal. */
export function toMinor(amount: number | string): number {
  return toScaled(amount, 2)
}

/** Hundredths as text: `50000.00`. */
export function toDecimal(minor: number): string {
  return formatMinorUnits(minor, 2)
}

/** Hundredths as a JSON number, the decimal that is meant: `56.05`. A quotient is rounded to the number nearest to it. */
export function toAmount(minor: number): number {
  return minor / 100
}
