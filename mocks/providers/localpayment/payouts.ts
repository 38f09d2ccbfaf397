/**
 * Payouts to Bre-B keys: an array in, each element accepted or rejected by itself.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type Outcome,
  type Violation,
} from '../../provider.ts'
import { isKnownTransaction } from './find-transaction.ts'
import { readBalance } from './ledger.ts'
import { toMinor } from './money.ts'
import { debit, rejectPayout } from './payout-funds.ts'
import { toPayoutRecord } from './payout-record.ts'
import { findPayoutRejections, isOverLimit, type NewPayout, WRONG_METHOD } from './payout-rules.ts'
import { toPayout } from './payout-wire.ts'
import type { Payout, Rejection } from './records.ts'
import {
  byCode,
  createdStatus,
  noteReasons,
  rejectedStatus,
  toHint,
  toRejectedTransaction,
} from './rejections.ts'
import { readExternalId } from './virtual-accounts.ts'

/** What became of one element. */
interface Entry {
  isAccepted: boolean
  wire: unknown
  reasons: Rejection[]
}

/** Creates the payouts of an array, in order; what one takes from the balance the next lacks. */
export const createPayouts = defineBehaviour('payout.create', (context) => {
  const { body } = context.request
  const isBare = !Array.isArray(body)
  if (isBare && !acceptsBare(context)) {
    context.quirk.note('localpayment.payout.bare-object')
    return toOutcome(context, [reject(context, body, [WRONG_METHOD])])
  }
  const elements: unknown[] = isBare ? [body] : body
  const entries: Entry[] = []
  for (const [index, element] of elements.entries()) {
    entries.push(createPayout(context, element, pickViolations(context, isBare, index)))
  }
  if (entries.length > 0) return toOutcome(context, entries)
  return context.refuse('validation', { message: 'Empty mandatory param + [body]' })
})

function acceptsBare({ quirk, request }: BehaviourContext): boolean {
  const isObject = typeof request.body === 'object' && request.body !== null
  return isObject && quirk.value<boolean>('localpayment.payout.bare-object')
}

/** The body may be an array or an object, so what speaks of the body as a whole says nothing. */
function pickViolations(
  { violations }: BehaviourContext,
  isBare: boolean,
  index: number,
): Violation[] {
  return violations.filter(({ field }) => {
    if (isBare) return field !== ''
    return field === String(index) || field.startsWith(`${index}.`)
  })
}

function createPayout(
  context: BehaviourContext,
  element: unknown,
  violations: readonly Violation[],
): Entry {
  // Where it is none, violations say so and nothing else is read.
  const wanted = element as NewPayout
  const reasons = findPayoutRejections(context, wanted, violations)
  if (reasons.length > 0) return reject(context, element, reasons)
  const record = toRecord(context, wanted)
  const lacksFunds = readBalance(context) < record.amountMinor
  if (lacksFunds && context.quirk.is('localpayment.payout.insufficient-funds', 'reject-505')) {
    return reject(context, element, [byCode('505')])
  }
  const payout = accept(context, record, lacksFunds)
  const toWire = context.quirk.choose('localpayment.payout.record', {
    short: toPayout,
    full: toPayoutRecord,
  })
  return { isAccepted: true, wire: toWire(payout, context), reasons: [] }
}

function accept(context: BehaviourContext, record: Payout, lacksFunds: boolean): Payout {
  const payouts = context.collection<Payout>('payout')
  const payout = payouts.insert(record)
  if (isOverLimit(context.quirk, payout.amountMinor)) awaitRefusal(context, payout.id, 4)
  if (lacksFunds) return payouts.transition(payout.id, 'hold', { code: '107' })
  if (waitsForAuthorization(context, payout)) {
    context.quirk.note('localpayment.payout.authorization')
    return payout
  }
  debit(context, payout)
  return payouts.transition(payout.id, 'receive')
}

function waitsForAuthorization({ quirk }: BehaviourContext, payout: Payout): boolean {
  return payout.requiresAuth || quirk.is('localpayment.payout.authorization', 'pending-auth')
}

function toRecord({ ids, now, account }: BehaviourContext, wanted: NewPayout): Payout {
  const { bank, ...beneficiary } = wanted.beneficiary
  return {
    id: wanted.externalId,
    internalId: ids.uuid('payout'),
    state: 'pendingAuth',
    code: null,
    rejections: [],
    accountNumber: account.credentials.accountNumber!,
    // The rules have checked that it is countable.
    amountMinor: toMinor(wanted.amount)!,
    beneficiary,
    alias: bank.account.alias,
    sender: wanted.sender ?? null,
    merchant: wanted.merchant ?? null,
    requiresAuth: wanted.requireAuth ?? false,
    exchangeRateToken: wanted.exchangeRateToken ?? null,
    isDebited: false,
    createdAt: now,
    processedAt: null,
  }
}

function reject(context: BehaviourContext, element: unknown, reasons: Rejection[]): Entry {
  noteReasons(context, reasons)
  const internalId = context.ids.uuid('payout')
  const externalId = readExternalId(element)
  keepRejected(context, element, internalId, reasons)
  const paramsCode = context.quirk.value<string>('localpayment.payout.rejection-code')
  const wire = toRejectedTransaction({ externalId, internalId }, reasons, { paramsCode })
  return { isAccepted: false, wire, reasons }
}

/** Assumed: a rejected payout is forgotten and its `externalId` free, unless the quirk says otherwise. */
function keepRejected(
  context: BehaviourContext,
  element: unknown,
  internalId: string,
  rejections: Rejection[],
): void {
  const isKept = context.quirk.is('localpayment.external-id.after-rejection', 'burned')
  if (!isKept || context.violations.length > 0 || Array.isArray(element)) return
  const wanted = element as NewPayout
  if (toMinor(wanted.amount) === undefined) return
  if (isKnownTransaction(context, wanted.externalId)) return
  const payouts = context.collection<Payout>('payout')
  const code = rejections[0]!.code
  payouts.insert({
    ...toRecord(context, wanted),
    internalId,
    code,
    rejections,
    state: 'rejected',
  })
}

function toOutcome(context: BehaviourContext, entries: Entry[]): Outcome {
  const reasons = entries.flatMap((entry) => entry.reasons)
  const isPrinted = context.quirk.is('localpayment.payout.envelope', 'as-printed')
  const isSingle = isPrinted && entries.length === 1 && entries[0]!.isAccepted
  const body = isSingle ? entries[0]!.wire : entries.map(({ wire }) => wire)
  const status = toStatus(context, entries)
  return reasons.length === 0 ? { status, body } : { status, body, hint: toHint(reasons) }
}

function toStatus(context: BehaviourContext, entries: Entry[]): number {
  const accepted = entries.filter(({ isAccepted }) => isAccepted).length
  if (accepted === entries.length) return createdStatus(context)
  if (accepted === 0) return rejectedStatus(context)
  const isSuccess = context.quirk.is('localpayment.payout.mixed-status', 'success')
  return isSuccess ? createdStatus(context) : rejectedStatus(context)
}

/** Twice per step, so that one look falls between sending and completing whatever came before. */
function awaitRefusal(context: BaseContext, id: string, parts = 2): void {
  const stepMs = context.quirk.durationMs('localpayment.payout.step-time')
  context.after(stepMs / parts, 'payout.network', { id }, `network:${id}`)
}

/** Looks whether a payout over the limit has reached the network, and rejects it there. */
export const refuseByNetwork = defineReaction<{ id: string }>('payout.network', (context) => {
  const payout = context.collection<Payout>('payout').get(context.payload.id)
  if (!payout) return
  if (payout.state === 'inProgress') rejectPayout(context, payout, '802')
  else if (!isFinal(payout)) awaitRefusal(context, payout.id)
})

function isFinal({ state }: Payout): boolean {
  return state === 'completed' || state === 'rejected' || state === 'cancelled'
}
