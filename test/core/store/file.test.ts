import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createFileKeeper } from '../../../mocks/core/store/file/file-keeper.ts'
import { type DataOptions, openDatabase } from '../../../mocks/core/store/file/open-database.ts'
import { createMemoryStore } from '../../../mocks/core/store/memory.ts'
import { storeCases } from './store.cases.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function openKeeper(options: DataOptions) {
  const database = await openDatabase(options)
  const lost: string[] = []
  const keeper = createFileKeeper({
    database,
    file: 'ensayo.db',
    maxEntries: 5,
    monotonicMs: () => 0,
    setTimer: () => () => {},
    requestCount: () => 7,
    stateOf: () => undefined,
    onLost: (accounts) => lost.push(...accounts),
    onError: () => {},
  })
  onTestFinished(() => {
    if (database.isOpen) keeper.close()
  })
  return { keeper, database, lost }
}

for (const { title, run } of storeCases) {
  test(`file: ${title}`, async () => {
    const { keeper } = await openKeeper({ folder: makeFolder() })
    await run((options) => createMemoryStore({ ...options, keeper }))
  })
}

test('reads back the records of an account as they were, in the order of their insertion', async () => {
  const folder = makeFolder()
  const { keeper } = await openKeeper({ folder })
  const store = createMemoryStore({ keeper })
  await store.transaction('a', (tx) => {
    tx.insert('payment', { id: 'p1', amount: 1 } as { id: string })
    tx.insert('link', { id: 'l1' })
    tx.insert('payment', { id: 'p2' })
  })
  await store.transaction('a', (tx) => {
    tx.delete('payment', 'p1')
    tx.insert('payment', { id: 'p1', amount: 2 } as { id: string })
    tx.delete('link', 'l1')
  })
  await store.transaction('b', (tx) => tx.insert('payment', { id: 'p1' }))
  keeper.close()

  const again = await openKeeper({ folder })
  expect(again.keeper.records('a')).toEqual([
    { order: 2, collection: 'payment', record: { id: 'p2' } },
    { order: 3, collection: 'payment', record: { id: 'p1', amount: 2 } },
  ])
  const found = createMemoryStore({ keeper: again.keeper })
  found.replace('a', again.keeper.records('a'))
  await found.transaction('a', (tx) => tx.insert('payment', { id: 'p0' }))
  const ids = found
    .read('a')
    .list('payment')
    .map(({ id }) => id)
  expect(ids).toEqual(['p2', 'p1', 'p0'])
})

test('commits what happened in one turn of the event loop once, and answers after it', async () => {
  const { keeper } = await openKeeper({ folder: makeFolder() })
  const store = createMemoryStore({ keeper })
  const before = keeper.stats.commits
  const units = Array.from({ length: 10 }, (_, at) =>
    store.transaction(`a${at % 2}`, (tx) => tx.insert('payment', { id: `p${at}` })),
  )
  // Who reads what is not committed yet answers with those who wrote it; others need not wait.
  const reading = store.begin('a0').commit()
  const unrelated = store.begin('b').commit()
  expect([reading instanceof Promise, unrelated, keeper.stats.commits]).toEqual([
    true,
    undefined,
    before,
  ])
  await Promise.all(units)
  expect(keeper.stats.commits).toBe(before + 1)
})

test('a group that does not fit is refused whole and told, and the next one is kept', async () => {
  const { keeper, database, lost } = await openKeeper({ folder: makeFolder(), maxBytes: 200_000 })
  const store = createMemoryStore({ keeper })
  const long = 'x'.repeat(300_000)
  const refused = [
    store.transaction('a', (tx) => tx.insert('payment', { id: 'p1', long } as { id: string })),
    store.transaction('b', (tx) => tx.insert('payment', { id: 'p2' })),
  ]
  for (const each of refused) {
    await expect(each).rejects.toMatchObject({ code: 'NOT_KEPT', message: /full.*Make room/ })
  }
  expect(lost).toEqual(['a', 'b'])
  expect(database.prepare('SELECT count(*) AS n FROM record').get()).toEqual({ n: 0 })
  await store.transaction('c', (tx) => tx.insert('payment', { id: 'p3' }))
  expect(keeper.records('c')).toHaveLength(1)
})

test('keeps the newest entries of journal and inbox, each account’s own', async () => {
  const folder = makeFolder()
  const { keeper } = await openKeeper({ folder })
  for (let number = 1; number <= 1_001; number += 2) {
    keeper.addAside('journal', { account: 'a', number, value: number })
    keeper.addAside('inbox', { account: 'b', number, value: { number } })
  }
  keeper.close()
  const again = await openKeeper({ folder })
  const numbers = [...again.keeper.asides('journal')].map(({ number }) => number)
  expect(numbers.length).toBeLessThanOrEqual(5 + 100)
  expect(numbers.at(-1)).toBe(1_001)
  expect([...again.keeper.asides('inbox')].at(-1)).toEqual({
    account: 'b',
    number: 1_001,
    value: { number: 1_001 },
  })
})

test.each([
  ['SQLite of another program', 'CREATE TABLE t (a)', 'was not written by Ensayo'],
  [
    'a newer format',
    'PRAGMA application_id = 1164866353; PRAGMA user_version = 9',
    'is of format 9',
  ],
])('refuses %s with the cure, and changes nothing', async (_, sql, message) => {
  const folder = makeFolder()
  const file = join(folder, 'ensayo.db')
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
  const before = readFileSync(file)
  await expect(openDatabase({ folder })).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: expect.stringContaining(message),
  })
  expect(readFileSync(file).equals(before)).toBe(true)
})

test.each([
  ['text', () => Buffer.from('this is not a database, whatever its name says'.repeat(100))],
  ['half a file', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2))],
  ['a page of zeros', (whole: Buffer) => Buffer.from(whole).fill(0, 4096 * 2, 4096 * 6)],
])('refuses a damaged file whole (%s), and never writes over it', async (_, damage) => {
  const folder = makeFolder()
  const file = join(folder, 'ensayo.db')
  const { keeper } = await openKeeper({ folder })
  const store = createMemoryStore({ keeper })
  await store.transaction('a', (tx) => {
    for (let at = 0; at < 500; at++) {
      tx.insert('payment', { id: `p${at}`, text: 'x'.repeat(100) } as { id: string })
    }
  })
  keeper.close()
  const broken = damage(readFileSync(file))
  writeFileSync(file, broken)
  await expect(openDatabase({ folder })).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: expect.stringMatching(/ensayo\.db is damaged: .*Put a copy of it back/s),
  })
  expect(readFileSync(file).equals(broken)).toBe(true)
})

test('turns a second sandbox away from a folder in use', async () => {
  const folder = makeFolder()
  const { keeper } = await openKeeper({ folder })
  await expect(openDatabase({ folder })).rejects.toMatchObject({
    code: 'DATA_IN_USE',
    message: expect.stringContaining('Stop that one'),
  })
  keeper.close()
  const again = await openDatabase({ folder })
  again.close()
})
