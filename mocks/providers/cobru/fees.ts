/**
 * Fees and VAT of the sandbox; they say nothing about production.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/create, /quote and /consult, read 2026-11-30.
 */
import { divide, type QuirkReader, share, toScaled } from '../../provider.ts'
import { readChoice } from './choice.ts'

/** VAT on the fee as answers show it, documented by every consistent sample. */
export const FEE_VAT_RATE = 0.19
const FEE_VAT_PERCENT = 19

/** Millionths of a peso in a centavo. */
const MICRO = 10_000n
/** Centavos in a peso. */
const PESO = 100

/** A share of the amount, something added, and what it is at least. */
interface Tariff {
  part: bigint
  of: bigint
  addedMinor: number
  minimumMinor: number
}

/** Fitted to two captured payments of one account: 2,000 on 10,000 and 2,395 on 50,000, hence 2.99 % and 900. */
const OWN: Tariff = { part: 299n, of: 10_000n, addedMinor: 90_000, minimumMinor: 200_000 }

/** Fitted to the two printed samples in which the payer bears the costs: 295 on 5,000 and 6,383 on 107,595. */
const ASSUMED: Tariff = { part: 5_934n, of: 100_000n, addedMinor: -170, minimumMinor: 0 }

/** What a payment costs and brings, in centavos. */
export interface Amounts {
  /** What the payer pays. */
  amountMinor: number
  feeMinor: number
  feeVatMinor: number
  /** What the merchant receives, where the payer bears the costs; else null: it follows from the others. */
  netMinor: number | null
}

/** Fee before rounding, in millionths of a peso. */
export function computeExactFee(amountMinor: number, tariff = OWN): bigint {
  const { part, of, addedMinor, minimumMinor } = tariff
  const fee = (BigInt(amountMinor) * MICRO * part) / of + BigInt(addedMinor) * MICRO
  const minimum = BigInt(minimumMinor) * MICRO
  return fee > minimum ? fee : minimum
}

/** The fee, a whole number of pesos, and the VAT on it. */
function computeFees(amountMinor: number, tariff: Tariff) {
  const pesos = divide(computeExactFee(amountMinor, tariff), MICRO * BigInt(PESO))
  const feeMinor = Number(pesos) * PESO
  return { feeMinor, feeVatMinor: computeFeeVat(feeMinor) }
}

/** VAT on a fee, in the fee's own unit. */
export function computeFeeVat(fee: number): number {
  return share(fee, FEE_VAT_PERCENT, 100)
}

/** What becomes of an amount that a merchant asks for. */
export function computeAmounts(
  askedMinor: number,
  payerBears: boolean,
  quirk: QuirkReader,
): Amounts {
  if (!payerBears) {
    return { amountMinor: askedMinor, ...computeFees(askedMinor, OWN), netMinor: null }
  }
  const rule = readChoice(quirk, 'cobru.create.assumed-costs', 'on-top')
  return rule === 'on-top' ? putOnTop(askedMinor) : takeOut(askedMinor)
}

/** The merchant receives what was asked for, the payer pays the costs as well, in whole pesos: 107,595 for 100,000. */
function putOnTop(askedMinor: number): Amounts {
  const fees = computeFees(findGross(askedMinor), ASSUMED)
  const sum = askedMinor + fees.feeMinor + fees.feeVatMinor
  const amountMinor = Math.max(askedMinor, sum - (sum % PESO))
  return { amountMinor, ...fees, netMinor: askedMinor }
}

/** The amount whose fee and VAT leave what was asked for: (asked + 1.19 · added) / (1 - 1.19 · rate). */
function findGross(askedMinor: number): number {
  const { part, of, addedMinor } = ASSUMED
  const withVat = BigInt(100 + FEE_VAT_PERCENT)
  const rest = askedMinor + computeFeeVat(addedMinor) + addedMinor
  return Math.max(askedMinor, share(rest, 100n * of, 100n * of - withVat * part))
}

/** The payer pays what was asked for; the net is rounded up to a hundred pesos: 4,700 of 5,000. */
function takeOut(askedMinor: number): Amounts {
  const fees = computeFees(askedMinor, ASSUMED)
  const rest = Math.max(0, askedMinor - fees.feeMinor - fees.feeVatMinor)
  const hundreds = Math.ceil(rest / (PESO * 100)) * PESO * 100
  return { amountMinor: askedMinor, ...fees, netMinor: Math.min(askedMinor, hundreds) }
}

/** What the merchant receives, in centavos; never below nothing. */
export function computeNet(payment: Amounts, quirk: QuirkReader): number {
  if (payment.netMinor !== null) return payment.netMinor
  const rule = readChoice(quirk, 'cobru.create.payed-ignores-vat', 'minus-fee-only')
  const vat = rule === 'minus-fee-only' ? 0 : payment.feeVatMinor
  return Math.max(0, payment.amountMinor - payment.feeMinor - vat)
}

/** VAT of the sale in centavos, assumed to be contained in the amount. */
export function computeSaleVat(payment: { amountMinor: number; vatPercent: number }): number {
  const percent = toScaled(payment.vatPercent, 4)
  return share(payment.amountMinor, percent, 1_000_000 + percent)
}
