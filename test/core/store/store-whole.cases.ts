/** What every store must do as a whole: accounts, forgetting, dumps and bounds. */
import { expect } from 'vitest'
import { StoreError } from '#base/errors'
import { DELIVERIES, TIMERS } from '#store/store'
import {
  attempt,
  createFilled,
  dueOf,
  idsOf,
  indexes,
  insertAll,
  list,
  pay,
  type StoreCase,
} from './store.setup.ts'

export const wholeCases: StoreCase[] = [
  {
    title: 'locates the account of a record, the one that had it first where several do',
    async run(create) {
      const store = await create({ located: ['payment'] })
      for (const account of ['a', 'b', 'c']) {
        await store.transaction(account, (tx) => tx.insert('payment', pay(`of-${account}`)))
        await store.transaction(account, (tx) => tx.insert('payment', pay('shared')))
        await store.transaction(account, (tx) => tx.insert('token', pay('k1')))
      }
      expect(store.locate('payment', 'of-b')).toBe('b')
      expect(store.locate('payment', 'p3')).toBeUndefined()
      expect(store.locate('token', 'k1')).toBeUndefined()
      expect(store.locate('payment', 'shared')).toBe('a')
      await store.transaction('a', (tx) => tx.delete('payment', 'shared'))
      expect(store.locate('payment', 'shared')).toBe('b')
      store.clear('b')
      expect(store.locate('payment', 'shared')).toBe('c')
      const dump = store.dump()
      store.clear()
      expect(store.locate('payment', 'of-c')).toBeUndefined()
      store.load(dump)
      expect(store.locate('payment', 'of-c')).toBe('c')
    },
  },
  {
    title: 'forgets one account or everything, and tells its lives apart',
    async run(create) {
      const store = await createFilled(create)
      await store.transaction('b', (tx) => tx.insert('payment', pay('p1')))
      const [a, b] = [store.generation('a'), store.generation('b')]
      store.clear('a')
      expect(store.read('a').list('payment')).toEqual([])
      expect(store.read('b').count('payment')).toBe(1)
      expect(store.generation('a')).not.toBe(a)
      expect(store.generation('b')).toBe(b)

      store.clear()
      expect(store.dump()).toEqual({})
      expect(store.generation('b')).not.toBe(b)
    },
  },
  {
    title: 'dumps and loads everything, order and due rows included',
    async run(create) {
      const store = await createFilled(create)
      const dump = JSON.parse(JSON.stringify(store.dump()))
      const other = await create({ indexes })
      await other.transaction('z', (tx) => tx.insert('payment', pay('gone')))
      other.load(dump)

      expect(other.dump()).toEqual(dump)
      expect(Object.keys(dump)).toEqual(['a'])
      expect(dueOf(other.read('a'), TIMERS, 100)).toEqual(['t2', 't3', 't1'])
      expect(await list(other, { where: { state: 'created' } })).toBe('p3 p2')
    },
  },
  {
    title: 'changes nothing for a dump it cannot load',
    async run(create) {
      const store = await createFilled(create)
      const before = store.dump()
      const twice = { a: { payment: [pay('p1'), pay('p1')] } }
      expect(() => store.load(twice)).toThrow(StoreError)
      expect(store.dump()).toEqual(before)
    },
  },
  {
    title: 'drops the oldest record over the bound, with its timers, and counts it',
    async run(create) {
      const store = await createFilled(create, { indexes, maxRecords: 3 })
      await store.transaction('a', (tx) => tx.cancelTimers('payment:p2'))
      await store.transaction('a', (tx) => {
        insertAll(tx, TIMERS, [{ id: 't5', dueAt: 5, subject: 'payment:p3' }])
        tx.insert('payment', pay('p4'))
      })
      expect(idsOf(await store.read('a').list('payment'))).toEqual(['p1', 'p2', 'p4'])
      expect(idsOf(await store.read('a').list(TIMERS))).toEqual(['t1', 't3'])
      expect(store.dropped()).toBe(1)
    },
  },
  {
    title: 'bounds neither timers nor deliveries',
    async run(create) {
      const store = await create({ maxRecords: 1 })
      await store.transaction('a', (tx) => {
        insertAll(tx, TIMERS, [{ id: 't1' }, { id: 't2' }])
        insertAll(tx, DELIVERIES, [{ id: 'd1' }, { id: 'd2' }])
      })
      expect([store.read('a').count(TIMERS), store.read('a').count(DELIVERIES)]).toEqual([2, 2])
      expect(store.dropped()).toBe(0)
    },
  },
  {
    title: 'brings dropped records and their timers back when the transaction throws',
    async run(create) {
      const store = await createFilled(create, { indexes, maxRecords: 3 })
      const before = store.dump()
      const failed = attempt(store, (tx) => {
        for (let n = 0; n < 5; n++) tx.insert('payment', pay(`new${n}`))
        expect(tx.count('payment')).toBe(3)
        throw new Error('refused')
      })
      await expect(failed).rejects.toThrow('refused')
      expect(store.dump()).toEqual(before)
      expect(store.dropped()).toBe(0)
      expect(await list(store, { where: { state: 'created' }, order: 'newest' })).toBe('p2 p3')
    },
  },
]
