/** What every store must do: writing, undoing, and transactions beside each other. */
import { expect } from 'vitest'
import { StoreError } from '../../../mocks/base/errors.ts'
import {
  SHARED,
  type Store,
  type StoredRecord,
  TIMERS,
  type Transaction,
} from '../../../mocks/core/store/store.ts'
import {
  createFilled,
  type Due,
  idsOf,
  insertAll,
  type Payment,
  pay,
  type StoreCase,
} from './store.setup.ts'

async function failing(store: Store, work: (tx: Transaction) => Promise<unknown>) {
  const failed = store.transaction('a', async (tx) => {
    await work(tx)
    throw new Error('refused')
  })
  await expect(failed).rejects.toThrow('refused')
}

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
        store.transaction('a', (tx) => tx.insert('payment', record as StoredRecord))
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
      const insert = store.transaction('a', (tx) => tx.insert('payment', pay('p1')))
      await expect(insert).rejects.toThrow(StoreError)
      const update = store.transaction('a', (tx) => tx.update('payment', pay('p9')))
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
      await failing(store, async (tx) => {
        await tx.delete('payment', 'p3')
        await tx.insert('payment', pay('p4', 'paid'))
        await tx.update('payment', pay('p1', 'created'))
        await tx.update('payment', pay('p1', 'refunded'))
        await tx.delete('payment', 'p1')
        await tx.insert('payment', pay('p3', 'paid'))
        await tx.insert('fresh', { id: 'f1' })
        await tx.cancelTimers('payment:p1')
        await insertAll(tx, TIMERS, [{ id: 't4', dueAt: 1, subject: 'payment:p4' }])
        await tx.update<Due>(TIMERS, { id: 't2', dueAt: 99, subject: 'other' })
        await tx.shared().insert('token', { id: 'k1' })
      })

      expect(await store.dump()).toEqual(before)
      const reader = store.read('a')
      expect(idsOf(await reader.list('payment'))).toEqual(['p3', 'p1', 'p2'])
      expect(idsOf(await reader.list<Payment>('payment', { where: { state: 'created' } }))).toEqual(
        ['p3', 'p2'],
      )
      expect(idsOf(await reader.due(TIMERS, 100, 10))).toEqual(['t2', 't3', 't1'])
      expect(await reader.nextDueAt()).toBe(20)
      expect(await store.read(SHARED).get('token', 'k1')).toBeUndefined()
    },
  },
  {
    title: 'undoes a transaction whose work throws before it waits for anything',
    async run(create) {
      const store = await createFilled(create)
      const failed = store.transaction('a', () => {
        throw new Error('at once')
      })
      await expect(failed).rejects.toThrow('at once')
      expect(await store.transaction('a', (tx) => tx.count('payment'))).toBe(3)
    },
  },
  {
    title: 'refuses work on a transaction that has ended',
    async run(create) {
      const store = await createFilled(create)
      const leaked = await store.transaction('a', async (tx) => ({ tx, shared: tx.shared() }))
      await expect(leaked.tx.get('payment', 'p1')).rejects.toThrow(StoreError)
      await expect(leaked.tx.insert('payment', pay('p9'))).rejects.toThrow(StoreError)
      await expect(leaked.tx.cancelTimers('payment:p1')).rejects.toThrow(StoreError)
      await expect(leaked.shared.insert('token', { id: 'k' })).rejects.toThrow(StoreError)
    },
  },
  {
    title: 'runs the transactions of one account one after another, so no update is lost',
    async run(create) {
      const store = await create({})
      await store.transaction('a', (tx) => tx.insert('payment', pay('p1', 'created', 0)))
      const order: number[] = []
      const add = (turn: number) =>
        store.transaction('a', async (tx) => {
          const { amountMinor } = (await tx.get<Payment>('payment', 'p1'))!
          for (let pause = 0; pause < turn % 5; pause++) await Promise.resolve()
          order.push(turn)
          if (turn % 10 === 9) throw new Error('refused')
          await tx.update('payment', pay('p1', 'created', amountMinor! + 1))
        })
      const turns = Array.from({ length: 50 }, (_, turn) => turn)
      const results = await Promise.allSettled(turns.map(add))

      expect(order).toEqual(turns)
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(5)
      expect(await store.read('a').get('payment', 'p1')).toMatchObject({ amountMinor: 45 })
    },
  },
  {
    title: 'lets another account go on while one is in a transaction',
    async run(create) {
      const store = await create({})
      const gate = Promise.withResolvers<void>()
      const held = store.transaction('a', async (tx) => {
        await tx.insert('payment', pay('p1'))
        await gate.promise
        throw new Error('refused')
      })
      await store.transaction('b', (tx) => tx.insert('payment', pay('p1', 'paid')))
      gate.resolve()

      await expect(held).rejects.toThrow('refused')
      expect(await store.accounts()).toEqual(['b'])
      expect(await store.read('b').list('payment')).toEqual([pay('p1', 'paid')])
    },
  },
  {
    title: 'undoes what a transaction wrote under SHARED, and nothing that others wrote there',
    async run(create) {
      const store = await create({ indexes: { token: ['kind'] } })
      await store.transaction(SHARED, (tx) => tx.insert('token', { id: 'k0', kind: 'x' }))
      const gate = Promise.withResolvers<void>()
      const held = store.transaction('a', async (tx) => {
        await tx.shared().insert('token', { id: 'k1', kind: 'x' })
        await tx.shared().delete('token', 'k0')
        await gate.promise
        throw new Error('refused')
      })
      await store.transaction('b', async (tx) => {
        await tx.shared().insert('token', { id: 'k2', kind: 'x' })
        expect(tx.shared().shared()).toBeDefined()
      })
      gate.resolve()
      await expect(held).rejects.toThrow('refused')

      const shared = store.read(SHARED)
      expect(idsOf(await shared.list('token'))).toEqual(['k0', 'k2'])
      expect(idsOf(await shared.list('token', { where: { kind: 'x' } as object }))).toEqual([
        'k0',
        'k2',
      ])
    },
  },
  {
    title: 'keeps under SHARED what another transaction wrote over it',
    async run(create) {
      const store = await create({})
      await store.transaction(SHARED, (tx) => tx.insert('payment', pay('k0', 'first')))
      const gate = Promise.withResolvers<void>()
      const held = failing(store, async (tx) => {
        await tx.shared().update('payment', pay('k0', 'second'))
        await gate.promise
      })
      await store.transaction('b', (tx) => tx.shared().update('payment', pay('k0', 'third')))
      gate.resolve()
      await held
      expect(await store.read(SHARED).list('payment')).toEqual([pay('k0', 'third')])
    },
  },
  {
    title: 'restores the order under SHARED whichever transaction is undone first',
    async run(create) {
      const store = await create({})
      const tokens = [{ id: 'k0' }, { id: 'k1' }, { id: 'k2' }]
      await store.transaction(SHARED, (tx) => insertAll(tx, 'token', tokens))
      const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const remove = (account: string, id: string, gate: Promise<void>) =>
        store.transaction(account, async (tx) => {
          await tx.shared().delete('token', id)
          await gate
        })
      const one = remove('a', 'k1', first.promise)
      const two = remove('b', 'k2', second.promise)
      first.reject(new Error('refused'))
      await expect(one).rejects.toThrow('refused')
      second.reject(new Error('refused'))
      await expect(two).rejects.toThrow('refused')
      expect(idsOf(await store.read(SHARED).list('token'))).toEqual(['k0', 'k1', 'k2'])
    },
  },
]
