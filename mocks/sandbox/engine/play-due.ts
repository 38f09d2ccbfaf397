/** What happens when its instant comes: transitions, reactions, deliveries, answers that wait. */
import { isNotKept } from '../../base/errors.ts'
import type { AccountState } from '../../core/accounts/account.ts'
import { openCollection } from '../../core/behaviour/collection.ts'
import { UnitContext } from '../../core/behaviour/context.ts'
import { findDue, stop } from '../../core/behaviour/lifecycle.ts'
import { findTimerRecord } from '../../core/behaviour/trigger-record.ts'
import {
  expectNoPromise,
  type Runtime,
  runUnit,
  type UnitOfWork,
} from '../../core/behaviour/unit-of-work.ts'
import type { Turns } from '../../core/clock/turns.ts'
import {
  type Due,
  type Store,
  type StoredRecord,
  TIMERS,
  type Timed,
  type TimerRow,
} from '../../core/store/store.ts'

export interface DueOptions {
  store: Store
  runtimes: ReadonlyMap<string, Runtime>
  account(id: string): AccountState
  /** Sends what is due; `waits` says whether to wait for the answers. */
  deliverDue(account: string, until: number, waits: boolean): Promise<number>
  onError(error: unknown): void
  /** Shared by everything that is due: 100,000 accounts with one timer each are as long as one with all of them. */
  turns: Turns
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
    const batch = options.store.read(account).due(TIMERS, until, BATCH)
    for (const due of batch) {
      if (await playTimer(due, account, options)) timers++
      const pause = options.turns.step()
      if (pause) await pause
    }
    if (batch.length < BATCH) break
  }
  return { timers, deliveries: await options.deliverDue(account, until, waits) }
}

/** True unless somebody else took the timer away meanwhile. One that fails is reported and gone: it must not block those behind it. */
async function playTimer(due: Due, account: string, options: DueOptions): Promise<boolean> {
  const { store, runtimes } = options
  const play = due.collection === TIMERS ? playRow : playLifecycle
  const runtime = runtimes.get(providerOf(due))
  try {
    if (!runtime) throw new TypeError(`${due.collection}: nothing serves its provider`)
    const run = (unit: UnitOfWork) => play(unit, due)
    return (await runUnit(store, runtime, options.account(account), run)).result
  } catch (error) {
    // It is where it was, and is played when the keeper keeps again.
    if (isNotKept(error)) throw error
    options.onError(error)
    return store.transaction(account, (tx) => {
      if (due.collection === TIMERS) return tx.delete(TIMERS, due.record.id)
      const record = tx.get(due.collection, due.record.id)
      if (record) tx.update(due.collection, stop(record))
      return record !== undefined
    })
  }
}

function providerOf({ collection, record }: Due): string {
  return collection === TIMERS
    ? (record as TimerRow).provider
    : collection.slice(0, collection.indexOf('/'))
}

function playRow(unit: UnitOfWork, { record }: Due): boolean {
  const row = record as TimerRow
  if (!unit.tx.delete(TIMERS, row.id)) return false
  // Where a trigger declares the record of a reaction, the timer needs it as well, and else does nothing.
  const rule = unit.runtime.spec.reactionRecords.get(row.reaction)
  const found = rule && findTimerRecord(unit, rule, row.payload)
  if (!rule || found) playReaction(unit, row.reaction, row.payload, found)
  return true
}

function playLifecycle(unit: UnitOfWork, { collection, record }: Due): boolean {
  const { dueAt } = record as StoredRecord & Timed
  const current = unit.tx.get<StoredRecord & Timed>(collection, record.id)
  const transition = current && findDue(current)
  if (transition === undefined || current?.dueAt !== dueAt) return false
  openCollection(unit, collection.slice(collection.indexOf('/') + 1)).transition(
    record.id,
    transition,
  )
  return true
}

/** Plays a reaction by name, for a timer or a trigger. */
export function playReaction(
  unit: UnitOfWork,
  name: string,
  payload: unknown,
  found?: StoredRecord,
): unknown {
  const { registry, spec } = unit.runtime
  const reaction = registry.reactions.get(name)
  if (!reaction) throw new TypeError(`${spec.name}: no reaction "${name}"`)
  const result = reaction(Object.assign(new UnitContext(unit), { payload, record: found }))
  return expectNoPromise(`${spec.name}: the reaction "${name}"`, result)
}
