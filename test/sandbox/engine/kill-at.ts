/** Preloaded into a sandbox's process: ends it, as `kill -9` does, before or after its n-th commit. `KILL_AT=before:12`. */
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

const [side, text] = (process.env.KILL_AT ?? '').split(':')
const wanted = Number(text)
let commits = 0

const exec = DatabaseSync.prototype.exec
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  if (sql !== 'COMMIT' || ++commits !== wanted) return exec.call(this, sql)
  if (side === 'after') exec.call(this, sql)
  process.kill(process.pid, 'SIGKILL')
}

type Query = (this: pg.Client, text: unknown, ...rest: unknown[]) => unknown

const query = pg.Client.prototype.query as Query
pg.Client.prototype.query = async function (this: pg.Client, text: unknown, ...rest: unknown[]) {
  const isCommit = String(text).includes('UPDATE ensayo.account') && String(text).endsWith('COMMIT')
  if (!isCommit || ++commits !== wanted) return query.call(this, text, ...rest)
  if (side === 'after') await query.call(this, text, ...rest)
  process.kill(process.pid, 'SIGKILL')
} as never
