/**
 * Checks of documents and bank accounts before a payment.
 * Source: https://docs.v3.localpayment.com/before-payment/validations, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
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
    return refuseCheck(context, { code: '300', description })
  },
)

interface BankAccount {
  bank: { code: string; account: { number: string; type: string } }
}

/** Says whether a bank is known, and whether an account number has a length that it uses. */
export const validateBankAccount = defineBehaviour<BankAccount>('validation.bank', (context) => {
  const { bank } = context.request.body
  if (!isKnownBank(bank.code, context)) {
    return refuseCheck(context, UNKNOWN_BANK, 'localpayment.validation.bank-list')
  }
  if (isValidAccount(bank)) {
    const description = 'Valid bank code and account number'
    return { status: 200, body: { code: '200', description } }
  }
  // Assumed, after the words of the other validation.
  const description = 'Invalid param + bank.[code or account] + [Is Invalid]'
  return refuseCheck(context, { code: '300', description })
})

function refuseCheck(
  context: BehaviourContext,
  answer: { code: string; description: string },
  quirk?: string,
): Outcome {
  return context.refuse('invalidCheck', answer, { status: rejectedStatus(context), quirk })
}

/** Codes of this service are like those of HTTP; the status of HTTP is not said. */
const UNKNOWN_BANK = { code: '404', description: "bank code doesn't exist" }

function isKnownBank(code: string, { quirk }: Pick<BehaviourContext, 'quirk'>): boolean {
  const others = quirk.value<string | null>('localpayment.validation.bank-list')
  return Object.hasOwn(BANKS, code) || (others !== null && new RegExp(others).test(code))
}

function isValidAccount({ code, account: { number, type } }: BankAccount['bank']): boolean {
  const { lengths } = BANKS[code] ?? ANY_BANK
  return lengths.test(number) && !/^0+$/.test(number) && /^[CS]$/i.test(type)
}
