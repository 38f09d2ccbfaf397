/** Opens the keeper that a sandbox was told to have, and hands it what else is to last. */
import { isDeepStrictEqual } from 'node:util'
import type { AccountState } from '../../core/accounts/account.ts'
import type { ClockAnchor } from '../../core/clock/clock.ts'
import { systemTime } from '../../core/clock/system.ts'
import type { Journal } from '../../core/http/journal.ts'
import { createFileKeeper } from '../../core/store/file/file-keeper.ts'
import { openDatabase } from '../../core/store/file/open-database.ts'
import type { LastingKeeper } from '../../core/store/kept.ts'
import type { InboxMessage } from '../../core/webhooks/types.ts'
import type { EngineOptions } from './engine.ts'
import { countsRules, reload, toKept } from './keeping.ts'
import type { Parts } from './parts.ts'

export interface OpenKeeper {
  keeper: LastingKeeper
  /** Says what it keeps. Before that it only reads. */
  attach(parts: Parts): void
}

/** Throws `DATA_INVALID` or `DATA_IN_USE`. */
export async function openKeeper({
  data,
  real = systemTime,
  maxEntries = 1_000,
  log,
}: EngineOptions): Promise<OpenKeeper> {
  const options = typeof data === 'object' ? data : { folder: data! }
  const database = await openDatabase(options)
  let parts: Parts | undefined
  const anchors = new WeakMap<AccountState, ClockAnchor>()
  /** Whether its clock was set since it was last asked: one that is being advanced is kept with what comes due. */
  const hasMoved = (account: AccountState): boolean => {
    const anchor = account.clock.anchor()
    const before = anchors.get(account)
    anchors.set(account, anchor)
    return !isDeepStrictEqual(anchor, before)
  }
  const keeper = createFileKeeper({
    database,
    file: `${options.folder}/ensayo.db`,
    maxEntries,
    monotonicMs: () => real.monotonicMs(),
    setTimer: (ms, run) => real.setTimer(ms, run),
    requestCount: () => parts?.counts.requests ?? 0,
    stateOf: (id) => {
      const account = parts?.accounts.find(id)
      return account && (countsRules(account) || hasMoved(account)) ? toKept(account) : undefined
    },
    onLost: (ids) => {
      for (const id of ids) {
        const account = parts?.accounts.find(id)
        if (!parts || !account) continue
        anchors.delete(account)
        reload(parts, keeper, id)
      }
    },
    onError: (error) => log?.(error instanceof Error ? error.message : String(error)),
  })
  return {
    keeper,
    attach: (attached) => {
      parts = attached
    },
  }
}

/** A journal whose entries last. */
export function keepJournal(journal: Journal, keeper: LastingKeeper): Journal {
  const add: Journal['add'] = (entry, reads) => {
    journal.add(entry, reads)
    const value = journal.find(entry.id)
    const number = Number(entry.id.slice(entry.id.indexOf('_') + 1))
    if (value) keeper.addAside('journal', { account: entry.account, number, value })
  }
  return Object.assign(Object.create(journal) as Journal, { add })
}

export function keepMessage(keeper: LastingKeeper, message: InboxMessage): void {
  const number = Number(message.id.slice(message.id.indexOf('_') + 1))
  keeper.addAside('inbox', { account: message.account, number, value: message })
}
