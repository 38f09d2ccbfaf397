/** Bank withdrawals as they stand on the wire: record, callback, short form. */
import { type AccountView, definePayload, type QuirkReader } from '../../provider.ts'
import type { BankState, BankWithdrawal } from './bank.ts'
import { toIso } from './bogota.ts'
import { readChoice } from './choice.ts'
import { toAmount, toDecimal } from './decimal.ts'
import { toCallbackDate } from './payouts.ts'

interface View {
  account: AccountView
  quirk: QuirkReader
}

/** The older portal's model; it has no number for a cancelled one, and a cancelled cash withdrawal shows 5. */
const NUMBERS: Record<BankState, number> = {
  created: 0,
  processing: 1,
  deposited: 2,
  consigned: 3,
  error: 4,
  rejected: 5,
  cancelled: 5,
}

/** Only `Pendiente` is documented. */
export const STATUSES: Record<BankState, string> = {
  created: 'Pendiente',
  processing: 'En proceso',
  deposited: 'Depositado',
  consigned: 'Consignado',
  error: 'Error',
  rejected: 'Rechazado',
  cancelled: 'Cancelado',
}

/** The record, in the order of the older sample; types of state, money and dates are quirks. */
export function toBankRecord(withdrawal: BankWithdrawal, { account, quirk }: View) {
  const isNumber = readChoice(quirk, 'cobru.bank.state-type', 'string') === 'int'
  const { state } = withdrawal
  return {
    type: 'third_party_withdraw',
    pk: withdrawal.pk,
    state: isNumber ? NUMBERS[state] : state,
    ...toMoney(withdrawal, quirk),
    account_number: withdrawal.accountNumber,
    description: withdrawal.description,
    ...toDates(withdrawal, quirk),
    ...toAccount(withdrawal),
    owner_id: Number(account.fields.ownerId),
    owner_first_name: String(account.fields.name),
    owner_last_name: '',
    payer_name: withdrawal.holderName,
    payer_id: withdrawal.holderDocument,
    account_phone: withdrawal.phone,
    account_email: withdrawal.email,
    bank_dispersion: null,
    payment_method: 'Retiro a tercero',
    currency_code: withdrawal.currency,
    callback: withdrawal.callback ?? null,
    note: withdrawal.note,
  }
}

function toMoney(withdrawal: BankWithdrawal, quirk: QuirkReader) {
  const { amountMinor, payedMinor, feeMinor, feeVatMinor, gmfMinor } = withdrawal
  const isMixed = readChoice(quirk, 'cobru.bank.mixed-money-types', 'numbers') === 'mixed'
  const toMixed = isMixed ? toDecimal : toAmount
  return {
    amount: toMixed(amountMinor),
    payed_amount: toMixed(payedMinor),
    fee: toAmount(feeMinor),
    fee_iva: toAmount(feeVatMinor),
    gmf: toMixed(gmfMinor),
  }
}

function toDates(withdrawal: BankWithdrawal, quirk: QuirkReader) {
  const isList = readChoice(quirk, 'cobru.bank.array-dates', 'iso') === 'array'
  const toDate = (instant: number | null) => {
    if (isList) return [instant ?? 0]
    return instant === null ? null : toIso(instant)
  }
  return {
    date_created: toDate(withdrawal.createdAt),
    date_consigned: toDate(withdrawal.consignedAt),
    date_deposited: toDate(withdrawal.depositedAt),
    date_rejected: toDate(withdrawal.rejectedAt),
    date_payed: toDate(withdrawal.consignedAt),
  }
}

/** `account_state` 2 is a registered account; ours never is, so it stays created. */
function toAccount(withdrawal: BankWithdrawal) {
  return {
    account_holder_name: withdrawal.holderName,
    account_holder_document_type: withdrawal.holderDocumentType,
    account_holder_document: withdrawal.holderDocument,
    account_date_registered: 0,
    account_type: withdrawal.accountType,
    account_state: 0,
    account_bank: withdrawal.bankName,
  }
}

/** What a callback says; that of the country rails is assumed to be the same. */
export const bankUpdated = definePayload<BankWithdrawal>('bankWithdrawalUpdated', ({ record }) => ({
  id: record.pk,
  date_created: toCallbackDate(record.createdAt),
  date_deposited: toCallbackDate(record.depositedAt),
  date_consigned: toCallbackDate(record.consignedAt),
  date_rejected: toCallbackDate(record.rejectedAt),
  state: NUMBERS[record.state],
  amount: toAmount(record.amountMinor),
  payed_amount: toAmount(record.payedMinor),
  account_holder_name: record.holderName,
  account_type: record.accountType,
  account_holder_document_type: record.holderDocumentType,
  account_holder_document: record.holderDocument,
  account_phone: record.phone,
  account_email: record.email,
  bank_name: record.bankId,
  note: record.note,
  description: record.description,
  account_number: record.accountNumber,
}))
