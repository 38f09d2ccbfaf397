/**
 * What the sandbox knows by heart: banks, currencies, rails, prices, fees, timings.
 * Sources: the COP beneficiary page for banks; https://integration-guide.avenia.io/docs/Operations/ticketsGuide
 * for fees and durations. Prices are assumed but for that of BRLA, which a printed example has.
 */

/** Every bank that a document prints. */
const DOCUMENTED_BANKS = [
  { bankId: 'bank_cop_022', bankName: 'BANCOLOMBIA' },
  { bankId: 'bank_cop_007', bankName: 'BANCOLOMBIA (NEQUI)' },
  { bankId: 'bank_cop_001', bankName: 'BANCAMIA S.A.' },
]

/** The documented banks, filled up to `count` with made-up ones that say so. */
export function listCopBanks(count: number): { bankId: string; bankName: string }[] {
  const filler = Array.from({ length: count - DOCUMENTED_BANKS.length }, (_, index) => ({
    bankId: `bank_cop_${901 + index}`,
    bankName: `BANCO DE ENSAYO ${index + 1}`,
  }))
  return [...DOCUMENTED_BANKS, ...filler]
}

/** Tokens that an account may hold. */
export const TOKENS = ['BRLA', 'USDC', 'USDCe', 'USDT', 'USDM', 'EURC', 'ARSA']

/** What balances always show; clients saw these keys. */
export const SHOWN_BALANCES = ['BRLA', 'USDC', 'USDT', 'USDM', 'ARSA', 'EURC']

/** Fiat currency → payment methods. */
export const FIAT_RAILS: Record<string, string[]> = {
  BRL: ['PIX'],
  COP: ['BANK-TRANSFER', 'BRE-B'],
  ARS: ['BANK-TRANSFER'],
  USD: ['ACH', 'WIRE'],
  EUR: ['SEPA'],
}

/** Rails that never open in Avenia's sandbox. */
export const CLOSED_RAILS = ['ACH', 'WIRE', 'SEPA']

export const CHAINS = ['POLYGON', 'CELO', 'BASE', 'ETHEREUM', 'GNOSIS', 'MOONBEAM', 'TRON']

/** Currency → the one behind it. */
export const UNDERLYING: Record<string, string> = {
  BRL: 'BRL',
  BRLA: 'BRL',
  USD: 'USD',
  USDC: 'USD',
  USDCe: 'USD',
  USDT: 'USD',
  USDM: 'USD',
  EUR: 'EUR',
  EURC: 'EUR',
  ARS: 'ARS',
  ARSA: 'ARS',
  COP: 'COP',
}

/** Hundred-millionths of a currency that make one US dollar. */
export const PER_DOLLAR: Record<string, number> = {
  // The printed 582.446313 BRLA give 100 USDT at a price that is printed as 5.7895.
  BRL: 578_951_635,
  USD: 100_000_000,
  EUR: 92_000_000,
  ARS: 100_000_000_000,
  COP: 400_000_000_000,
}

/** Of the input, in millionths: conversion between underlying currencies, and each leg over a chain. */
export const CONVERSION_PPM = 6_000
export const CHAIN_LEG_PPM = 500

/** A PIX leg costs 0.2 BRL, of which 0.1 BRLA comes back as a rebate. */
export const PIX_FEE_MICRO = 200_000
export const PIX_REBATE_MICRO = 100_000

/** Gas of a payout over a chain, in millionths of a dollar. */
export const GAS_MICRO: Record<string, number> = { POLYGON: 63 }
export const OTHER_GAS_MICRO = 829

/** Up to these amounts a payer of the sandbox pays by itself; millionths of the currency. */
export const SELF_PAYING_MICRO: Record<string, number> = {
  BRL: 1_000_000_000,
  COP: 700_000_000_000,
}

/** Smallest payout to COP in dollars and payin in pesos, in millionths. */
export const COP_MINIMUM = { outDollarMicro: 5_000_000, inPesoMicro: 10_000_000_000 }

export const NIL_UUID = '00000000-0000-0000-0000-000000000000'
