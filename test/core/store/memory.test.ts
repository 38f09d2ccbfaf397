import { expect, test } from 'vitest'
import { createMemoryStore } from '../../../mocks/core/store/memory.ts'
import { storeCases } from './store.cases.ts'

for (const { title, run } of storeCases) {
  test(title, () => run(createMemoryStore))
}

test('starts at once when the account is idle', () => {
  const store = createMemoryStore()
  let hasStarted = false
  store.transaction('a', async () => {
    hasStarted = true
  })
  expect(hasStarted).toBe(true)
})

test('shows readers outside what a running transaction may still take back', async () => {
  const store = createMemoryStore()
  const failed = store.transaction('a', async (tx) => {
    await tx.insert('payment', { id: 'p1' })
    expect(await store.read('a').count('payment')).toBe(1)
    throw new Error('refused')
  })
  await expect(failed).rejects.toThrow('refused')
  expect(await store.read('a').count('payment')).toBe(0)
})

test('refuses a record nested without end', async () => {
  const store = createMemoryStore()
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  const insert = store.transaction('a', (tx) =>
    tx.insert('payment', { id: 'p1', deep } as object as { id: string }),
  )
  await expect(insert).rejects.toThrow('nested deeper than 500')
})

test('keeps 20,000 records of a collection unless told otherwise', async () => {
  const store = createMemoryStore()
  await store.transaction('a', async (tx) => {
    for (let n = 0; n <= 20_000; n++) await tx.insert('payment', { id: `p${n}` })
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
