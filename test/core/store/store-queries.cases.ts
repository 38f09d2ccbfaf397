/** What every store must answer: queries and due rows. */
import { expect } from 'vitest'
import { StoreError } from '#base/errors'
import { DELIVERIES, type Store, type StoredRecord, TIMERS } from '#store/store'
import {
  attempt,
  type CreateStore,
  createFilled,
  type Due,
  dueOf,
  idsOf,
  indexes,
  insertAll,
  list,
  type Payment,
  pay,
  type StoreCase,
} from './store.setup.ts'

async function fillMany(create: CreateStore): Promise<Store> {
  const store = await create({ indexes })
  await store.transaction('a', (tx) => {
    for (let n = 0; n < 10; n++) {
      tx.insert('payment', pay(`p${n}`, n % 2 === 0 ? 'even' : 'odd', n % 3))
    }
  })
  return store
}

export const queryCases: StoreCase[] = [
  {
    title: 'finds by indexed, by unindexed and by several fields, in insertion order',
    async run(create) {
      const store = await fillMany(create)
      expect(await list(store, { where: { state: 'odd' } })).toBe('p1 p3 p5 p7 p9')
      expect(await list(store, { where: { amountMinor: 1 } })).toBe('p1 p4 p7')
      expect(await list(store, { where: { state: 'odd', amountMinor: 1 } })).toBe('p1 p7')
      expect(await list(store, { where: { id: 'p3', state: 'odd' } })).toBe('p3')
      expect(await list(store, { where: { id: 'p3', state: 'even' } })).toBe('')
      expect(await list(store, { where: { state: 'none' } })).toBe('')
      expect(await list(store, { where: {} })).toBe('p0 p1 p2 p3 p4 p5 p6 p7 p8 p9')
      expect(await store.read('a').count('payment')).toBe(10)
      expect(await store.read('a').count<Payment>('payment', { state: 'odd' })).toBe(5)
      expect(await store.read('a').count<Payment>('payment', { amountMinor: 2 })).toBe(3)
    },
  },
  {
    title: 'lists oldest or newest first, from an offset up to a limit',
    async run(create) {
      const store = await fillMany(create)
      expect(await list(store, { order: 'newest', limit: 3 })).toBe('p9 p8 p7')
      expect(await list(store, { order: 'newest', limit: 3, offset: 8 })).toBe('p1 p0')
      expect(await list(store, { order: 'oldest', limit: 2, offset: 3 })).toBe('p3 p4')
      expect(await list(store, { limit: 0 })).toBe('')
      expect(await list(store, { offset: 10 })).toBe('')
      const odd = { where: { state: 'odd' } }
      expect(await list(store, { ...odd, order: 'newest' })).toBe('p9 p7 p5 p3 p1')
      expect(await list(store, { ...odd, order: 'newest', offset: 1, limit: 2 })).toBe('p7 p5')
      expect(await list(store, { ...odd, offset: 4, limit: 2 })).toBe('p9')
    },
  },
  {
    title: 'keeps a record its place when its indexed field changes',
    async run(create) {
      const store = await fillMany(create)
      await store.transaction('a', (tx) => {
        tx.update('payment', pay('p4', 'odd'))
        tx.update('payment', pay('p0', 'odd'))
        tx.update('payment', pay('p9', 'even'))
      })
      expect(await list(store, { where: { state: 'odd' } })).toBe('p0 p1 p3 p4 p5 p7')
      expect(await list(store, { where: { state: 'even' }, order: 'newest' })).toBe('p9 p8 p6 p2')
    },
  },
  {
    title: 'tells null from absent, 1 from "1", and compares no objects',
    async run(create) {
      const store = await create({ indexes: { payment: ['state', 'ref'] } })
      const refs: StoredRecord[] = [
        { id: 'null', ref: null, free: null },
        { id: 'absent' },
        { id: 'one', ref: 1, free: 1 },
        { id: 'text', ref: '1', free: '1' },
        { id: 'object', ref: { a: 1 }, free: { a: 1 } },
      ] as StoredRecord[]
      await store.transaction('a', (tx) => insertAll(tx, 'payment', refs))
      for (const field of ['ref', 'free']) {
        expect(await list(store, { where: { [field]: null } })).toBe('null')
        expect(await list(store, { where: { [field]: undefined } })).toBe('absent')
        expect(await list(store, { where: { [field]: 1 } })).toBe('one')
        expect(await list(store, { where: { [field]: '1' } })).toBe('text')
        await expect(list(store, { where: { [field]: { a: 1 } } })).rejects.toThrow(StoreError)
      }
    },
  },
  {
    title: 'gives due rows by instant, then by insertion, and the next instant of both collections',
    async run(create) {
      const store = await createFilled(create)
      const reader = store.read('a')
      expect(dueOf(reader, TIMERS, 19, 10)).toEqual([])
      expect(dueOf(reader, TIMERS, 20, 10)).toEqual(['t2', 't3'])
      expect(dueOf(reader, TIMERS, 50, 10)).toEqual(['t2', 't3', 't1'])
      expect(dueOf(reader, TIMERS, 50, 1)).toEqual(['t2'])
      expect(await reader.nextDueAt()).toBe(20)

      await store.transaction('a', (tx) => {
        insertAll(tx, DELIVERIES, [{ id: 'd1', dueAt: 10 }, { id: 'd2' }])
        expect(tx.nextDueAt()).toBe(10)
        tx.update('payment', pay('p1'))
        tx.update(DELIVERIES, { id: 'd1' })
        expect(tx.nextDueAt()).toBe(20)
      })
      expect(dueOf(reader, DELIVERIES, 100, 10)).toEqual([])
      expect(await store.read('b').nextDueAt()).toBeUndefined()
    },
  },
  {
    title: 'finds records of a timed collection by their own instant, among the timer rows',
    async run(create) {
      const store = await createFilled(create, { indexes, timed: ['payment'] })
      const reader = store.read('a')
      await store.transaction('a', (tx) => {
        tx.update<Due>('payment', { id: 'p2', dueAt: 30 })
        tx.insert<Due>('other', { id: 'o1', dueAt: 1 })
      })
      expect(dueOf(reader, TIMERS, 50)).toEqual(['t2', 't3', 'p2', 't1'])
      expect(reader.due(TIMERS, 50, 3)[2]!.collection).toBe('payment')
      const failed = attempt(store, (tx) => {
        tx.delete('payment', 'p2')
        expect(dueOf(tx, TIMERS, 50)).toEqual(['t2', 't3', 't1'])
        throw new Error('refused')
      })
      await expect(failed).rejects.toThrow('refused')
      expect(dueOf(reader, TIMERS, 50)).toEqual(['t2', 't3', 'p2', 't1'])
      await store.transaction('a', (tx) => tx.update('payment', pay('p2')))
      expect(dueOf(reader, TIMERS, 50)).toEqual(['t2', 't3', 't1'])
    },
  },
  {
    title: 'cancels the timers of a subject and no others',
    async run(create) {
      const store = await createFilled(create)
      await store.transaction('a', (tx) => tx.cancelTimers('payment:p1'))
      await store.transaction('a', (tx) => tx.cancelTimers('payment:p9'))
      expect(idsOf(await store.read('a').list(TIMERS))).toEqual(['t2'])
    },
  },
]
