/**
 * Account references: a real account number that leads to a balance (Transfer-In, Colombia).
 * Source: https://docs.cobre.com/transfer-in-2117611m0, read 2026-11-20.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type ReactionContext,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import type { Account } from './account.ts'
import { post } from './ledger.ts'
import { makeId, pick, refuseWith, toIso, toTimes } from './wire.ts'

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
  if (type !== 'transfer_acc')
    return refuseWith(context, 'The reference type is not valid; take transfer_acc.', 'REF002')
  if (!account) return refuseWith(context, 'source_id is not an account of the client.', 'REF006')
  if (account.provider_id !== 'pr_col_1066')
    return refuseWith(context, 'transfer_acc needs an account of provider pr_col_1066.', 'REF001')
  if (context.collection<Reference>('reference').count() < MOST) return undefined
  return refuseWith(context, `A customer has ${MOST} references at most.`, 'REF000')
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

interface Target {
  id: string
  amount?: number
}

/** The bank opens the account. */
export const enableReference = defineReaction<Target>('reference.enable', (context) =>
  move(context, 'enable', 'enabled', {
    account_number: context.ids.digits('reference.number', 11),
    account_type: 'ch',
  }),
)

/** The bank does not open it. */
export const failReference = defineReaction<Target>('reference.fail', (context) =>
  move(context, 'fail', 'failed', {}),
)

function move(
  context: ReactionContext<Target>,
  transition: string,
  status: string,
  metadata: Record<string, unknown>,
) {
  const references = context.collection<Reference>('reference')
  const { id } = context.payload
  const reference = references.get(id)
  if (!reference || !references.allows(reference, transition))
    throw new TriggerRefused(`No account reference "${id}" is being processed`)
  references.transition(id, transition, {
    connectivity: { status, description: `The reference is ${status}.` },
    metadata,
    updated_at: toIso(context.now),
  })
  return { id, state: status, ...metadata }
}

/** Somebody transfers to the reference's number. */
export const payReference = defineReaction<Target>('reference.pay', (context) => {
  const { amount = 0, id } = context.payload
  const reference = context.collection<Reference>('reference').get(id)
  if (reference?.state !== 'enabled')
    throw new TriggerRefused(`No enabled account reference has the id "${id}"`)
  const metadata = { description: 'Transfer-In', account_reference_id: id }
  const posting = { type: 'transfer_credit', amount, metadata }
  const transaction = post(context, reference.source_id, posting)
  return { transaction_id: transaction.id, account_id: reference.source_id, amount }
})
