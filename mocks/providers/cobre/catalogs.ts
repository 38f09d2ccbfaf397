/**
 * What Cobre's catalogs say: account providers, rails, transaction types, rates.
 * Source: https://docs.cobre.com/create-or-connect-an-account-25933209e0, read 2026-11-20.
 */

export type Geo = 'col' | 'mex' | 'global' | 'usa'

export interface Supplier {
  name: string
  geo: Geo
  currency: string
  action: 'create' | 'connect'
  accountType: string
}

/** By `provider_id`. Names of banks and of the older Mexican generations are assumed. */
export const SUPPLIERS: Record<string, Supplier> = {
  pr_col_cobre: balance('Cobre Balance Colombia', 'col', 'cop'),
  pr_mex_cobre: balance('Cobre Balance Mexico', 'mex', 'mxn', 'clabe'),
  pr_mex_cobre2: balance('Cobre Balance Mexico 2', 'mex', 'mxn', 'clabe'),
  pr_mex_cobre3: balance('Cobre Balance Mexico 3', 'mex', 'mxn', 'clabe'),
  pr_global_cobre: balance('Cobre Balance Global', 'global', 'usd'),
  pr_usa_cobre: balance('Cobre Balance USA', 'usa', 'usd'),
  pr_col_1066: balance('Transfer-In Colombia', 'col', 'cop'),
  pr_col_1007: bank('Colombia 1007', 'col', 'cop', 'ch'),
  pr_mex_072: bank('Mexico 072', 'mex', 'mxn', 'clabe'),
  pr_mex_014: bank('Mexico 014', 'mex', 'mxn', 'clabe'),
  pr_mex_012: bank('Mexico 012', 'mex', 'mxn', 'clabe'),
}

function balance(name: string, geo: Geo, currency: string, type = 'cobre_balance'): Supplier {
  return { name, geo, currency, action: 'create', accountType: type }
}

function bank(name: string, geo: Geo, currency: string, accountType: string): Supplier {
  return { name, geo, currency, action: 'connect', accountType }
}

interface RailTypes {
  debit: string
  /** Money that comes back after a rejection, a failure or a return. */
  refund: string
}

/** Transaction types of payouts. Those of stable and Fedwire payouts, and most refunds, are assumed. */
export const PAYOUT_TYPES: Record<string, RailTypes> = {
  fast_pay: { debit: 'col_debit', refund: 'col_credit' },
  ach: { debit: 'col_debit', refund: 'col_credit' },
  breb: { debit: 'breb_debit', refund: 'breb_rejected' },
  spei: { debit: 'spei_debit', refund: 'spei_credit' },
  spei_return: { debit: 'spei_debit', refund: 'spei_credit' },
  global: { debit: 'misc_debit', refund: 'misc_credit' },
  fedwire: { debit: 'misc_debit', refund: 'misc_credit' },
}

/** What leaves a Colombian balance for another one, whoever owns that. */
export const BALANCE_DEBIT = 'col_cb_debit'

/** Transaction types of pay-ins. */
export const PAYIN_TYPES: Record<string, string> = {
  r2p_pse: 'r2p_credit',
  r2p_bancolombia: 'r2p_credit',
  r2p_nequi: 'r2p_credit',
  r2p_breb: 'r2p_breb_credit',
  direct_debit: 'dd_credit',
}

/** What money from outside is called, by region. */
export const DEPOSIT_TYPES: Record<Geo, string> = {
  col: 'col_top_up_credit',
  mex: 'spei_credit',
  global: 'global_credit',
  usa: 'fedwire_credit',
}

/** The same on connected bank accounts; that of Mexico is assumed. */
export const BANK_CREDITS: Partial<Record<Geo, string>> = { col: 'col_credit', mex: 'mex_credit' }

/** Debit of a sweep to the primary account; those outside Colombia are assumed. */
export const SWEEP_DEBITS: Record<Geo, string> = {
  col: BALANCE_DEBIT,
  mex: 'mex_debit',
  global: 'misc_debit',
  usa: 'misc_debit',
}

/** Chain → tokens of stablecoin payouts. */
export const STABLECOINS: Record<string, string[]> = {
  ethereum: ['USDT', 'USDC'],
  tron: ['USDT'],
  solana: ['USDC'],
  polygon: ['USDC'],
  base: ['USDC'],
  xrpl: ['RLUSD'],
}

/** The name of a chain in STABLECOINS; the guides write Ethereum and ETH. Undefined for other words. */
export function findChain(word: string): string | undefined {
  const name = word.toLowerCase()
  const chain = name === 'eth' ? 'ethereum' : name
  return Object.hasOwn(STABLECOINS, chain) ? chain : undefined
}

/** Whether an account is one at a bank and not a Cobre Balance. */
export function isConnected({ provider_id }: { provider_id: string }): boolean {
  return SUPPLIERS[provider_id]?.action === 'connect'
}

export interface Window {
  /** Time to open the link or to accept. */
  openMs: number
  /** Time from then on; undefined where there is no second step. */
  completeMs: number | undefined
}

const MINUTE = 60_000

/** How long a payer has, by `r2p_rail`. */
export const WINDOWS: Record<string, Window> = {
  pse: { openMs: 10 * MINUTE, completeMs: 25 * MINUTE },
  bancolombia: { openMs: 10 * MINUTE, completeMs: 25 * MINUTE },
  nequi: { openMs: 15 * MINUTE, completeMs: undefined },
  breb_qr: { openMs: 5 * MINUTE, completeMs: undefined },
  breb_key: { openMs: 5 * MINUTE, completeMs: undefined },
}

/** Units of each currency for one US dollar: sandbox rates. The docs print 20 for `usd/mxn`; the last two are stable. */
export const UNITS_PER_USD: Record<string, number> = {
  usd: 1,
  mxn: 20,
  cop: 4_000,
  usd_stable: 1,
  copco: 4_000,
}

/** Meaning of the codes of a debit registration. */
export const REGISTRATION_CODES: Record<string, string> = {
  RD000: 'Completed',
  RD001: 'Account registration rejected',
  RD004: 'Inactive or blocked account',
  RD006: 'Account and identification do not match',
  RD010: 'Account does not exist',
  RD025: 'Account not authorized for debit',
  FD001: 'Registration failed, try again',
}
