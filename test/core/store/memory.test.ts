import { expect, test } from 'vitest'
import { createMemoryStore } from '#store/memory'
import { storeCases } from './store.cases.ts'
import type { Due } from './store.setup.ts'

for (const { title, run } of storeCases) {
  test(title, () => run(createMemoryStore))
}

test('neither waits nor returns a promise', () => {
  const store = createMemoryStore()
  expect(store.open('a')).toBeUndefined()
  expect(store.transaction('a', (tx) => tx.insert('payment', { id: 'p1' }))).toEqual({ id: 'p1' })
  expect(store.begin('a').commit()).toBeUndefined()
})

test('hands the keeper each unit as one change set, and answers once it is kept', async () => {
  const kept: unknown[] = []
  const opened: string[] = []
  const gate = Promise.withResolvers<void>()
  const store = createMemoryStore({
    timed: ['payment'],
    keeper: {
      open: async (account) => {
        opened.push(account)
      },
      keep: (changes) => {
        kept.push([changes.account, changes.records(), changes.counters()])
        return gate.promise
      },
    },
  })
  const first = store.transaction('a', (tx) => {
    tx.insert<Due>('payment', { id: 'p1', dueAt: 9 })
    tx.insert('payment', { id: 'p2' })
    tx.update<Due>('payment', { id: 'p1', dueAt: 7 })
    tx.delete('payment', 'p2')
    tx.insert('payment', { id: 'p2' })
    tx.insert('payment', { id: 'p3' })
    tx.delete('payment', 'p3')
    const counters = new Map([['payment', 4]])
    tx.changes.count(counters, 'payment', 3)
  })
  let isKept = false
  const done = Promise.resolve(first).then(() => {
    isKept = true
  })
  await new Promise(setImmediate)
  expect([opened, isKept]).toEqual([['a'], false])
  const collection = 'payment'
  expect(kept).toEqual([
    [
      'a',
      [
        { collection, id: 'p1', record: { id: 'p1', dueAt: 7 }, order: 0, dueAt: 7 },
        { collection, id: 'p2', record: undefined, order: 1, dueAt: undefined },
        { collection, id: 'p2', record: { id: 'p2' }, order: 2, dueAt: undefined },
        { collection, id: 'p3', record: undefined, order: 3, dueAt: undefined },
      ],
      { payment: 4 },
    ],
  ])
  gate.resolve()
  await done
})

test('takes counters back with the rest, and what was told to be undone', () => {
  const store = createMemoryStore()
  const counters = new Map([['payment', 3]])
  const tx = store.begin('a')
  tx.changes.count(counters, 'payment', 3)
  counters.set('payment', 4)
  tx.changes.count(counters, 'payment', 4)
  counters.set('payment', 5)
  tx.changes.onUndo(() => counters.set('other', 1))
  tx.undo()
  expect([...counters]).toEqual([
    ['payment', 3],
    ['other', 1],
  ])
})

test('refuses a record nested without end', async () => {
  const store = createMemoryStore()
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  const insert = () =>
    store.transaction('a', (tx) =>
      tx.insert('payment', { id: 'p1', deep } as object as { id: string }),
    )
  expect(insert).toThrow('nested deeper than 500')
})

test('keeps 20,000 records of a collection unless told otherwise', async () => {
  const store = createMemoryStore()
  await store.transaction('a', (tx) => {
    for (let n = 0; n <= 20_000; n++) tx.insert('payment', { id: `p${n}` })
  })
  expect(await store.read('a').count('payment')).toBe(20_000)
  expect(await store.read('a').get('payment', 'p0')).toBeUndefined()
  expect(store.dropped()).toBe(1)
})

test('finds rows of one indexed value fast while the oldest go and the newest come', async () => {
  const store = createMemoryStore({ indexes: { payment: ['state'] }, maxRecords: 3_000 })
  const insert = (n: number) =>
    store.transaction('a', (tx) => tx.insert('payment', { id: `p${n}`, state: 'created' }))
  for (let n = 0; n < 10_000; n++) await insert(n)

  const where = { state: 'created' } as object
  const [oldest] = await store.read('a').list('payment', { where, limit: 1 })
  const [newest] = await store.read('a').list('payment', { where, limit: 1, order: 'newest' })
  expect([oldest?.id, newest?.id]).toEqual(['p7000', 'p9999'])
  expect(await store.read('a').count('payment', where)).toBe(3_000)
})
