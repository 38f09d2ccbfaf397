/** The accounts of this process, as all processes have made, reset and removed them. */
import type { AccountState } from '../../../core/accounts/account.ts'
import { DEFAULT_ACCOUNT } from '../../../core/accounts/accounts.ts'
import type { Listed } from '../../../core/store/postgres/directory.ts'
import type { Fresh, FreshRow } from '../../../core/store/postgres/sql.ts'
import { DELIVERIES, type StoredRow } from '../../../core/store/store.ts'
import { toResumed } from '../../../core/webhooks/rows.ts'
import type { DeliveryRow } from '../../../core/webhooks/types.ts'
import { forget } from '../account-methods.ts'
import type { AccountKept } from '../keeping.ts'
import type { Parts } from '../parts.ts'
import { resetAccounts } from '../snapshot.ts'
import type { AccountTexts } from './account-text.ts'

export interface Members {
  /** Point of the list up to which this process knows it. */
  position: number
  /** Puts in what has become of accounts elsewhere. */
  follow(listed: readonly Listed[]): void
  /** Forgets everything, and begins anew with these. */
  replace(seed: string, listed: readonly Listed[]): void
  /** Puts in what an account has become. */
  refresh(account: string, fresh: Fresh, life: number): void
  drop(account: string): void
  /** Says which life of an account this process knows. */
  live(account: string, life: number): void
  /** Deliveries that other processes have under way, or hold for an answer. */
  foreign(account: string): DeliveryRow[]
}

export function createMembers(parts: Parts, texts: AccountTexts, process: () => number): Members {
  const lives = new Map<string, number>()
  const held = new Map<string, Set<string>>()

  const drop = (id: string): void => {
    lives.delete(id)
    held.delete(id)
    parts.store.clear(id)
    if (parts.accounts.find(id) === undefined) return
    parts.accounts.remove(id)
    forget(parts, [id])
  }

  const beginLife = (id: string, life: number, state: AccountKept): AccountState => {
    const known = parts.accounts.find(id)
    if (known && lives.get(id) === life) return known
    if (id === DEFAULT_ACCOUNT) {
      parts.store.clear(id)
      parts.accounts.reset(id)
      if (lives.has(id)) forget(parts, [id])
    } else {
      drop(id)
      parts.accounts.create(id, state.credentials, state.ordinal)
    }
    lives.set(id, life)
    const account = parts.accounts.get(id)
    texts.adopt(account, JSON.stringify(state))
    return account
  }

  const noteHolders = (account: string, rows: readonly FreshRow[]): void => {
    const ids = held.get(account) ?? new Set<string>()
    for (const { collection, id, holder } of rows) {
      if (collection !== DELIVERIES) continue
      if (holder === undefined || holder === process()) ids.delete(id)
      else ids.add(id)
    }
    if (ids.size > 0) held.set(account, ids)
    else held.delete(account)
  }

  /** What this process had under way when it lost its memory of the account is due again. */
  const resume = ({ holder, ...row }: FreshRow): StoredRow => {
    // Of all that there is nothing is gone.
    const stored = row as StoredRow
    if (row.collection !== DELIVERIES || holder !== process()) return stored
    return { ...stored, record: toResumed(row.record as DeliveryRow) }
  }

  return {
    position: 0,
    drop,
    live: (id, life) => void lives.set(id, life),
    follow(listed) {
      for (const { id, life, state, isGone, listed: at } of listed) {
        this.position = Math.max(this.position, at)
        if (isGone) drop(id)
        // Written by `toKept`.
        else beginLife(id, life, state as AccountKept)
      }
    },
    replace(seed, listed) {
      const before = parts.accounts.list().map(({ id }) => id)
      lives.clear()
      held.clear()
      parts.store.clear()
      resetAccounts(parts, seed)
      forget(parts, before)
      this.position = 0
      this.follow(listed)
    },
    refresh(id, fresh, life) {
      const account = beginLife(id, life, JSON.parse(fresh.state) as AccountKept)
      if (fresh.isWhole) {
        held.delete(id)
        parts.store.replace(id, fresh.rows.map(resume))
        account.ids.restore({ counters: fresh.counters })
      } else {
        parts.store.patch(id, fresh.rows)
        account.ids.restore({ counters: { ...account.ids.state().counters, ...fresh.counters } })
      }
      noteHolders(id, fresh.rows)
      texts.adopt(account, fresh.state)
      // Its clock may have been moved, and what is due may be new.
      parts.scheduler.wake(id)
    },
    foreign(id) {
      const reader = parts.store.read(id)
      const rows = [...(held.get(id) ?? [])].map((row) => reader.get<DeliveryRow>(DELIVERIES, row))
      // One that this process has taken over, or that is finished, is nobody else's any more.
      return rows.filter(
        (row) => row !== undefined && row.status === 'pending' && row.dueAt === undefined,
      ) as DeliveryRow[]
    },
  }
}
