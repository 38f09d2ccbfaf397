/**
 * What pesos, dollars and Celo dollars are worth in the sandbox, every day.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/8-celo.md, read 2026-11-20.
 */

/** Pesos per US dollar, as /settings/price_trm/ prints it; the samples are of different days, ours agree. */
export const TRM = 4145.49237
/** What Cobru sells a CUSD for, in dollars. */
export const USD_PER_CUSD = 1.03
/** Percent that Cobru keeps of a payment in CUSD. */
const EXCHANGE_FEE = 2

/** What a payment from a Celo wallet costs, fee on top. */
export function toQuote(pesos: number) {
  const amountUsd = pesos / TRM
  const exchangeFee = (amountUsd * EXCHANGE_FEE) / 100
  return {
    trm: TRM,
    celo_exchange_fee: EXCHANGE_FEE,
    amount_usd: amountUsd,
    exchange_fee: exchangeFee,
    total: amountUsd + exchangeFee,
  }
}

/** What an order to be paid in CUSD asks for; that the fee is in it is assumed. */
export function toCusd(amountMinor: number): string {
  return toQuote(amountMinor / 100).total.toFixed(8)
}
