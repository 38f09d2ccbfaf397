/** What the connection tells the engine: what an account has become, who advances it, what a dead process left. */
import type { Scheduler } from '../../../core/clock/scheduler.ts'
import { listSince, readMeta } from '../../../core/store/postgres/directory.ts'
import type { LaneHooks } from '../../../core/store/postgres/lanes.ts'
import type { SessionOptions } from '../../../core/store/postgres/session.ts'
import { DELIVERIES } from '../../../core/store/store.ts'
import { toResumed } from '../../../core/webhooks/rows.ts'
import type { DeliveryRow } from '../../../core/webhooks/types.ts'
import { refresh } from './refresh.ts'
import type { Shared } from './shared.ts'

export function toSessionOptions(shared: Shared): SessionOptions {
  return {
    database: shared.database,
    onNotice: (what) => {
      if (what === 'log') shared.log.catchUp().catch(() => {})
      else followWaiting(shared, what.slice(what.indexOf(' ') + 1))
    },
    onLost: () => {
      // Whatever was under way is another's now, or is sent again by this process under a new number.
      shared.lanes.forget()
      for (const { id } of shared.parts.accounts.list()) {
        shared.parts.store.clear(id)
        shared.lost.add(id)
      }
    },
    resume: async (account, ids) => {
      const { store, scheduler } = shared.parts
      await store.transaction(account, (tx) => {
        for (const id of ids) {
          const row = tx.get<DeliveryRow>(DELIVERIES, id)
          if (row) tx.update(DELIVERIES, toResumed(row))
        }
      })
      scheduler.wake(account)
    },
  }
}

/** While another process advances the clock, what comes due is that one's to play. */
function pauseFor(shared: Shared, account: string, process: number | undefined): void {
  const { paused, parts, session } = shared
  const isPaused = process !== undefined && process !== session.number
  if (isPaused) paused.add(account)
  // Most accounts are never paused, and cost no more than this question.
  else if (!paused.delete(account)) return
  parts.store.pause(account, isPaused)
  if (!isPaused) parts.scheduler.wake(account)
}

/** What is due by a clock that was moved is looked for once that is kept. */
export function deferWakes(shared: Shared, scheduler: Scheduler): Scheduler {
  return {
    ...scheduler,
    wake(account, dueAt) {
      if (shared.changing?.account === account) shared.changing.wakes.push(dueAt)
      else scheduler.wake(account, dueAt)
    },
  }
}

/** A clock that another process moved may let answers go that wait here. */
function followWaiting(shared: Shared, account: string): void {
  const isWaiting = shared.parts.waits.nextDueAt(account) !== undefined
  if (!isWaiting && !shared.paused.has(account)) return
  refresh(shared, account).catch(() => shared.lost.add(account))
}

export function toHooks(shared: Shared): LaneHooks {
  const { texts } = shared
  const find = (id: string) => shared.parts.accounts.find(id)
  return {
    process: () => shared.session.number,
    renew: () => shared.session.renew(),
    isLocated: (collection) => shared.isLocated(collection),
    monotonicMs: () => shared.real.monotonicMs(),
    nextDueAt: (id) => shared.parts.store.read(id).nextDueAt(),
    onFresh: (id, fresh, life) => shared.members.refresh(id, fresh, life),
    onAdvancing: (id, process) => pauseFor(shared, id, process),
    onGone: (id) => shared.members.drop(id),
    stateOf: (id) => {
      const account = find(id)
      return account && texts.changed(account)
    },
    onKept: (id, life, state) => {
      shared.members.live(id, life)
      const account = find(id)
      if (account && state) texts.kept(account)
    },
    onEpoch: async (client) => {
      const facts = await readMeta(client)
      shared.members.replace(facts.get('seed') ?? '', await listSince(client, 0))
    },
    onLost: (id) => {
      const account = find(id)
      if (account) texts.revert(account)
      shared.lost.add(id)
    },
    onDeclaredDead: () => shared.session.lose(),
  }
}
