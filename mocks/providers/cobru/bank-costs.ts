/**
 * What a bank withdrawal costs in the sandbox; it says nothing about production.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/6-transferencia.md and
 * 5-retiros.md, read 2026-11-20. In every consistent sample amount = payed + fee + VAT + GMF.
 */
import { type QuirkReader, share } from '../../provider.ts'
import type { Rail } from './bank.ts'
import { readChoice } from './choice.ts'
import { computeFeeVat } from './fees.ts'
import type { Costs } from './payouts.ts'

/** 4 in 1,000 of what arrives: 40 on 10,000 in the sample. */
const GMF_PER_MILLE = 4

/** Centavos. 70 fits the printed third-party record, 5,000 the oldest sample; abroad none is assumed. */
const FEES: Record<Rail, { feeMinor: number; hasGmf: boolean }> = {
  'third-party': { feeMinor: 7_000, hasGmf: true },
  breb: { feeMinor: 7_000, hasGmf: true },
  registered: { feeMinor: 500_000, hasGmf: false },
  pix: { feeMinor: 0, hasGmf: false },
  cbu: { feeMinor: 0, hasGmf: false },
  clabe: { feeMinor: 0, hasGmf: false },
}

/** Splits what is asked for into what leaves, what arrives and what is kept. */
export function computeCosts(rail: Rail, askedMinor: number, quirk: QuirkReader): Costs {
  const { feeMinor, hasGmf } = FEES[rail]
  const feeVatMinor = computeFeeVat(feeMinor)
  const kept = feeMinor + feeVatMinor
  const direction = readChoice(quirk, 'cobru.bank.fee-direction', 'inside')
  if (direction === 'inside') {
    const rest = askedMinor - kept
    const payedMinor = hasGmf ? share(rest, 1_000, 1_000 + GMF_PER_MILLE) : rest
    const gmfMinor = rest - payedMinor
    return { amountMinor: askedMinor, payedMinor, feeMinor, feeVatMinor, gmfMinor }
  }
  const gmfMinor = hasGmf ? share(askedMinor, GMF_PER_MILLE, 1_000) : 0
  const amountMinor = askedMinor + kept + gmfMinor
  return { amountMinor, payedMinor: askedMinor, feeMinor, feeVatMinor, gmfMinor }
}
