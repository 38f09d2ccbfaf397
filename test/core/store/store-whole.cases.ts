/** What every store must do as a whole: accounts, forgetting, dumps and bounds. */
import { expect } from 'vitest'
import { StoreError } from '../../../mocks/base/errors.ts'
import { DELIVERIES, SHARED, TIMERS } from '../../../mocks/core/store/store.ts'
import {
  createFilled,
  idsOf,
  indexes,
  insertAll,
  list,
  pay,
  type StoreCase,
} from './store.setup.ts'

export const wholeCases: StoreCase[] = [
  {
    title: 'locates the account of a record and lists the accounts that have any',
    async run(create) {
      const store = await create({})
      await store.transaction('a', (tx) => tx.insert('payment', pay('p1')))
      await store.transaction('b', async (tx) => {
        await tx.insert('payment', pay('p2'))
        await tx.shared().insert('token', { id: 'k1' })
      })
      await store.transaction('c', (tx) => tx.get('payment', 'p1'))

      expect(await store.locate('payment', 'p2')).toBe('b')
      expect(await store.locate('payment', 'p3')).toBeUndefined()
      expect(await store.locate('token', 'k1')).toBeUndefined()
      expect(await store.accounts()).toEqual(['a', 'b'])
      await store.transaction('a', (tx) => tx.delete('payment', 'p1'))
      expect(await store.accounts()).toEqual(['b'])
    },
  },
  {
    title: 'forgets one account or everything, after the transactions under way',
    async run(create) {
      const store = await createFilled(create)
      await store.transaction('b', (tx) => tx.shared().insert('token', { id: 'k1' }))
      await store.transaction('b', (tx) => tx.insert('payment', pay('p1')))
      const gate = Promise.withResolvers<void>()
      const held = store.transaction('a', async (tx) => {
        await gate.promise
        await tx.insert('payment', pay('late'))
      })
      const cleared = store.clear('a')
      const after = store.transaction('a', (tx) => tx.insert('payment', pay('after')))
      gate.resolve()
      await Promise.all([held, cleared, after])
      expect(idsOf(await store.read('a').list('payment'))).toEqual(['after'])
      expect(await store.read('b').count('payment')).toBe(1)

      await store.clear()
      expect(await store.dump()).toEqual({})
      expect(await store.accounts()).toEqual([])
    },
  },
  {
    title: 'dumps and loads everything, order and due rows included',
    async run(create) {
      const store = await createFilled(create)
      await store.transaction('b', (tx) => tx.shared().insert('token', { id: 'k1' }))
      const dump = JSON.parse(JSON.stringify(await store.dump()))
      const other = await create({ indexes })
      await other.transaction('z', (tx) => tx.insert('payment', pay('gone')))
      await other.load(dump)

      expect(await other.dump()).toEqual(dump)
      expect(Object.keys(dump)).toEqual(['a', SHARED])
      expect(await other.accounts()).toEqual(['a'])
      expect(idsOf(await other.read('a').due(TIMERS, 100, 9))).toEqual(['t2', 't3', 't1'])
      expect(await list(other, { where: { state: 'created' } })).toBe('p3 p2')
    },
  },
  {
    title: 'dumps no half of a transaction, and changes nothing for a dump it cannot load',
    async run(create) {
      const store = await createFilled(create)
      const before = await store.dump()
      const gate = Promise.withResolvers<void>()
      const held = store.transaction('a', async (tx) => {
        await tx.insert('payment', pay('half'))
        await gate.promise
        throw new Error('refused')
      })
      const dump = store.dump()
      gate.resolve()
      await expect(held).rejects.toThrow('refused')
      expect(await dump).toEqual(before)

      const twice = { a: { payment: [pay('p1'), pay('p1')] } }
      await expect(store.load(twice)).rejects.toThrow(StoreError)
      expect(await store.dump()).toEqual(before)
    },
  },
  {
    title: 'drops the oldest record over the bound, with its timers, and counts it',
    async run(create) {
      const store = await createFilled(create, { indexes, maxRecords: 3 })
      await store.transaction('a', (tx) => tx.cancelTimers('payment:p2'))
      await store.transaction('a', async (tx) => {
        await insertAll(tx, TIMERS, [{ id: 't5', dueAt: 5, subject: 'payment:p3' }])
        await tx.insert('payment', pay('p4'))
      })
      expect(idsOf(await store.read('a').list('payment'))).toEqual(['p1', 'p2', 'p4'])
      expect(idsOf(await store.read('a').list(TIMERS))).toEqual(['t1', 't3'])
      expect(store.dropped()).toBe(1)
    },
  },
  {
    title: 'bounds neither SHARED nor timers and deliveries',
    async run(create) {
      const store = await create({ maxRecords: 1 })
      await store.transaction('a', async (tx) => {
        await insertAll(tx, TIMERS, [{ id: 't1' }, { id: 't2' }])
        await insertAll(tx, DELIVERIES, [{ id: 'd1' }, { id: 'd2' }])
        await insertAll(tx.shared(), 'token', [{ id: 'k1' }, { id: 'k2' }])
      })
      const counts = [
        store.read('a').count(TIMERS),
        store.read('a').count(DELIVERIES),
        store.read(SHARED).count('token'),
      ]
      expect(await Promise.all(counts)).toEqual([2, 2, 2])
      expect(store.dropped()).toBe(0)
    },
  },
  {
    title: 'brings dropped records and their timers back when the transaction throws',
    async run(create) {
      const store = await createFilled(create, { indexes, maxRecords: 3 })
      const before = await store.dump()
      const failed = store.transaction('a', async (tx) => {
        for (let n = 0; n < 5; n++) await tx.insert('payment', pay(`new${n}`))
        expect(await tx.count('payment')).toBe(3)
        throw new Error('refused')
      })
      await expect(failed).rejects.toThrow('refused')
      expect(await store.dump()).toEqual(before)
      expect(store.dropped()).toBe(0)
      expect(await list(store, { where: { state: 'created' }, order: 'newest' })).toBe('p2 p3')
    },
  },
]
