/** How a target writes the answer of a create. */
import type { Loose } from '../../kit/answer.ts'
import type { Probe } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { makePayment } from '../payment.ts'
import { probeFact, type Signs } from '../verdicts.ts'

/** VAT on the fee, by every source. */
const VAT_RATE = 0.19

export const createdProbes: readonly Probe[] = [
  probeCreated('cobru.create.amount-string', {
    string: ({ amount, payed_amount }) => isText(amount) && isText(payed_amount),
    number: ({ amount, payed_amount }) => isNumber(amount) && isNumber(payed_amount),
  }),
  probeCreated('cobru.create.fee-number', {
    string: ({ fee_amount, fee_iva_amount }) => isText(fee_amount) && isText(fee_iva_amount),
    // The VAT on the fee is not a whole number, so that a whole one was rounded.
    int: (made) => hasUnevenVat(made) && Number.isInteger(made.fee_iva_amount),
    float: (made) =>
      hasUnevenVat(made) && isNumber(made.fee_iva_amount) && !Number.isInteger(made.fee_iva_amount),
  }),
  probeCreated('cobru.create.payed-ignores-vat', {
    'minus-fee-only': (made) => isNear(made.payed_amount, Number(made.amount) - fee(made), 0.01),
    // Rounding may leave the VAT half a peso off.
    'minus-fee-and-vat': (made) =>
      isNear(made.payed_amount, Number(made.amount) - fee(made) * (1 + VAT_RATE), 1),
  }),
  probeCreated('cobru.create.iva-amount-meaning', {
    new: ({ iva_amount }) => Number(iva_amount) === 0,
    old: (made) => isNear(made.iva_amount, fee(made) * VAT_RATE, 1),
  }),
  probeCreated('cobru.create.description-missing', {
    present: (made) => 'description' in made,
    absent: (made) => !('description' in made) && 'pk' in made,
  }),
]

/** Creates without VAT on the sale and looks at the answer. */
function probeCreated(quirk: string, signs: Signs<Loose>): Probe {
  return probeFact(quirk, (session: Session) => makePayment(session), signs)
}

function fee({ fee_amount }: Loose): number {
  return Number(fee_amount)
}

function hasUnevenVat(made: Loose): boolean {
  return (
    isNumber(made.fee_amount) &&
    !isNear(fee(made) * VAT_RATE, Math.round(fee(made) * VAT_RATE), 0.001)
  )
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function isNear(value: unknown, wanted: number, margin: number): boolean {
  return value != null && Math.abs(Number(value) - wanted) <= margin
}
