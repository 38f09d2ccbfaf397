/**
 * What pesos, dollars and Celo dollars are worth in the sandbox, every day.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/8-celo.md, read 2026-11-20.
 */
import { divide, formatMinorUnits, share } from '../../provider.ts'

/** Pesos per US dollar, as /settings/price_trm/ prints it; the samples are of different days, ours agree. */
export const TRM = 4145.49237
/** The same in 10^-5. */
const TRM_UNITS = 414_549_237n
/** What Cobru sells a CUSD for, in dollars. */
export const USD_PER_CUSD = 1.03
/** The same in hundredths. */
const CENTS_PER_CUSD = 103n
/** Percent that Cobru keeps of a payment in CUSD. */
const EXCHANGE_FEE = 2

/** Pesos for a CUSD, to four digits. */
export const PESOS_PER_CUSD = Number(
  formatMinorUnits(divide(CENTS_PER_CUSD * TRM_UNITS, 1_000n), 4),
)

/** Centavos that 10^-8 of a CUSD cost, rounded half up. */
export function toPesos(units: number): number {
  return share(units, CENTS_PER_CUSD * TRM_UNITS, 10n ** 13n)
}

/** Dollars are counted in 10^-15, as many digits as answers show. */
const DIGITS = 15

/** What a payment from a Celo wallet costs, fee on top. */
export function toQuote(amountMinor: number) {
  const { usd, fee } = toDollars(amountMinor)
  return {
    trm: TRM,
    celo_exchange_fee: EXCHANGE_FEE,
    amount_usd: Number(formatMinorUnits(usd, DIGITS)),
    exchange_fee: Number(formatMinorUnits(fee, DIGITS)),
    total: Number(formatMinorUnits(usd + fee, DIGITS)),
  }
}

function toDollars(amountMinor: number): { usd: bigint; fee: bigint } {
  // Centavos / 100 / TRM: 10^-2 over 10^-5, in 10^-15.
  const usd = divide(BigInt(amountMinor) * 10n ** 18n, TRM_UNITS)
  return { usd, fee: divide(usd * BigInt(EXCHANGE_FEE), 100n) }
}

/** What a payment takes from a Celo wallet, in 10^-8 of a CUSD. */
export function toCeloUnits(amountMinor: number): number {
  const { usd, fee } = toDollars(amountMinor)
  return Number(divide(usd + fee, 10n ** 7n))
}

/** What an order to be paid in CUSD asks for; that the fee is in it is assumed. */
export function toCusd(amountMinor: number): string {
  return formatMinorUnits(toCeloUnits(amountMinor), 8)
}
