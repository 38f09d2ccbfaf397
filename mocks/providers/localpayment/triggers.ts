/** What payers, banks, checks and the back office do. */
import { defineReaction, type ReactionContext, TriggerRefused } from '../../provider.ts'
import { HOLD_REASONS, REJECTIONS } from './catalogs.ts'
import { skipKeys } from './keys.ts'
import { book, readBalance } from './ledger.ts'
import { toMinor, toPesos } from './money.ts'
import { creditPayin, isWithinLimits, receivePayin, toPayer } from './payins.ts'
import { debit, rejectPayout } from './payout-funds.ts'
import type { Party, Payin, Payout, VirtualAccount } from './records.ts'

interface Payment {
  key: string
  amount: number | string
  payerName?: string
  payerLastName?: string
  payerDocumentType?: string
  payerDocument?: string | number
  concept?: string
}

/** A payer sends money to a key; anybody may. */
export const receive = defineReaction<Payment, VirtualAccount>('payin.receive', (context) => {
  const { payload, record } = context
  const amountMinor = toMinor(payload.amount)
  if (amountMinor === undefined || !isWithinLimits(context, amountMinor)) {
    throw new TriggerRefused(
      `The network refuses ${payload.amount} pesos: a transfer has COP 1.00 to 12,110,000.00 and at most two decimals. The merchant hears nothing of it`,
    )
  }
  const payin = receivePayin(context, record, {
    id: toExternalId(context),
    amountMinor,
    payer: toPayer(context, toParty(payload)),
    concept: payload.concept ?? 'Pago Bre-B',
  })
  return toAnswer(payin)
})

function toExternalId({ quirk, ids }: ReactionContext<Payment>): string {
  if (quirk.is('localpayment.payin.external-id', 'uuid')) return ids.uuid('payin.external')
  return `TRANSFERENCIA-${ids.digits('payin.external', 12)}`
}

function toParty(payment: Payment): Party {
  const type = payment.payerDocumentType ?? 'CC'
  return {
    type: type === 'NIT' ? 'COMPANY' : 'INDIVIDUAL',
    name: payment.payerName ?? 'Rosa',
    lastName: payment.payerLastName ?? (type === 'NIT' ? '' : 'Ensayo'),
    document: { type, id: String(payment.payerDocument ?? '1020304050') },
  }
}

/** The payer of a payin by PSE or in cash pays. */
export const approve = defineReaction<unknown, Payin>('payin.approve', (context) =>
  toAnswer(creditPayin(context, context.record)),
)

/** The bank refuses a payin by PSE, the network one in cash. */
export const refusePayin = defineReaction<unknown, Payin>('payin.reject', (context) => {
  const changes = { processedAt: context.now }
  const payins = context.collection<Payin>('payin')
  return toAnswer(payins.transition(context.record.id, 'reject', changes))
})

interface WithCode {
  code?: string | number
}

/** A check or the network refuses a payout. */
export const refusePayout = defineReaction<WithCode, Payout>('payout.reject', (context) => {
  const code = String(context.payload.code ?? '802')
  if (!REJECTIONS[code]) {
    throw new TriggerRefused(
      `No rejection code "${code}". There are: ${Object.keys(REJECTIONS).join(', ')}`,
    )
  }
  return toAnswer(rejectPayout(context, context.record, code))
})

/** A payout stops on hold. */
export const hold = defineReaction<WithCode, Payout>('payout.hold', (context) => {
  const code = String(context.payload.code ?? '105')
  if (!HOLD_REASONS[code]) throw new TriggerRefused(`No hold code "${code}"`)
  const payouts = context.collection<Payout>('payout')
  return toAnswer(payouts.transition(context.record.id, 'hold', { code }))
})

/** What held a payout is settled. */
export const release = defineReaction<unknown, Payout>('payout.release', (context) => {
  const payout = context.record
  const lacks = !payout.isDebited && readBalance(context) < payout.amountMinor
  if (lacks) {
    throw new TriggerRefused(
      `The balance does not cover payout "${payout.id}". Add funds by account.fund`,
    )
  }
  debit(context, payout)
  const payouts = context.collection<Payout>('payout')
  return toAnswer(payouts.transition(payout.id, 'release', { code: null }))
})

function toAnswer({ id, internalId, state }: Payin | Payout) {
  return { externalId: id, internalId, state }
}

/** Adds funds or takes them away. */
export const fund = defineReaction<{ amount: number | string }>('account.fund', (context) => {
  const amountMinor = toMinor(context.payload.amount)
  const balanceMinor = readBalance(context)
  if (amountMinor === undefined || balanceMinor + amountMinor < 0) {
    throw new TriggerRefused(
      `"${context.payload.amount}" cannot be booked: give pesos with at most two decimals, and no less than leaves the balance of ${toPesos(balanceMinor)} at 0`,
    )
  }
  const cause = { id: '', internalId: context.ids.uuid('adjustment') }
  book(context, cause, { type: amountMinor < 0 ? 'Debit' : 'Credit', amountMinor })
  return { amount: toPesos(readBalance(context)) }
})

/** Keys go to others meanwhile. */
export const skip = defineReaction<{ by: number | string }>('key.skip', (context) => {
  const by = Number(context.payload.by)
  if (!Number.isSafeInteger(by) || by < 1) {
    throw new TriggerRefused(`"${context.payload.by}" is not a number of keys. Give 1 or more`)
  }
  return { issued: skipKeys(context, by) }
})
