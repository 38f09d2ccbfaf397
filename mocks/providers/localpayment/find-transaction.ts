/** Payins and payouts are two collections under one space of ids. */
import type { BaseContext } from '../../provider.ts'
import type { Payin, Payout } from './records.ts'

export type Found = { payin: Payin } | { payout: Payout }

/** The transaction of an `externalId`, or, where asked, of an `internalId`. */
export function findTransaction(
  context: BaseContext,
  id: string,
  options: { byInternalId: boolean } = { byInternalId: false },
): Found | undefined {
  const payin = findIn<Payin>(context, 'payin', id, options.byInternalId)
  if (payin) return { payin }
  const payout = findIn<Payout>(context, 'payout', id, options.byInternalId)
  return payout && { payout }
}

function findIn<T extends Payin | Payout>(
  context: BaseContext,
  name: string,
  id: string,
  byInternalId: boolean,
): T | undefined {
  const collection = context.collection<T>(name)
  const found = collection.get(id)
  if (found || !byInternalId) return found
  const where = { internalId: id } as Partial<T>
  return collection.list({ where, limit: 1 })[0]
}

/** Whether an `externalId` is taken by a payin or a payout. */
export function isKnownTransaction(context: BaseContext, id: string): boolean {
  return findTransaction(context, id) !== undefined
}
