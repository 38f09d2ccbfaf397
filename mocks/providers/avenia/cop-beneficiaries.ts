/**
 * COP beneficiaries: by Bre-B key, by bank account, or both.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import { type BehaviourContext, defineBehaviour, type Outcome } from '../../provider.ts'
import { insertBeneficiary, refuseAlias } from './beneficiaries.ts'
import { isRegistered } from './breb.ts'
import { listCopBanks } from './catalogs.ts'
import { refuseBy, refuseField } from './refuse.ts'
import { withOwner } from './scope.ts'

type Body = Record<string, unknown> & { alias: string; breBKey?: string }

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
      refuseRails(context) ??
      refuseBank(context) ??
      refuseKey(context) ??
      refuseAlias(context, owner)
    const status = context.quirk.value<number>('avenia.cop.create-status')
    return refusal ?? insertBeneficiary(context, owner, status)
  }),
)

/** The shape of each field is the schema's; here only which of them must be there. */
function refuseRails(context: BehaviourContext<Body>): Outcome | undefined {
  const { body } = context.request
  const isNarrow = context.quirk.is('avenia.cop.bank-field-set', 'account-fields')
  const hasBank = (isNarrow ? ACCOUNT_FIELDS : BANK_FIELDS).some((field) => field in body)
  if (!hasBank) return body.breBKey === undefined ? context.refuse('noRail') : undefined
  const missing = BANK_FIELDS.find((field) => !(field in body))
  if (missing === undefined) return undefined
  const isFixed = context.quirk.is('avenia.cop.partial-message', 'account-number')
  const hint = `A bank field was sent, so all are required; \`${missing}\` is missing.`
  const refusal = refuseField(context, isFixed ? 'bankAccountNumber' : missing, hint)
  return refuseBy(context, 'avenia.cop.partial-message', refusal)
}

function refuseBank(context: BehaviourContext<Body>): Outcome | undefined {
  const { bankId, bankName } = context.request.body
  if (bankId === undefined) return undefined
  const bank = banksOf(context).find((each) => each.bankId === bankId)
  if (!bank) return refuseField(context, 'bankId', 'supported-banks does not list this bank.')
  const mustMatch = context.quirk.value<boolean>('avenia.cop.bank-name')
  if (!mustMatch || bank.bankName === bankName) return undefined
  return refuseBy(context, 'avenia.cop.bank-name', context.refuse('invalid', { field: 'bankName' }))
}

function refuseKey(context: BehaviourContext<Body>): Outcome | undefined {
  const { breBKey } = context.request.body
  if (breBKey === undefined || isRegistered(context, breBKey)) return undefined
  return context.refuse(context.quirk.value<string>('avenia.cop.breb-unregistered'))
}
