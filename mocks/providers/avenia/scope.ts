/** Whose records a call is about: the main account's, or those of a sub-account named in the query. */
import type { BaseContext, BehaviourContext, Outcome, StoredRecord } from '../../provider.ts'

export interface SubAccount extends StoredRecord {
  seq: number
  accountType: 'INDIVIDUAL' | 'COMPANY'
  name: string
  accountInfoId: string
  walletAddress: string
  walletId: string
  tronWalletAddress: string
  tronWalletId: string
  /** In its BR code. */
  referenceLabel: string
  createdAt: number
}

/** Owner of what is not a sub-account's. */
export function mainOwner({ account }: Pick<BaseContext, 'account'>): string {
  return String(account.fields.userId)
}

/** Reads one value of the query; the first of a repeated name, undefined when empty. */
export function readQuery({ request }: BehaviourContext, name: string): string | undefined {
  const value = [request.query[name]].flat()[0]
  return value === '' ? undefined : value
}

/** The owner that `subAccountId` names; undefined when there is no such sub-account. */
export function findOwner(context: BehaviourContext): string | undefined {
  const id = readQuery(context, 'subAccountId')
  const main = mainOwner(context)
  if (id === undefined || id === main) return main
  return context.collection<SubAccount>('subAccount').get(id)?.id
}

/** Goes on with the owner, or answers that there is no such sub-account. */
export function withOwner(
  context: BehaviourContext,
  go: (owner: string) => Outcome | Outcome,
): Outcome {
  const owner = findOwner(context)
  if (owner !== undefined) return go(owner)
  const hint = `No sub-account "${readQuery(context, 'subAccountId')}" in this account.`
  return context.refuse('notFound', {}, { hint })
}

/** The record of the path, if it is the owner's; else the answer that there is none. */
export function withRecord<T extends StoredRecord & { userId: string }>(
  context: BehaviourContext,
  collection: string,
  go: (record: T, owner: string) => Outcome | Outcome,
): Outcome {
  return withOwner(context, (owner) => {
    const { id } = context.request.params as { id: string }
    const record = context.collection<T>(collection).get(id)
    if (record?.userId === owner) return go(record, owner)
    const hint = record
      ? `It belongs to ${record.userId}, and the call is about ${owner}. Send the matching \`subAccountId\`.`
      : `No ${collection} "${id}" in this account.`
    return context.refuse('notFound', {}, { hint })
  })
}
