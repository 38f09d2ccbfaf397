/** What payers, banks, checks and the back office do. */
import { defineReaction, type ReactionContext, TriggerRefused } from '../../provider.ts'
import { HOLD_REASONS, REJECTIONS } from './catalogs.ts'
import { findByKey, skipKeys } from './keys.ts'
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
export const receive = defineReaction<Payment>('payin.receive', (context) => {
  const { payload } = context
  const account = findOpenAccount(context)
  const amount = Number(payload.amount)
  if (!isWithinLimits(context, amount)) {
    throw new TriggerRefused(
      `The network refuses ${payload.amount} pesos: a transfer has COP 1.00 to 12,110,000.00 and at most two decimals. The merchant hears nothing of it`,
    )
  }
  const payin = receivePayin(context, account, {
    id: toExternalId(context),
    amountMinor: toMinor(amount)!,
    payer: toPayer(context, toParty(payload)),
    concept: payload.concept ?? 'Pago Bre-B',
  })
  return { externalId: payin.id, internalId: payin.internalId, state: payin.state }
})

function findOpenAccount(context: ReactionContext<Payment>): VirtualAccount {
  const { key } = context.payload
  const account = findByKey(context, key)
  // Until it is active nobody knows the key.
  if (!account || account.state === 'inProgress') {
    throw new TriggerRefused(
      `No virtual account has the key "${key}". Read it from GET /api/virtual-account/{externalId}`,
    )
  }
  if (account.state === 'completed' || account.state === 'deleting') return account
  throw new TriggerRefused(
    `The network refuses: the virtual account of "${key}" is ${account.state}`,
  )
}

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

type Target = ReactionContext<{ externalId: string; code?: string | number }>

/** The payer of a PSE payin pays. */
export const approve = defineReaction<{ externalId: string }>('payin.approve', (context) => {
  const payin = findPsePayin(context, 'complete')
  return toAnswer(creditPayin(context, payin))
})

/** The bank refuses a PSE payin. */
export const refusePayin = defineReaction<{ externalId: string }>('payin.reject', (context) => {
  const payin = findPsePayin(context, 'reject')
  const changes = { processedAt: context.now }
  return toAnswer(context.collection<Payin>('payin').transition(payin.id, 'reject', changes))
})

function findPsePayin(context: Target, change: string): Payin {
  const { externalId } = context.payload
  const payins = context.collection<Payin>('payin')
  const payin = payins.get(externalId)
  if (payin?.kind !== 'pse')
    throw new TriggerRefused(`No PSE payin "${externalId}" in this account`)
  if (payins.allows(payin, change)) return payin
  throw new TriggerRefused(`Payin "${externalId}" is ${payin.state} and no longer pending`)
}

/** A check or the network refuses a payout. */
export const refusePayout = defineReaction<{ externalId: string; code?: string | number }>(
  'payout.reject',
  (context) => {
    const code = String(context.payload.code ?? '802')
    if (!REJECTIONS[code]) {
      throw new TriggerRefused(
        `No rejection code "${code}". There are: ${Object.keys(REJECTIONS).join(', ')}`,
      )
    }
    return toAnswer(rejectPayout(context, findPayout(context, 'reject'), code))
  },
)

/** A payout stops on hold. */
export const hold = defineReaction<{ externalId: string; code?: string | number }>(
  'payout.hold',
  (context) => {
    const code = String(context.payload.code ?? '105')
    if (!HOLD_REASONS[code]) throw new TriggerRefused(`No hold code "${code}"`)
    const payout = findPayout(context, 'hold')
    return toAnswer(payoutsOf(context).transition(payout.id, 'hold', { code }))
  },
)

/** What held a payout is settled. */
export const release = defineReaction<{ externalId: string }>('payout.release', (context) => {
  const payout = findPayout(context, 'release')
  const lacks = !payout.isDebited && readBalance(context) < payout.amountMinor
  if (lacks) {
    throw new TriggerRefused(
      `The balance does not cover payout "${payout.id}". Add funds by account.fund`,
    )
  }
  debit(context, payout)
  return toAnswer(payoutsOf(context).transition(payout.id, 'release', { code: null }))
})

function payoutsOf(context: Target) {
  return context.collection<Payout>('payout')
}

function findPayout(context: Target, change: string): Payout {
  const { externalId } = context.payload
  const payout = payoutsOf(context).get(externalId)
  if (!payout) throw new TriggerRefused(`No payout "${externalId}" in this account`)
  if (payoutsOf(context).allows(payout, change)) return payout
  throw new TriggerRefused(
    `Payout "${externalId}" is ${payout.state}, which "${change}" does not leave`,
  )
}

function toAnswer({ id, internalId, state }: Payin | Payout) {
  return { externalId: id, internalId, state }
}

/** Adds funds or takes them away. */
export const fund = defineReaction<{ amount: number | string }>('account.fund', (context) => {
  const amountMinor = toMinor(Number(context.payload.amount))
  const balanceMinor = readBalance(context)
  if (amountMinor === undefined || balanceMinor + amountMinor < 0) {
    throw new TriggerRefused(
      `"${context.payload.amount}" cannot be booked: give pesos with at most two decimals, and no less than leaves the balance of ${toPesos(balanceMinor)} at 0`,
    )
  }
  const cause = { id: '', internalId: context.ids.uuid('adjustment') }
  book(context, cause, { type: 'Adjustment', amountMinor })
  return { amount: toPesos(readBalance(context)) }
})

/** Keys go to others meanwhile. */
export const skip = defineReaction<{ by: number | string }>('key.skip', (context) => {
  const by = Number(context.payload.by)
  if (!Number.isSafeInteger(by) || by < 1) {
    throw new TriggerRefused(`"${context.payload.by}" is no number of keys. Give 1 or more`)
  }
  return { issued: skipKeys(context, by) }
})
