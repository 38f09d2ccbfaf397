/** What is bought with the balance: one row each, for movements, and one entry in the books. */
import type { BaseContext, StoredRecord } from '../../provider.ts'
import { move, type Posting, post } from './ledger.ts'

export interface Purchase extends StoredRecord {
  pk: number
  holder: string
  /** `recharge`, `pin`, `package`, `soat`, `card` or `crypto`. */
  kind: string
  description: string
  amountMinor: number
  createdAt: number
}

type Bought = Pick<Purchase, 'holder' | 'kind' | 'description' | 'amountMinor'>

/** Debits the wallet; the money goes to the book named, unless postings say otherwise. */
export function storePurchase(
  context: BaseContext,
  bought: Bought,
  { book = 'services', further = [] }: { book?: string; further?: readonly Posting[] } = {},
): Purchase {
  const pk = context.ids.number('purchase.pk', 61_000)
  const spent = move(`wallet:${bought.holder}`, book, bought.amountMinor)
  post(context, { kind: bought.kind, reference: String(pk) }, [...spent, ...further])
  const record = { id: String(pk), pk, ...bought, createdAt: context.now }
  return context.collection<Purchase>('purchase').insert(record)
}
