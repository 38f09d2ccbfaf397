/**
 * One account at a time: units of work that wait for it in this process share a transaction. It locks
 * the account, reads what other processes changed, lets the units run one after the other without
 * waiting, and commits what they changed together; their answers leave after it.
 */
import type { ChangeSet } from '../store.ts'
import { type Database, notKept, type PoolClient } from './database.ts'
import { lockList } from './directory.ts'
import { createMemory, DeclaredDead, type MemoryHooks } from './memory.ts'
import { keep, notify, type StateText } from './sql.ts'

export interface LaneHooks extends MemoryHooks {
  isLocated(collection: string): boolean
  /** Its state beside its records as it is now, where that is not what was read or kept last. */
  stateOf(account: string): StateText | undefined
  nextDueAt(account: string): number | undefined
  /** Says that it was kept, with the state if that was. */
  onKept(account: string, life: number, state: StateText | undefined): void
  /** Nothing of this account in memory is to be trusted. */
  onLost(account: string): void
  monotonicMs(): number
}

/** Units of one account that share a transaction. */
interface Group {
  client: PoolClient
  /** Units that have not ended. */
  left: number
  changes: ChangeSet[]
  /** What was kept of the account goes, and a new life begins. */
  startsAnew: ((listed: number) => string[]) | undefined
  /** Further ones. */
  statements: string[]
  /** Something is to be committed, if only its state. */
  isWanted: boolean
  ended: PromiseWithResolvers<void>
  done: PromiseWithResolvers<void>
}

interface Lane {
  waiting: PromiseWithResolvers<void>[]
  group: Group | undefined
}

export interface Lanes {
  open(account: string): Promise<void>
  /** Ends a unit. Undefined when nothing of its transaction waits to be kept. */
  keep(changes: ChangeSet): Promise<void> | undefined
  /** Ends a unit that changed nothing, or was undone. */
  release(account: string): void
  /** Within a unit: what it ends with is waited for, as it may have changed more than records. */
  want(account: string): void
  /** Within a unit: what was kept of the account before goes by these statements. */
  startAnew(account: string, clear: (listed: number) => string[]): void
  /** Within a unit: a statement that is kept with it. */
  also(account: string, statement: string): void
  /** Reads the account anew, all of it, when it is next opened. */
  forget(account?: string): void
  /** What is in memory is of this epoch. */
  adopt(epoch: string): void
  /** Milliseconds since an account was last opened; undefined while it is open. */
  restingMs(account: string): number | undefined
  readonly stats: { commits: number; failures: number; seconds: number }
  failure: string | undefined
}

/** How often in a row this process takes a new number for an account. */
const MAX_DEATHS = 3

/** Whether the database itself has said no; else the connection broke, and nobody knows. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // What an administrator ends, it says too, and then the connection is gone.
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('57P')
}

export function createLanes(database: Database, hooks: LaneHooks): Lanes {
  const lanes = new Map<string, Lane>()
  const memory = createMemory(hooks)
  const { known } = memory
  const opened = new Map<string, number>()
  const stats = { commits: 0, failures: 0, seconds: 0 }
  const lanesFace = { failure: undefined as string | undefined }

  const fail = (account: string, error: unknown, isUncertain = false): unknown => {
    stats.failures++
    lanesFace.failure = error instanceof Error ? error.message || error.name : String(error)
    known.delete(account)
    hooks.onLost(account)
    return notKept(database.place, error, isUncertain)
  }

  /** Runs as long as somebody waits for the account. */
  const run = async (account: string, lane: Lane): Promise<void> => {
    let deaths = 0
    while (lane.waiting.length > 0) {
      const startedMs = hooks.monotonicMs()
      let client: PoolClient | undefined
      try {
        client = await database.connect()
        await memory.lockAndRead(client, account)
      } catch (error) {
        client?.release(true)
        if (error instanceof DeclaredDead && ++deaths <= MAX_DEATHS) continue
        const reason = fail(account, error)
        for (const { reject } of lane.waiting.splice(0)) reject(reason)
        continue
      }
      deaths = 0
      await runGroup(account, lane, client, startedMs)
    }
    lanes.delete(account)
  }

  const runGroup = async (
    account: string,
    lane: Lane,
    client: PoolClient,
    startedMs: number,
  ): Promise<void> => {
    const batch = lane.waiting.splice(0)
    const group: Group = {
      client,
      left: batch.length,
      changes: [],
      startsAnew: undefined,
      statements: [],
      isWanted: false,
      ended: Promise.withResolvers(),
      done: Promise.withResolvers(),
    }
    // Whoever waits for it is told; nobody may.
    group.done.promise.catch(() => {})
    lane.group = group
    for (const { resolve } of batch) resolve()
    await group.ended.promise
    lane.group = undefined
    try {
      await commit(account, group)
      lanesFace.failure = undefined
      client.release()
      group.done.resolve()
    } catch (error) {
      client.release(true)
      group.done.reject(fail(account, error, !isRefusal(error)))
    } finally {
      stats.commits++
      stats.seconds += (hooks.monotonicMs() - startedMs) / 1_000
    }
  }

  const commit = async (account: string, group: Group): Promise<void> => {
    const { client, changes, startsAnew } = group
    const before = known.get(account)
    const state = before && hooks.stateOf(account)
    if (changes.length === 0 && !startsAnew && !state && group.statements.length === 0) {
      await client.query('COMMIT')
      return
    }
    if (!before) throw new Error(`the account "${account}" is not there any more`)
    const version = before.version + 1
    const kept = {
      ...{ account, version, state },
      process: hooks.process(),
      nextDueAt: hooks.nextDueAt(account),
      isLocated: hooks.isLocated,
    }
    const life = startsAnew ? await lockList(client) : before.life
    const statements = [...(startsAnew?.(life) ?? []), ...keep(kept, changes), ...group.statements]
    if (state || startsAnew || group.statements.length > 0)
      statements.push(notify(`account ${account}`))
    await client.query([...statements, 'COMMIT'].join(';\n'))
    // Unless memory was emptied meanwhile: then it is not what was kept.
    if (known.get(account) === before) known.set(account, { version, life })
    hooks.onKept(account, life, state)
  }

  const end = (account: string): Group => {
    const group = lanes.get(account)?.group
    if (!group) throw new TypeError(`${account}: a unit of work ends that was not begun`)
    if (--group.left === 0) group.ended.resolve()
    return group
  }

  return Object.assign(lanesFace, {
    stats,
    restingMs(account: string) {
      if (lanes.has(account)) return undefined
      return hooks.monotonicMs() - (opened.get(account) ?? 0)
    },
    open(account: string) {
      opened.set(account, hooks.monotonicMs())
      let lane = lanes.get(account)
      const waits = Promise.withResolvers<void>()
      if (lane === undefined) {
        lane = { waiting: [waits], group: undefined }
        lanes.set(account, lane)
        run(account, lane)
      } else lane.waiting.push(waits)
      return waits.promise
    },
    keep(changes: ChangeSet) {
      const group = end(changes.account)
      if (!changes.isEmpty) {
        group.changes.push(changes)
        group.isWanted = true
      }
      return group.isWanted ? group.done.promise : undefined
    },
    want(account: string) {
      lanes.get(account)!.group!.isWanted = true
    },
    release(account: string) {
      end(account)
    },
    also(account: string, statement: string) {
      const group = lanes.get(account)!.group!
      group.statements.push(statement)
      group.isWanted = true
    },
    startAnew(account: string, clear: (listed: number) => string[]) {
      const group = lanes.get(account)!.group!
      group.changes.length = 0
      group.startsAnew = clear
      group.isWanted = true
    },
    forget(account?: string) {
      if (account !== undefined) {
        known.delete(account)
        opened.delete(account)
        return
      }
      known.clear()
    },
    adopt: memory.adopt,
  })
}
