/** What happens when its instant comes: transitions, reactions, deliveries, answers that wait. */
import { createBaseContext } from './behaviour/context.ts'
import { openCollection } from './behaviour/collection.ts'
import { toStoredName, type Runtime, type Work } from './behaviour/work.ts'
import type { AccountState } from './state/account.ts'
import { type Store, type StoredRecord, type TimerRow, TIMERS } from './state/store.ts'

export interface DueOptions {
  store: Store
  runtimes: ReadonlyMap<string, Runtime>
  account(id: string): AccountState
  deliverDue(account: string, until: number): Promise<number>
}

const BATCH = 100

/** Runs everything of an account that is due until an instant; timers first, then what they sent. */
export async function runDue(account: string, until: number, options: DueOptions): Promise<{ timers: number; deliveries: number }> {
  let timers = 0
  for (;;) {
    const rows = await options.store.read(account).due<TimerRow>(TIMERS, until, BATCH)
    for (const row of rows) if (await playTimer(row, account, options)) timers++
    if (rows.length < BATCH) break
  }
  return { timers, deliveries: await options.deliverDue(account, until) }
}

/** Opens a unit of work that no request caused. */
export function openWork(runtime: Runtime, account: AccountState, tx: Work['tx']): Work {
  return {
    runtime,
    account,
    tx,
    now: account.clock.now(),
    causedBy: undefined,
    dueAt: undefined,
    beforeAnswer: [],
    note: () => {},
  }
}

/** True unless somebody else took the timer away meanwhile. */
async function playTimer(row: TimerRow, accountId: string, options: DueOptions): Promise<boolean> {
  const runtime = options.runtimes.get(row.provider)
  return options.store.transaction(accountId, async (tx) => {
    if (!(await tx.delete(TIMERS, row.id))) return false
    if (!runtime) return true
    const work = openWork(runtime, options.account(accountId), tx)
    if ('transition' in row.action) await playTransition(work, row.action)
    else await playReaction(work, row.action.reaction, row.action.payload)
    return true
  })
}

async function playTransition(work: Work, action: { transition: string; collection: string; recordId: string }): Promise<void> {
  const record = await work.tx.get<StoredRecord>(toStoredName(work, action.collection), action.recordId)
  if (!record) return
  const collection = openCollection(work, action.collection)
  if (collection.allows(record, action.transition)) await collection.transition(record.id, action.transition)
}

/** Plays a reaction by name, for a timer or a trigger. */
export async function playReaction(work: Work, name: string, payload: unknown): Promise<unknown> {
  const reaction = work.runtime.registry.reactions.get(name)
  if (!reaction) throw new TypeError(`${work.runtime.spec.name}: no reaction "${name}"`)
  return reaction({ ...createBaseContext(work), payload })
}
