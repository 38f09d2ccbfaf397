/** Stores on PostgreSQL, and its tables: made once, found again, brought up to date, or refused whole. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '#store/memory'
import {
  inTransaction,
  onConnection,
  createDatabase as openDatabase,
} from '#store/postgres/database'
import { insertAccount } from '#store/postgres/directory'
import { createLanes } from '#store/postgres/lanes'
import { ensureSchema, FORMAT, type SchemaOptions } from '#store/postgres/schema'
import { openSession } from '#store/postgres/session'
import type { Keeper, Store, StoredRecord, StoredRow, StoreOptions } from '#store/store'
import { createDatabase } from '../../postgres/database.ts'
import { storeCases } from './store.cases.ts'

/** Stores of one database whose accounts are made as they are asked for; each is a memory of its own. */
async function openStores() {
  const { database, ensure } = await open()
  await ensure()
  const session = await openSession({
    database,
    onNotice: () => {},
    onLost: () => {},
    resume: async () => {},
  })
  onTestFinished(() => session.end())
  const made = new Set<string>()
  const makeAccount = async (id: string) => {
    if (made.has(id)) return
    made.add(id)
    const clock = { now: 0, realAt: 0, rate: 0 }
    const account = { id, ordinal: 0, state: { text: '{}', clock }, counters: {} }
    await onConnection(database, (client) => client.query(insertAccount(account, 1).join(';')))
  }
  const empty = async () => {
    made.clear()
    await inTransaction(database, (client) =>
      client.query('TRUNCATE ensayo.account, ensayo.record, ensayo.counter'),
    )
  }
  const openStore = (options: StoreOptions = {}): Store => {
    const lanes = createLanes(database, {
      process: () => session.number,
      renew: () => session.renew(),
      isLocated: () => false,
      monotonicMs: () => 0,
      nextDueAt: (id) => store.read(id).nextDueAt(),
      stateOf: () => undefined,
      onKept: () => {},
      onGone: () => {},
      onAdvancing: () => {},
      onLost: () => {},
      onEpoch: async () => {},
      onDeclaredDead: () => {},
      onFresh: (id, { isWhole, rows }) => {
        if (isWhole) store.replace(id, rows as StoredRow[])
        else store.patch(id, rows)
      },
    })
    const keeper: Keeper = {
      open: async (id) => {
        await makeAccount(id)
        await lanes.open(id)
      },
      keep: (changes) => lanes.keep(changes),
      release: (id) => lanes.release(id),
    }
    const store = createMemoryStore({ ...options, keeper })
    return store
  }
  return { openStore, empty }
}

for (const { title, run } of storeCases) {
  test(`postgres: ${title}`, async () => {
    const { openStore, empty } = await openStores()
    await run(async (options) => {
      await empty()
      return openStore(options)
    })
  })
}

test('two memories of one database are the same after random changes in both', async () => {
  const { openStore } = await openStores()
  const stores = [openStore({ indexes: { payment: ['state'] } }), openStore()]
  const ids = fc.constantFrom('p1', 'p2', 'p3', 'p\u0000', `long-${'x'.repeat(500)}`)
  const step = fc.record({
    at: fc.nat({ max: 1 }),
    id: ids,
    deletes: fc.boolean(),
    state: fc.string(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      for (const { at, id, deletes, state } of steps) {
        await stores[at]!.transaction('a', (tx) => {
          if (deletes) tx.delete('payment', id)
          else if (tx.get('payment', id)) tx.update('payment', { id, state } as StoredRecord)
          else tx.insert('payment', { id, state } as StoredRecord)
        })
      }
      const found = await Promise.all(
        stores.map((store) => store.transaction('a', (tx) => tx.list('payment'))),
      )
      expect(found[0]).toEqual(found[1])
    }),
    { numRuns: 40 },
  )
})

async function open() {
  const own = await createDatabase()
  const database = await openDatabase({ url: own.url })
  onTestFinished(() => database.end())
  const ensure = (options?: SchemaOptions) =>
    inTransaction(database, (client) => ensureSchema(client, 'here', options))
  const format = async () =>
    (await own.query(`SELECT value FROM ensayo.meta WHERE name = 'format'`))[0]?.value
  return { ...own, database, ensure, format }
}

test('tables are made once, whoever asks at the same time', async () => {
  const { ensure, format } = await open()
  await Promise.all([ensure(), ensure(), ensure()])
  await ensure()
  expect(await format()).toBe(String(FORMAT))
})

test('a newer format is refused with the cure, and stays as it is', async () => {
  const { ensure, format, query } = await open()
  await ensure()
  await query(`UPDATE ensayo.meta SET value = '${FORMAT + 1}' WHERE name = 'format'`)
  await expect(ensure()).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: expect.stringContaining(
      `is of format ${FORMAT + 1}, and this version of Ensayo reads up to format ${FORMAT}. Use the version of Ensayo that wrote it`,
    ),
  })
  expect(await format()).toBe(String(FORMAT + 1))
})

test('an older format is brought up to date step by step, or not at all', async () => {
  const { ensure, format, query } = await open()
  await ensure()
  const add = (column: string) => `ALTER TABLE ensayo.account ADD COLUMN ${column} text`
  const migrations = { [FORMAT]: add('first'), [FORMAT + 1]: 'SELECT nothing FROM nowhere' }
  await expect(ensure({ format: FORMAT + 2, migrations })).rejects.toThrow('nowhere')
  expect(await format()).toBe(String(FORMAT))
  migrations[FORMAT + 1] = add('second')
  await ensure({ format: FORMAT + 2, migrations })
  expect(await format()).toBe(String(FORMAT + 2))
  expect(await query('SELECT first, second FROM ensayo.account')).toEqual([])
})

test('a schema of somebody else is refused, and nothing in it changed', async () => {
  const { ensure, query } = await open()
  await query('CREATE SCHEMA ensayo')
  await query('CREATE TABLE ensayo.account (id text)')
  await expect(ensure()).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: 'here has a schema "ensayo" that was not made by Ensayo. Name another database.',
  })
  expect(await query('SELECT * FROM ensayo.account')).toEqual([])
})

test('a user who may make no schema is told what to grant', async () => {
  const { url, query, database } = await open()
  const role = `reader_${new URL(url).pathname.slice(-12)}`
  await query(`CREATE ROLE ${role} LOGIN`)
  const reader = await openDatabase({ url: url.replace(/\/\/[^@]*@/, `//${role}@`) })
  onTestFinished(async () => {
    await reader.end()
    await query(`DROP ROLE ${role}`)
  })
  await expect(
    inTransaction(reader, (client) => ensureSchema(client, 'here')),
  ).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: expect.stringContaining('GRANT CREATE ON DATABASE'),
  })
  expect(database.place).not.toContain('@')
})

test.each(['sqlite://x', 'nowhere', 'mysql://user:secret@host/x'])(
  'the address %s is refused without showing a password',
  async (url) => {
    const refused = openDatabase({ url })
    await expect(refused).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('not the address of a PostgreSQL database'),
    })
    await expect(refused).rejects.toMatchObject({ message: expect.not.stringContaining('secret') })
  },
)

test('without the package the message says how to install it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-no-pg-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(import.meta.dirname, '../../../mocks/core/store/postgres/database.ts')
  // As if it were not there: whoever asks for it finds nothing.
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ resolve: (name, context, next) => {
      if (name === 'pg') throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' })
      return next(name, context)
    } })
    const { createDatabase } = await import(${JSON.stringify(file)})
    await createDatabase({ url: 'postgres://localhost/x' }).catch(({ code, message }) => console.log(code, message))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', hook], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stdout).toBe(
    'OPTION_INVALID store: PostgreSQL is reached by the package "pg", which is not installed. Install it: npm i pg.\n',
  )
})
