/** A file of the first format, in which records stood by id. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '#store/file/open-database'
import { prepare } from '#store/file/statements'

const FIRST = `
  PRAGMA application_id = 1164866353;
  PRAGMA user_version = 1;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE account (id TEXT PRIMARY KEY, state TEXT NOT NULL);
  CREATE TABLE counter (account TEXT, kind TEXT, count INTEGER NOT NULL, PRIMARY KEY (account, kind)) WITHOUT ROWID;
  CREATE TABLE record (account TEXT, collection TEXT, id TEXT, ord INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (account, collection, id));
  CREATE TABLE journal (account TEXT, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
  CREATE TABLE inbox (account TEXT, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
  INSERT INTO meta VALUES ('seed', 'rosa');
  INSERT INTO account VALUES ('a', '{}');
  INSERT INTO counter VALUES ('a', 'payment', 3);
  INSERT INTO record VALUES ('a', 'payment', 'p9', 0, '{"id":"p9"}'), ('a', 'payment', 'p1', 4, '{"id":"p1"}'), ('a', 'link', 'l1', 2, '{"id":"l1"}');
`

function writeFormer(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const database = new DatabaseSync(join(folder, 'ensayo.db'))
  database.exec(sql)
  database.close()
  return folder
}

test('a file of an older format is brought up to date, with all that it holds, once', async () => {
  const folder = writeFormer(FIRST)
  for (const _ of ['migrates', 'has nothing to migrate']) {
    const database = await openDatabase({ folder })
    const sql = prepare(database)
    expect([...sql.records('a')].map((row) => ({ ...row }))).toEqual([
      { ord: 0, collection: 'payment', record: '{"id":"p9"}' },
      { ord: 2, collection: 'link', record: '{"id":"l1"}' },
      { ord: 4, collection: 'payment', record: '{"id":"p1"}' },
    ])
    expect([sql.getMeta('seed'), sql.counters('a').map((row) => ({ ...row }))]).toEqual([
      'rosa',
      [{ kind: 'payment', count: 3 }],
    ])
    sql.putRecord.run('a', 4, 'payment', '{"id":"p1"}')
    database.close()
  }
})

test.each([
  ['two records in one place', `${FIRST} UPDATE record SET ord = 0;`],
  ['no records', `${FIRST} DROP TABLE record;`],
])('an older file with %s is refused whole, and stays as it was', async (_, sql) => {
  const folder = writeFormer(sql)
  const before = readFileSync(join(folder, 'ensayo.db'))
  await expect(openDatabase({ folder })).rejects.toMatchObject({
    code: 'DATA_INVALID',
    message: expect.stringMatching(/is damaged: .*Put a copy of it back/s),
  })
  expect(readFileSync(join(folder, 'ensayo.db')).equals(before)).toBe(true)
})
