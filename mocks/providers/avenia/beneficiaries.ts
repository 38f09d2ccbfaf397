/**
 * Beneficiaries of every kind: one owner each, an alias unique per owner, deleted for good.
 * Source: https://www.integration-guide.avenia.io/docs/Beneficiaries-Bank-Accounts/beneficiariesBankAccountsGuideCop, read 2026-11-20.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'
import { NIL_UUID } from './catalogs.ts'
import { toMicros } from './dates.ts'
import { answerPage } from './page.ts'
import { refuseField } from './refuse.ts'
import { readQuery, withOwner, withRecord } from './scope.ts'

export interface Beneficiary extends StoredRecord {
  seq: number
  userId: string
  alias: string
  createdAt: number
  /** Everything else as it was sent. */
  fields: Record<string, unknown>
}

type Body = Record<string, unknown> & { alias: string }

/** What each kind keeps, in the order of the answers. */
const FIELDS: Record<string, string[]> = {
  copBeneficiary:
    'description beneficiaryName beneficiaryType beneficiaryEmail beneficiaryAddress phoneNumber bankId bankName accountType bankAccountNumber documentNumber documentType breBKey'.split(
      ' ',
    ),
  brlBeneficiary:
    'description pixKey userName bankCode branchCode accountNumber accountType taxId'.split(' '),
  usdBeneficiary:
    'description bankAccountNumber bankRoutingNumber bankBeneficiaryName bankName beneficiaryAddress bankAddress'.split(
      ' ',
    ),
  eurBeneficiary: 'description iban bic country bankBeneficiaryName isBusiness'.split(' '),
  arsBeneficiary: ['description', 'cvu'],
  walletBeneficiary: ['description', 'walletAddress', 'walletChain', 'walletMemo'],
}

/** Accepted and never shown again. */
const WRITE_ONLY = ['beneficiaryEmail', 'beneficiaryAddress', 'phoneNumber']

/** Registers a beneficiary whose schema says all there is to check, but for PIX's either-or. */
export const createBeneficiary = defineBehaviour<Body>('beneficiary.create', (context) =>
  withOwner(context, (owner) => {
    const missing =
      context.options.rule === 'brl' ? findMissingBrl(context.request.body) : undefined
    if (missing !== undefined) {
      return refuseField(context, missing, 'Send `pixKey`, or every bank field.')
    }
    return refuseAlias(context, owner) ?? insertBeneficiary(context, owner)
  }),
)

const BRL_BANK_FIELDS = [
  'userName',
  'bankCode',
  'branchCode',
  'accountNumber',
  'accountType',
  'taxId',
]

function findMissingBrl(body: Body): string | undefined {
  const given = BRL_BANK_FIELDS.filter((field) => field in body)
  if (given.length === 0) return body.pixKey === undefined ? 'pixKey or bank fields' : undefined
  return BRL_BANK_FIELDS.find((field) => !(field in body))
}

/** Keeps the beneficiary and answers its id. */
export function insertBeneficiary(
  context: BehaviourContext<Body>,
  userId: string,
  status = 200,
): Outcome {
  const collection = collectionOf(context)
  const { alias, ...fields } = pickListed(context)
  const id = context.ids.uuid(collection)
  const seq = context.ids.sequence(collection)
  context
    .collection<Beneficiary>(collection)
    .insert({ id, seq, userId, alias, createdAt: context.now, fields })
  return { status, body: { id, ...toAccountData(context) } }
}

/** Who holds an Argentine account is known once it was used; nothing here uses one so. */
function toAccountData({ options, request }: BehaviourContext<Body>): object {
  if (options.rule !== 'ars') return {}
  return { accountData: { cvu: request.body.cvu, accountHolders: [] } }
}

/** Fields that no document names are dropped. */
function pickListed(context: BehaviourContext<Body>): Body {
  const { body } = context.request
  const names = (FIELDS[collectionOf(context)] ?? []).filter((name) => body[name] !== undefined)
  return { alias: body.alias, ...Object.fromEntries(names.map((name) => [name, body[name]])) }
}

/** Refuses an alias that the owner, or by quirk any owner, has already. */
export function refuseAlias(context: BehaviourContext<Body>, owner: string): Outcome | undefined {
  const isWide = context.quirk.is('avenia.cop.alias-scope', 'main-account')
  const { alias } = context.request.body
  const where = { alias, ...(isWide ? {} : { userId: owner }) }
  const taken = context.collection<Beneficiary>(collectionOf(context)).count(where)
  if (taken === 0) return undefined
  const quirk = 'avenia.cop.alias-duplicate'
  const hint = 'Another beneficiary of this owner has the same `alias`.'
  return refuseField(context, 'alias', hint, { quirk, status: context.quirk.value<number>(quirk) })
}

/** Lists the owner's beneficiaries. */
export const listBeneficiaries = defineBehaviour('beneficiary.list', (context) =>
  withOwner(context, (userId) => {
    const all = context.collection<Beneficiary>(collectionOf(context)).list({ where: { userId } })
    const wrap = String(context.options.wrap)
    return answerPage(context, all.filter(toFilter(context)), { wrap, toWire })
  }),
)

function toFilter(context: BehaviourContext): (beneficiary: Beneficiary) => boolean {
  const alias = readQuery(context, 'alias')
  const isPart = context.quirk.is('avenia.lists.alias-filter', 'part')
  const filters = ((context.options.filter ?? []) as string[])
    .map((name) => [name, readQuery(context, name)] as const)
    .filter(([, value]) => value !== undefined)
  return (each) =>
    (alias === undefined || (isPart ? each.alias.includes(alias) : each.alias === alias)) &&
    filters.every(([name, value]) => each.fields[name] === value)
}

/** Shows one, wrapped where its kind is. */
export const readBeneficiary = defineBehaviour('beneficiary.read', (context) =>
  withSample(context, (record) => {
    const { wrap } = context.options
    const wire = toWire(record)
    return { status: 200, body: wrap === undefined ? wire : { [String(wrap)]: wire } }
  }),
)

/** Forgets one. Assumed: its alias is free again, and open tickets go on. */
export const deleteBeneficiary = defineBehaviour('beneficiary.delete', (context) =>
  withSample(context, (record) => {
    const { id } = context.request.params as { id: string }
    // The nil UUID of the printed request stands for a record, and must not cost anybody that record.
    if (id !== NIL_UUID) context.collection(collectionOf(context)).delete(record.id)
    return { status: 200, body: {} }
  }),
)

/** The printed requests have the nil UUID; by quirk it stands for the oldest bank beneficiary. */
function withSample(
  context: BehaviourContext,
  go: (record: Beneficiary) => Outcome | Outcome,
): Outcome {
  const quirk = context.options.sample as string | undefined
  const isSample = (context.request.params as { id: string }).id === NIL_UUID
  if (!isSample || quirk === undefined || !context.quirk.value<boolean>(quirk)) {
    return withRecord<Beneficiary>(context, collectionOf(context), go)
  }
  return withOwner(context, (userId) => {
    const all = context.collection<Beneficiary>(collectionOf(context)).list({ where: { userId } })
    const record = all.find(({ fields }) => fields.bankId !== undefined)
    context.quirk.note(quirk)
    return record ? go(record) : context.example(200)
  })
}

/** What was not registered is absent. */
function toWire({ id, userId, alias, createdAt, fields }: Beneficiary) {
  const shown = Object.entries(fields).filter(([name]) => !WRITE_ONLY.includes(name))
  return { id, userId, alias, ...Object.fromEntries(shown), createdAt: toMicros(createdAt) }
}

function collectionOf({ options }: BehaviourContext): string {
  return String(options.collection)
}
