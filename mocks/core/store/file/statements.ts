/** Every statement, prepared once. */
import type { DatabaseSync } from 'node:sqlite'

interface RecordRow {
  ord: number
  collection: string
  record: string
}
interface AsideRow {
  account: string
  number: number
  value: string
}

export type Statements = ReturnType<typeof prepare>

// `as` below holds because the tables have these columns.
export function prepare(database: DatabaseSync) {
  const of = (text: string) => database.prepare(text)
  const meta = of('SELECT value FROM meta WHERE name = ?')
  const records = of('SELECT ord, collection, record FROM record WHERE account = ? ORDER BY ord')
  const accounts = of('SELECT id, state FROM account ORDER BY rowid')
  const account = of('SELECT id, state FROM account WHERE id = ?')
  const counters = of('SELECT kind, count FROM counter WHERE account = ?')
  return {
    getMeta: (name: string) => (meta.get(name) as { value: string } | undefined)?.value,
    setMeta: of('INSERT OR REPLACE INTO meta VALUES (?, ?)'),
    records: (id: string) => records.iterate(id) as Iterable<unknown> as Iterable<RecordRow>,
    putRecord: of(
      'INSERT INTO record VALUES (?, ?, ?, ?) ON CONFLICT (account, ord) DO UPDATE SET record = excluded.record',
    ),
    deleteRecord: of('DELETE FROM record WHERE account = ? AND ord = ?'),
    accounts: () => accounts.all() as unknown as { id: string; state: string }[],
    account: (id: string) => account.get(id) as { id: string; state: string } | undefined,
    putAccount: of(
      'INSERT INTO account VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
    ),
    deleteAccount: of('DELETE FROM account WHERE id = ?'),
    counters: (id: string) => counters.all(id) as unknown as { kind: string; count: number }[],
    putCounter: of('INSERT OR REPLACE INTO counter VALUES (?, ?, ?)'),
    journal: prepareAsides(database, 'journal'),
    inbox: prepareAsides(database, 'inbox'),
    clearAccount: prepareAll(database, ' WHERE account = ?'),
    clearAll: () =>
      database.exec(
        'DELETE FROM record; DELETE FROM counter; DELETE FROM journal; DELETE FROM inbox; DELETE FROM account',
      ),
  }
}

function prepareAsides(database: DatabaseSync, table: 'journal' | 'inbox') {
  const all = database.prepare(`SELECT account, number, value FROM ${table} ORDER BY number`)
  return {
    add: database.prepare(`INSERT OR REPLACE INTO ${table} VALUES (?, ?, ?)`),
    prune: database.prepare(
      `DELETE FROM ${table} WHERE account = ? AND number <= (SELECT number FROM ${table} WHERE account = ? ORDER BY number DESC LIMIT 1 OFFSET ?)`,
    ),
    clear: database.prepare(`DELETE FROM ${table} WHERE account = ?`),
    all: () => all.iterate() as Iterable<unknown> as Iterable<AsideRow>,
  }
}

function prepareAll(database: DatabaseSync, where: string): (account: string) => void {
  const statements = ['record', 'counter', 'journal', 'inbox'].map((table) =>
    database.prepare(`DELETE FROM ${table}${where}`),
  )
  return (account) => {
    for (const each of statements) each.run(account)
  }
}
