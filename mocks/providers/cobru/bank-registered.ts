/**
 * Withdrawals to a registered bank account, the oldest generation.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/5-retiros.md, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { type BankWithdrawal, openBank } from './bank.ts'
import { computeCosts } from './bank-costs.ts'
import { storeBank } from './bank-create.ts'
import { toBankRecord } from './bank-wire.ts'
import { toIso } from './bogota.ts'
import { toAmount, toMinor } from './decimal.ts'
import { refuseShort } from './payouts.ts'
import { findHolder } from './people.ts'

interface NewRegistered {
  bank_account: number
  amount: number
  coupon?: number | null
}

/** Takes the amount out of the balance; what registers an account is not documented, so any number is one. */
export const createRegistered = defineBehaviour<NewRegistered>(
  'bank.create-registered',
  (context) => {
    const { amount, bank_account: account } = context.request.body
    const costs = computeCosts('registered', toMinor(amount), context.quirk)
    if (costs.payedMinor < 1) return context.refuse('noRegisteredWithdrawal')
    const holder = findHolder(context)
    const short = refuseShort(context, holder.id, costs.amountMinor)
    if (short) return short
    const fields = { ...costs, ...toAccount(account), holder: holder.id, currency: 'COP' as const }
    const stored = storeBank(context, fields)
    return { status: 201, body: { amount, pk: stored.pk, success: true } }
  },
)

/** Assumed: an account that nobody has described. */
function toAccount(account: number) {
  return {
    rail: 'registered' as const,
    accountNumber: String(account).padStart(11, '0'),
    accountType: 0,
    holderName: '',
    holderDocument: '',
    holderDocumentType: 0,
    phone: '',
    email: '',
    bankId: null,
    bankName: null,
  }
}

/** Lists them in their own shape. */
export const listRegistered = defineBehaviour('bank.list-registered', (context) => {
  const { id: holder } = findHolder(context)
  const where: Partial<BankWithdrawal> = { holder, rail: 'registered' }
  const found = openBank(context).list({ where, order: 'newest' })
  const body = found.map((record) => ({
    state: toBankRecord(record, context).state,
    account_number: record.accountNumber,
    amount: toAmount(record.amountMinor),
    payed_amount: toAmount(record.payedMinor),
    date_created: toIso(record.createdAt),
    date_consigned: toOptional(record.consignedAt),
    date_deposited: toOptional(record.depositedAt),
    date_rejected: toOptional(record.rejectedAt),
  }))
  return { status: 200, body }
})

function toOptional(instant: number | null): string | null {
  return instant === null ? null : toIso(instant)
}
