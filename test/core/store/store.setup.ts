/** What the cases of every store share. */
import {
  type DELIVERIES,
  type Reader,
  type Store,
  type StoredRecord,
  type StoreOptions,
  TIMERS,
  type Transaction,
} from '#store/store'

export type CreateStore = (options: StoreOptions) => Store | Promise<Store>

export interface StoreCase {
  title: string
  run(create: CreateStore): Promise<void>
}

export interface Payment extends StoredRecord {
  state?: string | null
  amountMinor?: number
  payer?: { name: string; tags?: string[] }
}

export interface Due extends StoredRecord {
  dueAt?: number
  subject?: string
}

export const indexes = { payment: ['state'] }

export const pay = (id: string, state = 'created', amountMinor = 100): Payment => ({
  id,
  state,
  amountMinor,
})
export const idsOf = (records: StoredRecord[]): string[] => records.map(({ id }) => id)

export function insertAll(tx: Transaction, collection: string, records: Due[] | Payment[]) {
  for (const record of records) tx.insert(collection, record)
}

export async function createFilled(create: CreateStore, options: StoreOptions = { indexes }) {
  const store = await create(options)
  await store.transaction('a', (tx) => {
    insertAll(tx, 'payment', [
      pay('p3', 'created', 300),
      pay('p1', 'paid', 100),
      pay('p2', 'created', 200),
    ])
    insertAll(tx, TIMERS, [
      { id: 't1', dueAt: 50, subject: 'payment:p1' },
      { id: 't2', dueAt: 20, subject: 'payment:p2' },
      { id: 't3', dueAt: 20, subject: 'payment:p1' },
    ])
  })
  return store
}

/** A transaction of `a` that may throw at once or later. */
export const attempt = async <T>(store: Store, work: (tx: Transaction) => T): Promise<T> =>
  store.transaction('a', work)

export const dueOf = (
  reader: Reader,
  kind: typeof TIMERS | typeof DELIVERIES,
  until: number,
  limit = 10,
) => reader.due(kind, until, limit).map(({ record }) => record.id)

export const list = async (store: Store, query: object): Promise<string> =>
  idsOf(await store.read('a').list<Payment>('payment', query)).join(' ')
