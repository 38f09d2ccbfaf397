/** Everything a sandbox remembers, as one JSON object: to a file and back. */

import { EnsayoError } from '../../base/errors.ts'
import { DEFAULT_ACCOUNT, isAccountId } from '../../core/accounts/accounts.ts'
import { DELIVERIES, type StoreDump } from '../../core/store/store.ts'
import { toPortable, toResumed } from '../../core/webhooks/rows.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import { isObject } from '../../dialect/pointer.ts'
import { dismissReaders } from './dismiss.ts'
import type { Snapshot } from './engine.ts'
import type { Parts } from './parts.ts'

/** Takes state, clocks, ids, credentials and variants of one moment; not journal and inbox, nor what is under way. */
export function takeSnapshot(parts: Parts): Snapshot {
  const accounts: Snapshot['accounts'] = {}
  for (const account of parts.accounts.list()) {
    accounts[account.id] = {
      ordinal: account.ordinal,
      clock: account.clock.state(),
      ids: account.ids.state(),
      variants: Object.fromEntries(account.variants),
      credentials: Object.fromEntries(account.credentials),
    }
  }
  const takenAt = new Date(parts.accounts.get(DEFAULT_ACCOUNT).clock.now()).toISOString()
  const providers = [...parts.runtimes.keys()]
  const store = mapDeliveries(parts.store.dump(), toPortable)
  return { version: 1, takenAt, providers, seed: parts.accounts.seed, store, accounts }
}

/**
 * Puts everything back; journal and inbox, which speak of what was not, are emptied. Throws
 * `SNAPSHOT_INVALID`, and then has changed nothing.
 */
export function restoreSnapshot(parts: Parts, snapshot: Snapshot, isOwn = false): void {
  check(parts, snapshot)
  const before = parts.accounts.list().map(({ id }) => id)
  try {
    parts.store.load(mapDeliveries(snapshot.store, toResumed), { isOwn })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw invalid(`holds records that cannot be read: ${reason}`, cause)
  }
  for (const id of before) parts.scheduler.forget(id)
  resetAccounts(parts, snapshot.seed)
  for (const [id, saved] of Object.entries(snapshot.accounts)) restoreAccount(parts, id, saved)
  parts.journal.clear()
  parts.inbox.clear()
  parts.waits.releaseAll()
  for (const id of before) if (!parts.accounts.find(id)) dismissReaders(parts, id)
  for (const id of Object.keys(snapshot.accounts)) parts.scheduler.wake(id)
}

/** Forgets every account; those that follow, and their tokens, are of that seed, or of the start's. */
export function resetAccounts({ accounts, runtimes }: Parts, seed?: string): void {
  accounts.resetAll(seed)
  for (const { tokens } of runtimes.values()) tokens.reseed(accounts.seed)
}

function mapDeliveries(store: StoreDump, change: (row: DeliveryRow) => DeliveryRow): StoreDump {
  const accounts = Object.entries(store).map(([account, collections]) => {
    const rows = collections[DELIVERIES] as DeliveryRow[] | undefined
    return [account, rows ? { ...collections, [DELIVERIES]: rows.map(change) } : collections]
  })
  return Object.fromEntries(accounts) as StoreDump
}

function restoreAccount(parts: Parts, id: string, saved: Snapshot['accounts'][string]): void {
  const account =
    parts.accounts.find(id) ?? parts.accounts.create(id, saved.credentials, saved.ordinal)
  account.clock.restore(saved.clock)
  account.ids.restore(saved.ids)
  account.variants.clear()
  for (const [quirk, variant] of Object.entries(saved.variants))
    account.variants.set(quirk, variant)
}

function check(parts: Parts, snapshot: Snapshot): void {
  const refuse = (what: string): never => {
    throw invalid(what)
  }
  const version: unknown = snapshot?.version
  if (typeof version === 'number' && version > 1) {
    refuse(
      `is of format ${version}, and this version of Ensayo (${parts.version}) reads format 1; load it with the version that took it`,
    )
  }
  if (version !== 1) refuse('does not say that it is of format 1')
  if (!isObject(snapshot.store) || !isObject(snapshot.accounts))
    refuse('has no state or no accounts')
  if (typeof snapshot.seed !== 'string') refuse('does not say its seed')
  if (!Array.isArray(snapshot.providers)) refuse('does not name its providers')
  for (const [id, saved] of Object.entries(snapshot.accounts)) {
    if (!isAccountId(id) || !isAccount(saved)) refuse(`has an account "${id}" that cannot be read`)
  }
  const missing = snapshot.providers.filter((name) => !parts.runtimes.has(name))
  if (missing.length > 0)
    refuse(`was made with ${missing.join(', ')}, which this sandbox does not serve`)
  for (const { variants } of Object.values(snapshot.accounts)) {
    for (const [id, variant] of Object.entries(variants)) {
      const quirk = [...parts.runtimes.values()]
        .map(({ spec }) => spec.quirks.get(id))
        .find((found) => found)
      if (!quirk?.variants.has(variant))
        refuse(`sets quirk "${id}" to "${variant}", which does not exist`)
    }
  }
}

function isAccount(saved: Snapshot['accounts'][string]): boolean {
  if (!isObject(saved) || !isObject(saved.clock) || !isObject(saved.ids)) return false
  const { now, rate } = saved.clock
  const isTime =
    Number.isFinite(now) && Math.abs(now) <= 8.64e15 && Number.isFinite(rate) && rate >= 0
  const { ordinal = 0 } = saved
  if (!Number.isSafeInteger(ordinal) || ordinal < 0) return false
  const areCounters =
    isObject(saved.ids.counters) && Object.values(saved.ids.counters).every(Number.isSafeInteger)
  return isTime && areCounters && [saved.variants, saved.credentials].every(isObject)
}

function invalid(what: string, cause?: unknown): EnsayoError {
  const message = `The snapshot ${what}. Take one with \`ensayo snapshot save\`.`
  return new EnsayoError('SNAPSHOT_INVALID', message, { cause })
}
