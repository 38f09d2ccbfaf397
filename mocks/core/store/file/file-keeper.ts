/**
 * Keeps in a file of SQLite. What the units of work of one turn of the event loop changed goes into
 * one transaction; their answers leave after it. As the commit does not wait, nobody can see what may
 * still be taken back: whoever reads it in the same turn answers after the same commit.
 */
import type { DatabaseSync } from 'node:sqlite'
import { EnsayoError } from '../../../base/errors.ts'
import { nextTurn } from '../../clock/turns.ts'
import type { KeptAccount, LastingKeeper } from '../kept.ts'
import type { ChangeSet, StoredRow } from '../store.ts'
import { AsideQueue } from './aside-queue.ts'
import { damaged } from './open-database.ts'
import { prepare } from './statements.ts'

export interface FileKeeperOptions {
  database: DatabaseSync
  file: string
  /** Journal entries and messages kept per account. */
  maxEntries: number
  /** Milliseconds from an arbitrary start. */
  monotonicMs(): number
  setTimer(ms: number, run: () => void): () => void
  /** Requests that have come in so far. */
  requestCount(): number
  /** State of an account that changes without a word to the keeper: rules that count; undefined: nothing to save. */
  stateOf(account: string): KeptAccount | undefined
  /** Told of the accounts whose memory is ahead of what is kept; reads them again. */
  onLost(accounts: readonly string[]): void
  onError(error: unknown): void
}

interface Group {
  changes: ChangeSet[]
  accounts: Set<string>
  done: Promise<void>
}

/** The journal is written after this time, messages with the next payment if that is sooner. */
const ASIDE_MS = 1_000

export function createFileKeeper(options: FileKeeperOptions): LastingKeeper {
  const { database, file, maxEntries } = options
  const sql = prepare(database)
  const stats = { commits: 0, failures: 0, seconds: 0 }
  const queues = {
    journal: new AsideQueue('journal', maxEntries),
    inbox: new AsideQueue('inbox', maxEntries),
  }
  let failure: string | undefined
  let cancelTimer: (() => void) | undefined
  let group: Group | undefined

  /** One transaction, or nothing. */
  const commit = (write: () => void): void => {
    const startedMs = options.monotonicMs()
    try {
      database.exec('BEGIN IMMEDIATE')
      write()
      sql.setMeta.run('requests', String(options.requestCount()))
      database.exec('COMMIT')
      failure = undefined
    } catch (error) {
      stats.failures++
      failure = error instanceof Error ? error.message : String(error)
      if (database.isTransaction) database.exec('ROLLBACK')
      throw notKept(file, error)
    } finally {
      stats.commits++
      stats.seconds += (options.monotonicMs() - startedMs) / 1_000
    }
  }

  const writeChanges = (changes: ChangeSet): void => {
    const { account } = changes
    for (const { order, collection, record } of changes.records()) {
      if (record === undefined) sql.deleteRecord.run(account, order)
      else sql.putRecord.run(account, order, collection, JSON.stringify(record))
    }
    const counters = changes.counters()
    for (const kind in counters) sql.putCounter.run(account, kind, counters[kind]!)
  }

  const writeAccount = ({ id, state, counters }: KeptAccount): void => {
    sql.putAccount.run(id, JSON.stringify(state))
    for (const kind in counters) sql.putCounter.run(id, kind, counters[kind]!)
  }

  const flushGroup = (): void => {
    const current = group
    if (current === undefined) return
    group = undefined
    try {
      commit(() => {
        for (const changes of current.changes) writeChanges(changes)
        for (const account of current.accounts) {
          const state = options.stateOf(account)
          if (state) writeAccount(state)
        }
        queues.inbox.write(sql)
      })
    } catch (error) {
      options.onLost([...current.accounts])
      throw error
    } finally {
      // Messages may be lost; nothing else waits for them.
      queues.inbox.clear()
    }
  }

  const flush = (): void => {
    flushGroup()
    cancelTimer?.()
    cancelTimer = undefined
    if (queues.journal.isEmpty && queues.inbox.isEmpty) return
    try {
      commit(() => {
        queues.journal.write(sql)
        queues.inbox.write(sql)
      })
    } catch (error) {
      options.onError(error)
    } finally {
      queues.journal.clear()
      queues.inbox.clear()
    }
  }

  return {
    place: file,
    meta: sql.getMeta,
    setMeta: (name, value) => commit(() => sql.setMeta.run(name, value)),
    requests: Number(sql.getMeta('requests') ?? 0),
    stats,
    get failure() {
      return failure
    },
    open: () => undefined,
    keep(changes) {
      if (changes.isEmpty) return group?.accounts.has(changes.account) ? group.done : undefined
      group ??= { changes: [], accounts: new Set(), done: nextTurn().then(flushGroup) }
      group.changes.push(changes)
      group.accounts.add(changes.account)
      return group.done
    },
    accounts: () => sql.accounts().map((row) => toAccount(sql, row)),
    account: (id) => {
      const row = sql.account(id)
      return row && toAccount(sql, row)
    },
    records(account) {
      const found: StoredRow[] = []
      for (const { ord, collection, record } of sql.records(account)) {
        found.push({
          order: ord,
          collection,
          record: parse(record, `${account}/${collection}`) as StoredRow['record'],
        })
      }
      return found
    },
    *asides(kind) {
      for (const { account, number, value } of sql[kind].all()) {
        yield { account, number, value: parse(value, kind) }
      }
    },
    addAside(kind, aside) {
      queues[kind].add(aside)
      cancelTimer ??= options.setTimer(ASIDE_MS, () => {
        try {
          flush()
        } catch (error) {
          options.onError(error)
        }
      })
    },
    saveAccounts(accounts) {
      flushGroup()
      commit(() => {
        for (const account of accounts) writeAccount(account)
      })
    },
    clearAccount(id, isGone, anew) {
      flush()
      commit(() => {
        sql.clearAccount(id)
        if (isGone) sql.deleteAccount.run(id)
        if (anew) writeAccount(anew)
      })
    },
    clearAsides(kind, account) {
      flush()
      commit(() => sql[kind].clear.run(account))
    },
    replaceAll({ seed, accounts, records }) {
      flush()
      commit(() => {
        sql.clearAll()
        sql.setMeta.run('seed', seed)
        for (const account of accounts) {
          writeAccount(account)
          for (const { collection, record, order } of records(account.id)) {
            sql.putRecord.run(account.id, order, collection, JSON.stringify(record))
          }
        }
      })
    },
    flush,
    close() {
      try {
        flush()
      } finally {
        database.close()
      }
    },
  }

  function toAccount(statements: typeof sql, row: { id: string; state: string }): KeptAccount {
    return {
      id: row.id,
      state: parse(row.state, row.id),
      counters: Object.fromEntries(
        statements.counters(row.id).map(({ kind, count }) => [kind, count]),
      ),
    }
  }

  function parse(text: string, what: string): unknown {
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw damaged(file, `${what} holds text that is not JSON`, cause)
    }
  }
}

function notKept(file: string, cause: unknown): EnsayoError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new EnsayoError(
    'NOT_KEPT',
    `${file} could not be written, so nothing has happened: ${reason}. Make room or mend the disk; the sandbox goes on by itself.`,
    { cause },
  )
}
