/**
 * What a payout is rejected for.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20; codes after
 * https://docs.v3.localpayment.com/api-reference-guide/transaction-types/payout.
 */
import type { BehaviourContext, QuirkReader, Violation } from '../../provider.ts'
import { fitsParty, isValidDocument } from './documents.ts'
import { isKnownTransaction } from './find-transaction.ts'
import { isGoodToken } from './fx.ts'
import { findByKey } from './keys.ts'
import { readLimits, toMinor } from './money.ts'
import type { Party, Rejection } from './records.ts'
import {
  byCode,
  invalid,
  isExternalId,
  isOwnAccount,
  toRejections,
  unverified,
} from './rejections.ts'

export interface NewPayout {
  externalId: string
  amount: number
  paymentMethod: { type: string; code: string; flow: string }
  beneficiary: Party & { bank: { account: { alias: string } } }
  sender?: Record<string, unknown>
  merchant?: Record<string, unknown>
  requireAuth?: boolean
  exchangeRateToken?: string | null
  accountNumber: string
}

const CODE = '0062'
const FLOW = 'DIRECT'

/** One message for a wrong code, type or flow and for a body that is not an array. */
export const WRONG_METHOD = invalid(
  "Invalid param + [paymentMethod.code] + doesn't exist for PAYMENT_METHOD_TYPE BankTransfer",
)

/** Every reason to reject an element, parameters before the rest; empty when it is accepted. */
export function findPayoutRejections(
  context: BehaviourContext,
  payout: NewPayout,
  violations: readonly Violation[],
): Rejection[] {
  const broken = toRejections(forgiveNumber(violations, context.quirk))
  if (broken.length > 0) return broken
  const wrong = checkParams(context, payout)
  if (wrong.length > 0) return wrong
  if (isKnownTransaction(context, payout.externalId)) return [byCode('500')]
  if (!isGoodToken(context, payout.exchangeRateToken, 'PayOut')) return [byCode('303')]
  if (isKeyOfOurs(context, payout)) {
    return [byCode(context.quirk.value('localpayment.payout.to-virtual-account'))]
  }
  return checkAmount(context.quirk, payout.amount)
}

/** `account.type` and `account.number` may be ignored in place of rejected. */
function forgiveNumber(violations: readonly Violation[], quirk: QuirkReader): readonly Violation[] {
  if (quirk.value('localpayment.payout.account-number-forbidden')) return violations
  return violations.filter(({ keyword }) => keyword !== 'false schema')
}

function checkParams(context: BehaviourContext, payout: NewPayout): Rejection[] {
  const { quirk } = context
  const { beneficiary, paymentMethod } = payout
  if (paymentMethod.code !== CODE || !isDirect(paymentMethod.flow, quirk)) return [WRONG_METHOD]
  const wrong: Rejection[] = []
  if (!isExternalId(payout.externalId, quirk)) wrong.push(unverified('externalId'))
  if (!isOwnAccount(context, payout.accountNumber)) wrong.push(unverified('accountNumber'))
  if (!fitsParty(beneficiary.type, beneficiary.document.type)) {
    wrong.push(unverified('beneficiary.document.type'))
  } else if (!isValidDocument(beneficiary.document, quirk)) {
    wrong.push(unverified('beneficiary.document.id'))
  }
  if (!isAlias(beneficiary.bank.account.alias, quirk)) {
    wrong.push(unverified('beneficiary.bank.account.alias'))
  }
  return [...wrong, ...findMissingParties(payout, quirk)]
}

function isDirect(flow: string, quirk: QuirkReader): boolean {
  return (quirk.value('localpayment.payout.flow-case') ? flow.toUpperCase() : flow) === FLOW
}

function isAlias(alias: string, quirk: QuirkReader): boolean {
  return new RegExp(quirk.value<string>('localpayment.payout.alias-format')).test(alias)
}

function findMissingParties(payout: NewPayout, quirk: QuirkReader): Rejection[] {
  const areRequired = quirk.value<boolean>('localpayment.payout.parties')
  const members = quirk.value<string[]>('localpayment.payout.party-members')
  return (['sender', 'merchant'] as const).flatMap((name) => {
    const party = payout[name]
    if (party === undefined) return areRequired ? [empty(name)] : []
    return members
      .filter((member) => party[member] === undefined)
      .map((member) => empty(`${name}.${member}`))
  })
}

function empty(path: string): Rejection {
  return invalid(`Empty mandatory param + [${path}]`)
}

function isKeyOfOurs(context: BehaviourContext, { beneficiary }: NewPayout): boolean {
  const account = findByKey(context, beneficiary.bank.account.alias)
  return account !== undefined && account.state !== 'inProgress' && account.state !== 'deleted'
}

function checkAmount(quirk: QuirkReader, amount: number): Rejection[] {
  const { minMinor, payoutMaxMinor } = readLimits(quirk)
  // Only the comparison: 0.001 is not countable, and more than nothing.
  if (amount <= 0) return [byCode(quirk.value('localpayment.payout.zero-amount'))]
  const amountMinor = toMinor(amount)
  const isOver = (amountMinor ?? amount * 100) > payoutMaxMinor
  if (isOver && !quirk.is('localpayment.payout.over-limit', 'network')) {
    return [byCode(quirk.value('localpayment.payout.over-limit'))]
  }
  return amountMinor === undefined || amountMinor < minMinor ? [byCode('512')] : []
}

/** Whether the network will refuse what was accepted. */
export function isOverLimit(quirk: QuirkReader, amountMinor: number): boolean {
  return amountMinor > readLimits(quirk).payoutMaxMinor
}
