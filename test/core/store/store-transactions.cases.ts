/** What every store must do: writing, undoing, and transactions beside each other. */
import { expect } from 'vitest'
import { StoreError } from '#base/errors'
import { type StoredRecord, TIMERS } from '#store/store'
import {
  attempt,
  createFilled,
  type Due,
  dueOf,
  idsOf,
  insertAll,
  type Payment,
  pay,
  type StoreCase,
} from './store.setup.ts'

export const transactionCases: StoreCase[] = [
  {
    title: 'gives back what was inserted, and undefined for what was not',
    async run(create) {
      const store = await create({})
      const record = { id: 'p1', payer: { name: 'Ana', tags: ['x'] }, state: null }
      const inserted = await store.transaction('a', (tx) => tx.insert<Payment>('payment', record))

      expect(inserted).toEqual(record)
      expect(await store.read('a').get('payment', 'p1')).toEqual(record)
      expect(await store.read('a').get('payment', 'p2')).toBeUndefined()
      expect(await store.read('b').get('payment', 'p1')).toBeUndefined()
      expect(await store.read('a').list('other')).toEqual([])
      expect(await store.read('a').count('other')).toBe(0)
    },
  },
  {
    title: 'shares nothing with the caller, and what is read is frozen in depth',
    async run(create) {
      const store = await create({})
      const record = { id: 'p1', payer: { name: 'Ana', tags: ['x'] } }
      const inserted = await store.transaction('a', (tx) => tx.insert('payment', record))
      record.payer.name = 'Eva'
      record.payer.tags.push('y')

      const read = await store.read('a').get<Payment>('payment', 'p1')
      for (const each of [inserted, read!]) {
        expect(each).toEqual({ id: 'p1', payer: { name: 'Ana', tags: ['x'] } })
        expect(Object.isFrozen(each)).toBe(true)
        expect(Object.isFrozen(each.payer)).toBe(true)
        expect(Object.isFrozen(each.payer?.tags)).toBe(true)
      }
    },
  },
  {
    title: 'keeps JSON: leaves out undefined fields, refuses what JSON cannot say',
    async run(create) {
      const store = await create({})
      const insert = (record: object) =>
        attempt(store, (tx) => tx.insert('payment', record as StoredRecord))
      const wire = '{"id":"p1","__proto__":{"x":1},"list":[null]}'

      expect(
        await insert({ ...JSON.parse(wire), gone: undefined, list: [undefined] }),
      ).toStrictEqual(JSON.parse(wire))
      for (const odd of [new Date(), Number.NaN, 1n, () => 1, new Map()]) {
        await expect(insert({ id: 'p2', odd })).rejects.toThrow(StoreError)
        await expect(insert({ id: 'p2', nested: [{ odd }] })).rejects.toThrow(StoreError)
      }
      await expect(insert({ id: 7 })).rejects.toThrow(StoreError)
      expect(await store.read('a').count('payment')).toBe(1)
    },
  },
  {
    title: 'refuses a taken id, and an update of nothing',
    async run(create) {
      const store = await createFilled(create)
      const insert = attempt(store, (tx) => tx.insert('payment', pay('p1')))
      await expect(insert).rejects.toThrow(StoreError)
      const update = attempt(store, (tx) => tx.update('payment', pay('p9')))
      await expect(update).rejects.toThrow(StoreError)

      expect(await store.transaction('a', (tx) => tx.delete('payment', 'p9'))).toBe(false)
      expect(await store.transaction('a', (tx) => tx.delete('payment', 'p1'))).toBe(true)
      await store.transaction('a', (tx) => tx.insert('payment', pay('p1')))
      expect(idsOf(await store.read('a').list('payment'))).toEqual(['p3', 'p2', 'p1'])
    },
  },
  {
    title: 'undoes inserts, updates, deletes and timers of a transaction that throws',
    async run(create) {
      const store = await createFilled(create)
      const before = await store.dump()
      const failed = attempt(store, (tx) => {
        tx.delete('payment', 'p3')
        tx.insert('payment', pay('p4', 'paid'))
        tx.update('payment', pay('p1', 'created'))
        tx.update('payment', pay('p1', 'refunded'))
        tx.delete('payment', 'p1')
        tx.insert('payment', pay('p3', 'paid'))
        tx.insert('fresh', { id: 'f1' })
        tx.cancelTimers('payment:p1')
        insertAll(tx, TIMERS, [{ id: 't4', dueAt: 1, subject: 'payment:p4' }])
        tx.update<Due>(TIMERS, { id: 't2', dueAt: 99, subject: 'other' })
        throw new Error('refused')
      })
      await expect(failed).rejects.toThrow('refused')

      expect(await store.dump()).toEqual(before)
      const reader = store.read('a')
      expect(idsOf(await reader.list('payment'))).toEqual(['p3', 'p1', 'p2'])
      expect(idsOf(await reader.list<Payment>('payment', { where: { state: 'created' } }))).toEqual(
        ['p3', 'p2'],
      )
      expect(dueOf(reader, TIMERS, 100, 10)).toEqual(['t2', 't3', 't1'])
      expect(await reader.nextDueAt()).toBe(20)
    },
  },
  {
    title: 'refuses work on a transaction that has ended',
    async run(create) {
      const store = await createFilled(create)
      const tx = await store.transaction('a', (tx) => tx)
      expect(() => tx.get('payment', 'p1')).toThrow(StoreError)
      expect(() => tx.insert('payment', pay('p9'))).toThrow(StoreError)
      expect(() => tx.cancelTimers('payment:p1')).toThrow(StoreError)
    },
  },
  {
    title: 'refuses work that returns a promise, and undoes what it did before',
    async run(create) {
      const store = await createFilled(create)
      const before = store.dump()
      const waiting = attempt(store, async (tx) => {
        tx.insert('payment', pay('p9'))
        await Promise.resolve()
        tx.insert('payment', pay('late'))
      })
      await expect(waiting).rejects.toThrow('its work returned a promise')
      expect(store.dump()).toEqual(before)
    },
  },
]
