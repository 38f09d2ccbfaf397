/** What happens when its instant comes: transitions, reactions, deliveries, answers that wait. */

import type { AccountState } from '../../core/accounts/account.ts'
import { openCollection } from '../../core/behaviour/collection.ts'
import { WorkContext } from '../../core/behaviour/context.ts'
import { findTimerRecord } from '../../core/behaviour/trigger-record.ts'
import { type Runtime, toStoredName, type Work } from '../../core/behaviour/unit-of-work.ts'
import { type Store, type StoredRecord, TIMERS, type TimerRow } from '../../core/store/store.ts'

export interface DueOptions {
  store: Store
  runtimes: ReadonlyMap<string, Runtime>
  account(id: string): AccountState
  /** Sends what is due; `waits` says whether to wait for the answers. */
  deliverDue(account: string, until: number, waits: boolean): Promise<number>
  onError(error: unknown): void
}

const BATCH = 100

/** Runs everything of an account that is due until an instant; timers first, then what they sent. */
export async function runDue(
  account: string,
  until: number,
  waits: boolean,
  options: DueOptions,
): Promise<{ timers: number; deliveries: number }> {
  let timers = 0
  for (;;) {
    const rows = await options.store.read(account).due<TimerRow>(TIMERS, until, BATCH)
    for (const row of rows) if (await playTimer(row, account, options)) timers++
    if (rows.length < BATCH) break
  }
  return { timers, deliveries: await options.deliverDue(account, until, waits) }
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
    held: [],
    beforeAnswer: [],
    note: () => {},
  }
}

/** True unless somebody else took the timer away meanwhile. A timer that fails is reported and gone: it must not block those behind it. */
async function playTimer(row: TimerRow, account: string, options: DueOptions): Promise<boolean> {
  try {
    return await options.store.transaction(account, async (tx) => {
      if (!(await tx.delete(TIMERS, row.id))) return false
      await playAction(row, account, tx, options)
      return true
    })
  } catch (error) {
    options.onError(error)
    return options.store.transaction(account, (tx) => tx.delete(TIMERS, row.id))
  }
}

async function playAction(
  { provider, action }: TimerRow,
  account: string,
  tx: Work['tx'],
  options: DueOptions,
): Promise<void> {
  const runtime = options.runtimes.get(provider)
  if (!runtime) return
  const work = openWork(runtime, options.account(account), tx)
  if ('transition' in action) await playTransition(work, action)
  else await playDueReaction(work, action.reaction, action.payload)
}

/** Where a trigger declares the record of a reaction, the timer needs it as well, and else does nothing. */
async function playDueReaction(work: Work, name: string, payload: unknown): Promise<void> {
  const rule = work.runtime.spec.reactionRecords.get(name)
  const record = rule && (await findTimerRecord(work, rule, payload))
  if (rule && !record) return
  await playReaction(work, name, payload, record)
}

async function playTransition(
  work: Work,
  action: { transition: string; collection: string; recordId: string },
): Promise<void> {
  const record = await work.tx.get<StoredRecord>(
    toStoredName(work, action.collection),
    action.recordId,
  )
  if (!record) return
  const collection = openCollection(work, action.collection)
  if (collection.allows(record, action.transition))
    await collection.transition(record.id, action.transition)
}

/** Plays a reaction by name, for a timer or a trigger. */
export async function playReaction(
  work: Work,
  name: string,
  payload: unknown,
  record?: StoredRecord,
): Promise<unknown> {
  const reaction = work.runtime.registry.reactions.get(name)
  if (!reaction) throw new TypeError(`${work.runtime.spec.name}: no reaction "${name}"`)
  return reaction(Object.assign(new WorkContext(work), { payload, record }))
}
