/**
 * COP beneficiaries: by Bre-B key, by bank account, or both.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type Violation,
} from '../../provider.ts'
import { insertBeneficiary, refuseAlias } from './beneficiaries.ts'
import { isRegistered, UNKNOWN_KEY_HINT } from './breb.ts'
import { listCopBanks } from './catalogs.ts'
import { isBare, refuseField, refuseFieldBy } from './refuse.ts'
import { withOwner } from './scope.ts'

type Body = Record<string, unknown> & { alias: string; breBKey?: string }
type Context = BehaviourContext<Body>

/** Wanted or allowed for every rail. */
const COMMON_FIELDS = ['alias', 'description', 'beneficiaryName', 'breBKey']

/** In the order in which a missing one is named; the documented message comes first. */
const ACCOUNT_FIELDS = [
  'bankAccountNumber',
  'accountType',
  'documentNumber',
  'documentType',
  'bankId',
  'bankName',
]
const PERSON_FIELDS = ['beneficiaryType', 'beneficiaryEmail', 'beneficiaryAddress', 'phoneNumber']
const BANK_FIELDS = [...ACCOUNT_FIELDS, ...PERSON_FIELDS]

/** Lists the banks that a beneficiary may have. */
export const listBanks = defineBehaviour('copBank.list', (context) =>
  withOwner(context, () => ({ status: 200, body: { banks: banksOf(context) } })),
)

function banksOf({ quirk }: BehaviourContext) {
  return listCopBanks(quirk.value<number>('avenia.cop.banks'))
}

/** Registers one; all bank fields or none, and a key that the network knows. */
export const createCopBeneficiary = defineBehaviour<Body>('copBeneficiary.create', (context) =>
  withOwner(context, (owner) => {
    const refusal =
      refuseBody(context) ??
      refuseCommon(context) ??
      refuseRails(context) ??
      refuseRest(context) ??
      refuseBank(context) ??
      refuseKey(context) ??
      refuseAlias(context, owner)
    const status = context.quirk.value<number>('avenia.cop.create-status')
    return refusal ?? insertBeneficiary(context, owner, status)
  }),
)

/** A body of another JSON type; where live answers are the model, a field of another type too. */
function refuseBody(context: Context): Outcome | undefined {
  const isMistyped = context.violations.some(
    ({ keyword, field }) => keyword === 'type' && (field === '' || !isBare(context)),
  )
  return isMistyped ? context.refuse('malformedBody') : undefined
}

function refuseCommon(context: Context): Outcome | undefined {
  const wrong = context.violations.find(({ field }) => COMMON_FIELDS.includes(field))
  if (wrong) return refuseField(context, wrong.field, explain(wrong))
  const isWanted = context.quirk.value<boolean>('avenia.cop.description-required')
  if (!isWanted || 'description' in context.request.body) return undefined
  return refuseFieldBy(context, 'avenia.cop.description-required', 'description')
}

/**
 * Which of the rails' fields must be there. A bank field without a right account number has the one
 * documented message, whatever else is wrong.
 */
function refuseRails(context: Context): Outcome | undefined {
  const { body } = context.request
  const isNarrow = context.quirk.is('avenia.cop.bank-field-set', 'account-fields')
  const hasBank = (isNarrow ? ACCOUNT_FIELDS : BANK_FIELDS).some((field) => field in body)
  if (!hasBank) return body.breBKey === undefined ? refuseNeither(context) : undefined
  const hasNumber = 'bankAccountNumber' in body && !isWrong(context, 'bankAccountNumber')
  if (!hasNumber) {
    const hint = 'A bank field was sent, so `bankAccountNumber` is required; 6 to 18 digits.'
    return refuseField(context, 'bankAccountNumber', hint)
  }
  const missing = findMissing(context)
  if (missing === undefined) return undefined
  const quirk = 'avenia.cop.partial-message'
  const named = context.quirk.is(quirk, 'account-number') ? 'bankAccountNumber' : missing
  const hint = `A bank field was sent, so all are required; \`${missing}\` is missing.`
  return refuseField(context, named, hint, { quirk })
}

function refuseNeither(context: Context): Outcome {
  const hint =
    'Send `breBKey`, or every bank field, or both. The message is one text; its first word is not the name of a field.'
  return refuseField(context, 'breBKey or bank fields', hint)
}

function isWrong({ violations }: Context, field: string): boolean {
  return violations.some((each) => each.field === field)
}

/** A bank field, or a part of the address, that is not there. */
function findMissing({ request, violations }: Context): string | undefined {
  const missing = BANK_FIELDS.find((field) => !(field in request.body))
  const part = violations.find(
    ({ field, keyword }) => keyword === 'required' && field.startsWith('beneficiaryAddress.'),
  )
  return missing ?? part?.field
}

/** What is there and not as it should be. */
function refuseRest(context: Context): Outcome | undefined {
  const [wrong] = context.violations
  return wrong && refuseField(context, wrong.field, explain(wrong))
}

function explain({ path, keyword }: Violation): string {
  return `Validation: ${path} does not fit its schema (${keyword}).`
}

function refuseBank(context: Context): Outcome | undefined {
  const { bankId, bankName } = context.request.body
  if (bankId === undefined) return undefined
  const bank = banksOf(context).find((each) => each.bankId === bankId)
  if (!bank) return refuseField(context, 'bankId', 'supported-banks does not list this bank.')
  const mustMatch = context.quirk.value<boolean>('avenia.cop.bank-name')
  if (!mustMatch || bank.bankName === bankName) return undefined
  return refuseFieldBy(context, 'avenia.cop.bank-name', 'bankName')
}

function refuseKey(context: Context): Outcome | undefined {
  const { breBKey } = context.request.body
  if (breBKey === undefined || isRegistered(context, breBKey)) return undefined
  const field = context.quirk.value<string>('avenia.cop.breb-unregistered')
  return refuseField(context, field, UNKNOWN_KEY_HINT)
}
