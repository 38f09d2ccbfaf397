/**
 * Virtual accounts: creation with its checks, status, and how they look.
 * Source: https://docs.localpayment.com/docs/bre-b-colombia, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
} from '../../provider.ts'
import { ACCOUNT_STATUS, type Status } from './catalogs.ts'
import { fitsParty, isValidDocument } from './documents.ts'
import { isShort, issueKey, toSegment } from './keys.ts'
import type { Party, Rejection, VirtualAccount } from './records.ts'
import {
  byCode,
  createdStatus,
  invalid,
  isExternalId,
  isOwnAccount,
  noteReasons,
  rejectedStatus,
  toHint,
  toRejections,
  unverified,
} from './rejections.ts'

interface NewVirtualAccount {
  externalId: string
  accountNumber: string
  beneficiary: Party
}

type Context = BehaviourContext<NewVirtualAccount, VirtualAccount>

/** Creates a virtual account in progress; its key shows once it is active. */
export const createAccount = defineBehaviour<NewVirtualAccount, VirtualAccount>(
  'account.create',
  (context) => {
    const rejections = findRejections(context)
    if (rejections.length > 0) return reject(context, rejections)
    const account = openAccount(context, context.request.body)
    return { status: createdStatus(context), body: toAccount(account) }
  },
)

/** Begins a virtual account, in progress; its rules have been checked. */
export function openAccount(
  context: BaseContext,
  { externalId, accountNumber, beneficiary }: NewVirtualAccount,
): VirtualAccount {
  const account = context.collection<VirtualAccount>('virtualAccount').insert({
    id: externalId,
    internalId: context.ids.uuid('virtualAccount'),
    state: 'inProgress',
    accountNumber,
    beneficiary,
    key: issueKey(context, beneficiary),
    createdAt: context.now,
  })
  context.notify('VirtualAccount', account)
  return account
}

function findRejections(context: Context): Rejection[] {
  const broken = toRejections(context.violations)
  if (broken.length > 0) return shorten(context, broken)
  const { externalId, accountNumber, beneficiary } = context.request.body
  if (!isExternalId(externalId, context.quirk)) return [unverified('externalId')]
  if (!isOwnAccount(context, accountNumber)) return [unverified('accountNumber')]
  if (context.collection('virtualAccount').get(externalId)) return [byCode('500')]
  return shorten(context, checkBeneficiary(context, beneficiary))
}

function checkBeneficiary({ quirk }: Context, beneficiary: Party): Rejection[] {
  const { type, document, lastName } = beneficiary
  const needsLastName = type === 'INDIVIDUAL' && quirk.value('localpayment.va.last-name')
  if (needsLastName && !lastName) return [invalid('Empty mandatory param + [beneficiary.lastName]')]
  if (!fitsParty(type, document.type)) return [unverified('beneficiary.document.type')]
  if (!isValidDocument(document, quirk)) return [unverified('beneficiary.document.id')]
  const isUnkeyable = isShort(toSegment(beneficiary, quirk))
  const isRefused = isUnkeyable && quirk.is('localpayment.key.min-length', 'rejected')
  return isRefused ? [unverified('beneficiary.name')] : []
}

/** Paths of a rejected virtual account start below the beneficiary. */
function shorten({ quirk }: Context, rejections: Rejection[]): Rejection[] {
  if (!quirk.value('localpayment.va.error-path')) return rejections
  return rejections.map(({ code, text }) => ({ code, text: text.replace('[beneficiary.', '[') }))
}

function reject(context: Context, rejections: Rejection[]): Outcome {
  noteNit(context, rejections)
  const internalId = context.ids.uuid('virtualAccount')
  keepRejected(context, internalId, rejections)
  return rejectAccount(context, rejections, internalId)
}

/** Answers the rejection of an account or a batch of them. */
export function rejectAccount(
  context: BehaviourContext,
  rejections: Rejection[],
  internalId = context.ids.uuid('virtualAccount'),
): Outcome {
  noteReasons(context, rejections)
  const externalId = readExternalId(context.request.body)
  const { status, errors } = toRejectedAccount({ externalId, internalId }, rejections)
  const parameters = { externalId, internalId, detail: status.detail, errors }
  const options = { status: rejectedStatus(context), hint: toHint(rejections) }
  return context.refuse('rejectedAccount', parameters, options)
}

/** A NIT fails by its length or by its last digit, which the answer does not say. */
function noteNit({ quirk, violations, request }: Context, rejections: Rejection[]): void {
  const isDocument = rejections.some(({ text }) => text.includes('document.id]'))
  if (violations.length > 0 || !isDocument) return
  if (request.body.beneficiary.document.type === 'NIT') {
    quirk.note('localpayment.document.nit-check-digit')
  }
}

/** Assumed: a rejected account is forgotten and its `externalId` free, unless the quirk says otherwise. */
function keepRejected(context: Context, internalId: string, rejections: Rejection[]): void {
  const { quirk, request, now } = context
  const isKept = quirk.is('localpayment.external-id.after-rejection', 'burned')
  if (!isKept || context.violations.length > 0) return
  const accounts = context.collection<VirtualAccount>('virtualAccount')
  const { externalId: id, accountNumber, beneficiary } = request.body
  if (accounts.get(id)) return
  const state = 'rejected'
  const kept = {
    id,
    internalId,
    state,
    accountNumber,
    beneficiary,
    key: '',
    createdAt: now,
  } as const
  accounts.insert({ ...kept, rejections })
}

/** Whatever stood there, if it was text. */
export function readExternalId(body: unknown): string | null {
  const externalId = (body as { externalId?: unknown } | null | undefined)?.externalId
  return typeof externalId === 'string' ? externalId : null
}

/** Shows a virtual account of the merchant. */
export const showAccount = defineBehaviour<unknown, VirtualAccount>(
  'account.show',
  // x-record refuses an unknown id before.
  ({ record, quirk }) => ({ status: 200, body: toAccountAnswer(record, quirk) }),
)

type Quirks = Pick<BehaviourContext['quirk'], 'value'>

function toAccountAnswer(account: VirtualAccount, quirk: Quirks) {
  const { id: externalId, internalId } = account
  if (account.rejections) return toRejectedAccount({ externalId, internalId }, account.rejections)
  return toAccount(account, toAccountStatus(account, quirk))
}

/** The status as it is asked for; the code of DELETED is not known. */
export function toAccountStatus({ state }: VirtualAccount, quirk: Quirks): Status {
  const status = ACCOUNT_STATUS[state]
  if (state !== 'deleted' && state !== 'deleting') return status
  return { ...status, code: quirk.value('localpayment.va.deleted-code') }
}

/** A virtual account as every answer shows it. */
export function toAccount(account: VirtualAccount, status: Status = ACCOUNT_STATUS[account.state]) {
  return {
    externalId: account.id,
    internalId: account.internalId,
    accountNumber: account.accountNumber,
    country: 'COL',
    currency: 'COP',
    beneficiary: toBeneficiary(account),
    status,
    errors: [],
  }
}

function toBeneficiary({ beneficiary, state, key }: VirtualAccount) {
  const { type, name, document } = beneficiary
  const lastName = type === 'COMPANY' ? '' : (beneficiary.lastName ?? '')
  return {
    type,
    name,
    fullName: `${name} ${lastName}`.trim(),
    lastName,
    document,
    ...(state === 'inProgress' ? {} : { bank: { account: { type: 'KEY', number: key } } }),
  }
}

function toRejectedAccount(
  ids: { externalId: string | null; internalId: string },
  rejections: Rejection[],
) {
  const status = { code: '300', description: 'REJECTED', detail: rejections[0]!.text }
  return { ...ids, status, errors: rejections.map(({ code, text }) => ({ code, detail: text })) }
}
