/**
 * Who receives a bank withdrawal, as each rail says it.
 * Source: https://docs.cobru.co/en/docs/api/bank-withdrawals/create, read 2026-11-20.
 */
import type { BaseContext } from '../../provider.ts'
import type { Beneficiary, Rail } from './bank.ts'
import { findBank, listBanks } from './bank-list.ts'

export interface NewWithdrawal {
  amount: number | string
  account_holder_name?: string
  account_holder_document?: string | number
  account_holder_document_type?: string | number
  account_number?: string | number
  account_type?: string | number
  account_phone?: string | number
  account_email?: string
  bank_name?: string | number | null
  key_value?: string
  pix_key?: string
  pix_key_type?: string | number
  cpf?: string
  cnpj?: string
  cbu?: string
  cvu?: string
  clabe?: string
  beneficiary?: string
  description?: string | null
  callback?: string
  idempotency_key?: string
}

/** What the words of some documents stand for. */
const ACCOUNT_TYPES: Record<string, number> = { savings: 0, ahorros: 0, checking: 1, corriente: 1 }
const DOCUMENT_TYPES: Record<string, number> = { CC: 0, CE: 1, TI: 2, NIT: 3, PA: 4, PPN: 4 }
const BREB_ACCOUNT = 8

/** Reads the beneficiary of a rail; the spec has checked that its fields are there. */
export function toBeneficiary(rail: Rail, body: NewWithdrawal): Beneficiary {
  const bank = findBank(body.bank_name)
  const isBreb = rail === 'breb'
  return {
    accountNumber: String(findAccount(body) ?? ''),
    accountType: isBreb ? BREB_ACCOUNT : toNumber(ACCOUNT_TYPES, body.account_type),
    holderName: body.account_holder_name ?? body.beneficiary ?? '',
    holderDocument: String(body.account_holder_document ?? body.cpf ?? body.cnpj ?? ''),
    holderDocumentType: toNumber(DOCUMENT_TYPES, body.account_holder_document_type),
    phone: String(body.account_phone ?? ''),
    email: body.account_email ?? '',
    bankId: bank?.id ?? null,
    bankName: bank?.name ?? (typeof body.bank_name === 'string' ? body.bank_name : null),
  }
}

function findAccount(body: NewWithdrawal): string | number | undefined {
  return body.account_number ?? body.key_value ?? body.pix_key ?? body.clabe ?? body.cbu ?? body.cvu
}

function toNumber(words: Record<string, number>, value: string | number | undefined): number {
  if (value === undefined) return 0
  return (Object.hasOwn(words, value) ? words[value] : undefined) ?? Number(value)
}

/** The documents' own checks; assumed where each applies, as they print the codes only. */
export function findProblem(
  { account }: BaseContext,
  rail: Rail,
  body: NewWithdrawal,
): string | undefined {
  const number = String(findAccount(body) ?? '')
  if (number === String(account.fields.owner)) return 'R016'
  if (rail !== 'third-party') return undefined
  if (!/^\d+$/.test(number)) return 'E005'
  if (number.length < 6 || number.length > 20) return 'R020'
  const name = (body.account_holder_name ?? '').trim()
  return name.length < 3 || name.length > 60 ? 'R022' : undefined
}

/** Whether the bank is given by an id that no list has. */
export function hasUnknownBank({ bank_name: bank }: NewWithdrawal): boolean {
  if (bank == null || (typeof bank === 'string' && !/^\d+$/.test(bank))) return false
  return findBank(bank) === undefined
}

/** Ids of the list, for a hint. */
export function nameBanks(): string {
  return listBanks()
    .map(({ id, name }) => `${id} ${name}`)
    .join(', ')
}
