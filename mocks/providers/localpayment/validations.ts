/**
 * Checks of documents and bank accounts before a payment.
 * Source: https://docs.v3.localpayment.com/before-payment/validations, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'
import { ANY_BANK, BANKS } from './catalogs.ts'
import { isValidDocument } from './documents.ts'
import type { Document } from './records.ts'
import { rejectedStatus } from './rejections.ts'

/** Says whether a document number is well formed; letter case of the type does not matter. */
export const validateDocument = defineBehaviour<{ document: Document }>(
  'validation.document',
  (context) => {
    const { id, type } = context.request.body.document
    if (isValidDocument({ id, type: type.toUpperCase() }, context.quirk)) {
      return { status: 200, body: { code: '200', description: 'Valid id and type document' } }
    }
    const description = 'Invalid param + Payer.document.[id or type] + [Is Invalid]'
    return { status: rejectedStatus(context), body: { code: '300', description } }
  },
)

interface BankAccount {
  bank: { code: string; account: { number: string; type: string } }
}

/** Says whether an account number has a length that its bank uses. */
export const validateBankAccount = defineBehaviour<BankAccount>('validation.bank', (context) => {
  if (isValidAccount(context.request.body)) {
    const description = 'Valid bank code and account number'
    return { status: 200, body: { code: '200', description } }
  }
  // Assumed, after the words of the other validation.
  const description = 'Invalid param + bank.[code or account] + [Is Invalid]'
  return { status: rejectedStatus(context), body: { code: '300', description } }
})

function isValidAccount({ bank }: BankAccount): boolean {
  if (!/^\d{4}$/.test(bank.code)) return false
  const { lengths } = BANKS[bank.code] ?? ANY_BANK
  const { number, type } = bank.account
  return lengths.test(number) && !/^0+$/.test(number) && /^[CS]$/i.test(type)
}
