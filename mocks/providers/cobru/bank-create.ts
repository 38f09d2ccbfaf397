/**
 * Bank withdrawals: creation, on every rail.
 * Source: https://docs.cobru.co/en/docs/api/bank-withdrawals/create, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
} from '../../provider.ts'
import { type BankWithdrawal, openBank, type Rail, scheduleStep, toNote } from './bank.ts'
import {
  findProblem,
  hasUnknownBank,
  type NewWithdrawal,
  nameBanks,
  toBeneficiary,
} from './bank-beneficiary.ts'
import { computeCosts } from './bank-costs.ts'
import { toBankRecord } from './bank-wire.ts'
import { toMinor } from './decimal.ts'
import type { Currency } from './ledger.ts'
import { type Costs, holdPayout, refuseShort } from './payouts.ts'
import { findHolder } from './people.ts'

type BankContext = BehaviourContext<NewWithdrawal>

/** Takes the amount out of the balance and sends it on its way; `rail` and `currency` are options. */
export const createBank = defineBehaviour<NewWithdrawal>('bank.create', (context) => {
  const { quirk, options, request } = context
  const { rail, currency = 'COP' } = options as { rail: Rail; currency?: Currency }
  const refusal = refuseBody(context, rail) ?? refuseRepeat(context)
  if (refusal) return refusal
  const costs = computeCosts(rail, toMinor(request.body.amount), quirk)
  if (costs.payedMinor < 1) return refuseSmall(context)
  const holder = findHolder(context)
  const short = refuseShort(context, holder.id, costs.amountMinor, currency)
  if (short) return short
  const beneficiary = toBeneficiary(rail, request.body)
  const fields = { ...costs, ...beneficiary, holder: holder.id, rail, currency }
  const stored = storeBank(context, fields, request.body)
  const status = quirk.value<number>('cobru.bank.create-status')
  return { status, body: toBankRecord(stored, context) }
})

function refuseBody(context: BankContext, rail: Rail): Outcome | undefined {
  const { body } = context.request
  if (rail !== 'cbu' && hasUnknownBank(body)) {
    const hint = `Take \`bank_name\` from GET /bank_list_third_party_withdraw/: ${nameBanks()}.`
    return context.refuse('unknownBank', { id: body.bank_name }, { hint })
  }
  const code = findProblem(context, rail, body)
  if (code === undefined) return undefined
  return context.refuse('bankCode', { code }, { hint: toNote(context, code) })
}

/** One key, one withdrawal, on whichever rail. */
function refuseRepeat(context: BankContext): Outcome | undefined {
  const { idempotency_key: idempotencyKey } = context.request.body
  if (idempotencyKey === undefined || idempotencyKey === '') return undefined
  if (openBank(context).count({ idempotencyKey }) === 0) return undefined
  context.quirk.note('cobru.bank.duplicate-key')
  const status = context.quirk.value<number>('cobru.bank.duplicate-key')
  return context.refuse('doubleKey', {}, { status })
}

function refuseSmall(context: BankContext): Outcome {
  const hint = 'Fee, VAT and GMF leave nothing of this amount.'
  return context.refuse('bankCode', { code: 'E001' }, { hint })
}

type NewRecord = Costs &
  ReturnType<typeof toBeneficiary> &
  Pick<BankWithdrawal, 'holder' | 'rail' | 'currency'>

/** Books and stores it, in its first state. */
export function storeBank(
  context: BaseContext,
  fields: NewRecord,
  details: Pick<NewWithdrawal, 'description' | 'idempotency_key' | 'callback'> = {},
): BankWithdrawal {
  const payout = { ...fields, pk: context.ids.number('bank.pk', 213_355), createdAt: context.now }
  const booked = holdPayout(context, 'bank', payout)
  const stored = openBank(context).insert({
    ...payout,
    id: String(payout.pk),
    state: 'created',
    booked,
    description: details.description ?? '',
    idempotencyKey: details.idempotency_key ?? null,
    ...(details.callback === undefined ? {} : { callback: details.callback }),
    consignedAt: null,
    depositedAt: null,
    rejectedAt: null,
    note: null,
  })
  scheduleStep(context, stored)
  return stored
}
