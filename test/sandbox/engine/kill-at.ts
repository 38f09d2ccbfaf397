/** Preloaded into a sandbox's process: ends it, as `kill -9` does, before or after its n-th commit. `KILL_AT=before:12`. */
import { DatabaseSync } from 'node:sqlite'

const [side, text] = (process.env.KILL_AT ?? '').split(':')
const wanted = Number(text)
let commits = 0

const exec = DatabaseSync.prototype.exec
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  if (sql !== 'COMMIT' || ++commits !== wanted) return exec.call(this, sql)
  if (side === 'after') exec.call(this, sql)
  process.kill(process.pid, 'SIGKILL')
}
