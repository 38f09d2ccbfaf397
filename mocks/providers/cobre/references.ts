/**
 * Account references: a real account number that leads to a balance: Transfer-In in Colombia, virtual
 * CLABEs in Mexico. Of the latter the menu has the name alone; their type, provider and credit are assumed.
 * Source: https://docs.cobre.com/transfer-in-2117611m0, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import type { Account } from './account.ts'
import { toSender } from './deposits.ts'
import { type Posting, post } from './ledger.ts'
import { makeClabe, makeId, pick, refuseWith, toIso, toTimes } from './wire.ts'

interface NewReference {
  type: string
  source_id: string
  alias: string
}

interface Reference extends StoredRecord, NewReference {
  connectivity: { status: string; description: string }
  metadata: Record<string, unknown>
  created_at: string
  updated_at: string
  state: 'processing' | 'enabled' | 'failed'
}

/** Type of reference → provider of the balance that it leads to. */
const PROVIDERS: Record<string, string> = {
  transfer_acc: 'pr_col_1066',
  virtual_clabe: 'pr_mex_cobre3',
}

/** Most references that a customer may have. */
const MOST = 300

/** How long it takes is assumed. */
const ENABLE_MS = 5_000

/** Asks for a reference; its number comes once it is enabled. */
export const createReference = defineBehaviour<NewReference>('reference.create', (context) => {
  const { alias, source_id, type } = context.request.body
  const refusal = refuseReference(context)
  if (refusal) return refusal
  const reference = context.collection<Reference>('reference').insert({
    id: makeId(context, 'ref'),
    type,
    source_id,
    alias,
    connectivity: { status: 'processing', description: 'The reference is being created.' },
    metadata: {},
    ...toTimes(context.now),
    state: 'processing',
  })
  context.notify('transfer_acc.status.processing', reference)
  const { id } = reference
  context.after(ENABLE_MS, 'reference.enable', { id }, `reference:${id}`)
  return { status: 201, body: toReference(reference) }
})

function refuseReference(context: BehaviourContext<NewReference>) {
  const { source_id, type } = context.request.body
  const account = context.collection<Account>('account').get(source_id)
  const provider = Object.hasOwn(PROVIDERS, type) ? PROVIDERS[type] : undefined
  if (provider === undefined) {
    const names = Object.keys(PROVIDERS).join(' or ')
    return refuseWith(context, `The reference type is not valid; take ${names}.`, {
      code: 'REF002',
    })
  }
  if (!account)
    return refuseWith(context, 'source_id is not an account of the client.', { code: 'REF006' })
  if (account.provider_id !== provider)
    return refuseWith(context, `${type} needs an account of provider ${provider}.`, {
      code: 'REF001',
    })
  if (context.collection<Reference>('reference').count() < MOST) return undefined
  return refuseWith(context, `A customer has ${MOST} references at most.`, { code: 'REF000' })
}

export function toReference(reference: Reference) {
  return pick(reference, [
    'id',
    'type',
    'source_id',
    'alias',
    'connectivity',
    'metadata',
    'created_at',
    'updated_at',
  ])
}

/** The bank opens the account. */
export const enableReference = defineReaction<{ id: string }>('reference.enable', (context) => {
  const references = context.collection<Reference>('reference')
  const reference = references.get(context.payload.id)
  if (!reference || !references.allows(reference, 'enable')) return
  const number =
    reference.type === 'virtual_clabe'
      ? { account_number: makeClabe(context, 'reference.clabe'), account_type: 'clabe' }
      : { account_number: context.ids.digits('reference.number', 11), account_type: 'ch' }
  move(context, reference, 'enable', number)
})

/** The bank does not open it. */
export const failReference = defineReaction<unknown, Reference>('reference.fail', (context) =>
  move(context, context.record, 'fail', {}),
)

function move(
  context: BaseContext,
  { id }: Reference,
  transition: 'enable' | 'fail',
  metadata: Record<string, unknown>,
) {
  const status = transition === 'enable' ? 'enabled' : 'failed'
  context.collection<Reference>('reference').transition(id, transition, {
    connectivity: { status, description: `The reference is ${status}.` },
    metadata,
    updated_at: toIso(context.now),
  })
  return { id, state: status }
}

/** Somebody transfers to the reference's number. */
export const payReference = defineReaction<{ amount: number }, Reference>(
  'reference.pay',
  (context) => {
    const { amount } = context.payload
    const { source_id: account_id } = context.record
    const posting = toPosting(context, context.record)
    const { id } = post(context, account_id, { ...posting, amount })
    return { transaction_id: id, account_id, amount }
  },
)

function toPosting(
  context: BaseContext,
  { id, metadata, type }: Reference,
): Omit<Posting, 'amount'> {
  if (type !== 'virtual_clabe')
    return {
      type: 'transfer_credit',
      metadata: { description: 'Transfer-In', account_reference_id: id },
    }
  const more = {
    description: 'SPEI',
    account_reference_id: id,
    beneficiary_account_number: metadata.account_number,
    tracking_key: context.ids.digits('deposit', 30),
  }
  return { type: 'spei_credit', metadata: { ...more, ...toSender(context, 'mex', {}) } }
}
