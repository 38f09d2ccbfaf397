/** What a sandbox remembers, made to fit specs that have changed meanwhile. */
import type { Registry } from '../../core/behaviour/registry.ts'
import { DELIVERIES, type StoredRecord, TIMERS, type TimerRow } from '../../core/store/store.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Snapshot } from './engine.ts'
import { fitRecord } from './fit-record.ts'

/** A provider as it was, and as it is. */
export interface Change {
  before: Spec
  after: Spec
  registry: Registry
}

export interface FittedSnapshot {
  snapshot: Snapshot
  /** Records that are there still. */
  kept: number
  /** What had to go, with the reason, each once. */
  lost: string[]
}

/** `changes` by the names of providers. */
export function fitSnapshot(
  snapshot: Snapshot,
  changes: ReadonlyMap<string, Change>,
): FittedSnapshot {
  const tally: Tally = { kept: 0, lost: new Map() }
  const store: Record<string, Record<string, StoredRecord[]>> = {}
  for (const [account, collections] of Object.entries(snapshot.store)) {
    store[account] = Object.fromEntries(
      Object.entries(collections).map(([name, rows]) => [
        name,
        fitRows(changes, name, rows as StoredRecord[], tally),
      ]),
    )
  }
  const accounts = Object.entries(snapshot.accounts).map(([id, saved]) => [
    id,
    { ...saved, variants: fitVariants(changes, saved.variants, tally) },
  ])
  const lost = [...tally.lost].map(([what, count]) => (count === 1 ? what : `${what} (${count})`))
  return {
    snapshot: { ...snapshot, store, accounts: Object.fromEntries(accounts) },
    kept: tally.kept,
    lost,
  }
}

interface Tally {
  kept: number
  lost: Map<string, number>
}

function lose(tally: Tally, what: string): void {
  tally.lost.set(what, (tally.lost.get(what) ?? 0) + 1)
}

function fitRows(
  changes: ReadonlyMap<string, Change>,
  name: string,
  rows: StoredRecord[],
  tally: Tally,
): StoredRecord[] {
  if (name === DELIVERIES)
    return rows.filter((row) => hasNotification(changes, row as DeliveryRow, tally))
  if (name === TIMERS) return rows.filter((row) => hasReaction(changes, row as TimerRow, tally))
  const [provider = '', collection = ''] = name.split('/')
  const change = changes.get(provider)
  // What a module keeps for itself is its own affair.
  if (!change?.before.resources.has(collection)) return rows
  const resource = change.after.resources.get(collection)
  if (!resource) {
    for (const _ of rows)
      lose(tally, `${provider}: there is no collection "${collection}" any more`)
    return []
  }
  return rows.flatMap((row) => {
    const fitted = fitRecord(change.after, resource, row)
    if ('misfit' in fitted) {
      lose(tally, `${provider}: ${collection} "${row.id}": ${fitted.misfit}`)
      return []
    }
    tally.kept++
    return [fitted.record]
  })
}

function hasNotification(
  changes: ReadonlyMap<string, Change>,
  row: DeliveryRow,
  tally: Tally,
): boolean {
  const { provider, notification } = row
  if (changes.get(provider)?.after.notifications.has(notification) !== false) return true
  lose(tally, `${provider}: there is no notification "${notification}" any more`)
  return false
}

function hasReaction(changes: ReadonlyMap<string, Change>, row: TimerRow, tally: Tally): boolean {
  const { provider, reaction } = row
  if (changes.get(provider)?.registry.reactions.has(reaction) !== false) return true
  lose(tally, `${provider}: there is no reaction "${reaction}" any more`)
  return false
}

/** A choice that there is not any more goes back to the default. */
function fitVariants(
  changes: ReadonlyMap<string, Change>,
  variants: Record<string, string>,
  tally: Tally,
): Record<string, string> {
  const specs = [...changes.values()].map(({ after }) => after)
  const isThere = ([id, variant]: [string, string]) => {
    const isKnown = specs.some((spec) => spec.quirks.get(id)?.variants.has(variant))
    if (!isKnown) lose(tally, `there is no variant "${id}=${variant}" any more`)
    return isKnown
  }
  return Object.fromEntries(Object.entries(variants).filter(isThere))
}
