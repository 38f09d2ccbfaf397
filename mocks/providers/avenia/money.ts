/** Amounts: millionths of a currency inside, decimal text on the wire. */
import { divide, formatMinorUnits, toScaled } from '../../provider.ts'
import { PER_DOLLAR, TOKENS, UNDERLYING } from './catalogs.ts'

const MICRO = 1_000_000n

/** `100.2` → 100200000; undefined when it is not an amount, or has more decimals than the currency. */
export function parseAmount(text: string, currency: string): number | undefined {
  const decimals = text.split('.')[1] ?? ''
  return decimals.length > decimalsOf(currency) ? undefined : parseMillionths(text)
}

/** 100200000 → `100.2` */
export function formatAmount(micro: number): string {
  return formatMinorUnits(micro, 6).replace(/\.?0+$/, '')
}

/** A decimal such as a fee, in millionths, digit by digit; undefined when the text is not one. */
export function parseMillionths(text: string): number | undefined {
  return /^\d{1,9}(\.\d{1,6})?$/.test(text) ? toScaled(text, 6) : undefined
}

/** As the ledger takes it. */
export function toAmount({ currency, micro }: { currency: string; micro: number }) {
  return { currency, amountMinor: micro }
}

/** Six for tokens, two for money. */
export function decimalsOf(currency: string): number {
  return TOKENS.includes(currency) ? 6 : 2
}

/** Rounds to what the currency can say. */
export function roundTo(micro: number, currency: string, how: 'up' | 'down'): number {
  const unit = 10 ** (6 - decimalsOf(currency))
  const rest = micro % unit
  return micro - rest + (how === 'up' && rest > 0 ? unit : 0)
}

/** Parts of a million, cut off after the sixth decimal, as the printed fee of 3.494677 on 582.446313 is. */
export function shareOf(micro: number, ppm: number): number {
  return Number((BigInt(micro) * BigInt(ppm)) / MICRO)
}

/** The amount of which `micro` is left when `ppm` go off; rounded up. */
export function grossUp(micro: number, ppm: number): number {
  const rest = MICRO - BigInt(ppm)
  return Number((BigInt(micro) * MICRO + rest - 1n) / rest)
}

export interface Price {
  /** Written base first: one of base costs `units` of the other. */
  pairName: string
  /** Hundred-millionths. */
  units: number
  /** Whether the input is what the price counts in. */
  isInverse: boolean
}

const PRICE_UNIT = 100_000_000n

/** The price of a pair; the currency that is worth more is the base. */
export function toPrice(input: string, output: string): Price {
  const [from, to] = [UNDERLYING[input]!, UNDERLYING[output]!]
  if (from === to)
    return { pairName: `${input}${output}`, units: Number(PRICE_UNIT), isInverse: false }
  const isInverse = PER_DOLLAR[from]! >= PER_DOLLAR[to]!
  const [base, quote] = isInverse ? [to, from] : [from, to]
  const by = BigInt(PER_DOLLAR[base]!)
  const units = Number(divide(BigInt(PER_DOLLAR[quote]!) * PRICE_UNIT, by))
  return { pairName: isInverse ? `${output}${input}` : `${input}${output}`, units, isInverse }
}

/** In millionths, to the four decimals that a printed price has. */
export function toShownPrice({ units }: Price): number {
  return Number((BigInt(units) + 5_000n) / 10_000n) * 100
}

/** What an amount of the input is worth in the output; rounded down. */
export function convert(micro: number, price: Price): number {
  return Number(
    price.isInverse
      ? (BigInt(micro) * PRICE_UNIT) / BigInt(price.units)
      : (BigInt(micro) * BigInt(price.units)) / PRICE_UNIT,
  )
}

/** What an amount of the output costs in the input; rounded up. */
export function costOf(micro: number, price: Price): number {
  const [value, by] = price.isInverse
    ? [BigInt(micro) * BigInt(price.units), PRICE_UNIT]
    : [BigInt(micro) * PRICE_UNIT, BigInt(price.units)]
  return Number((value + by - 1n) / by)
}

/** In millionths of a dollar, and from them. */
export const toDollars = (micro: number, currency: string): number =>
  convert(micro, toPrice(currency, 'USDC'))
export const fromDollars = (micro: number, currency: string): number =>
  convert(micro, toPrice('USDC', currency))
