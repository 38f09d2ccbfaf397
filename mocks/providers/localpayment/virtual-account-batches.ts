/**
 * Batches of virtual accounts: taken, and worked on a little later.
 * Source: https://docs.v3.localpayment.com/request-a-payment/payins/bank-transfer/virtual-account/api-reference/request-batch,
 * read 2026-11-30.
 */
import { type BehaviourContext, defineBehaviour, type StoredRecord } from '../../provider.ts'
import { fitsParty, isValidDocument } from './documents.ts'
import type { Party, Rejection, VirtualAccount } from './records.ts'
import {
  byCode,
  createdStatus,
  isExternalId,
  isOwnAccount,
  toRejections,
  unverified,
} from './rejections.ts'
import { openAccount, rejectAccount } from './virtual-accounts.ts'

interface NewBatch {
  externalId: string
  accountNumber: string
  country: string
  accounts: { externalId: string; beneficiary: Party }[]
}

interface Batch extends StoredRecord {
  internalId: string
  accountNumber: string
  country: string
  createdAt: number
}

type Context = BehaviourContext<NewBatch>

/** Takes a batch; accounts come of it where they are emulated. */
export const createBatch = defineBehaviour<NewBatch>('account.batch', (context) => {
  const rejections = findRejections(context)
  if (rejections.length > 0) return rejectAccount(context, rejections)
  const { externalId, accountNumber, country, accounts } = context.request.body
  const batch = context.collection<Batch>('virtualAccountBatch').insert({
    id: externalId,
    internalId: context.ids.uuid('virtualAccountBatch'),
    accountNumber,
    country,
    createdAt: context.now,
  })
  if (country === 'COL') {
    for (const account of accounts) {
      if (canOpen(context, account)) openAccount(context, { ...account, accountNumber })
    }
  }
  return { status: createdStatus(context), body: toWire(context, batch) }
})

function findRejections(context: Context): Rejection[] {
  const broken = toRejections(context.violations)
  if (broken.length > 0) return broken
  const { externalId, accountNumber, country } = context.request.body
  const { quirk } = context
  if (!isExternalId(externalId, quirk)) return [unverified('externalId')]
  if (!isOwnAccount(context, accountNumber)) return [unverified('accountNumber')]
  if (!quirk.value<string[]>('localpayment.va.batch-countries').includes(country)) {
    quirk.note('localpayment.va.batch-countries')
    return [unverified('country')]
  }
  const known = context.collection<Batch>('virtualAccountBatch').get(externalId)
  return known ? [byCode('500')] : []
}

/** Assumed: the wrong ones of a batch are left out, as nothing says how they are told. */
function canOpen(
  context: Context,
  { externalId, beneficiary }: NewBatch['accounts'][number],
): boolean {
  const { type, document } = beneficiary
  const { quirk } = context
  if (!isExternalId(externalId, quirk)) return false
  if (!fitsParty(type, document.type) || !isValidDocument(document, quirk)) return false
  return context.collection<VirtualAccount>('virtualAccount').get(externalId) === undefined
}

/** The id to ask for later is two numbers with a hyphen; which ones is not said. */
function toWire({ ids }: Context, { id, internalId, accountNumber }: Batch) {
  const number = `${accountNumber.split('.')[0]}-${ids.sequence('virtualAccountBatch')}`
  return {
    externalId: id,
    internalId,
    accountNumber,
    status: {
      code: '100',
      description: 'INPROGRESS',
      detail: 'Batch Process Virtual Account in progress',
    },
    comment: `Ask GET /api/virtual-account-batch/${number} in a few minutes`,
  }
}
