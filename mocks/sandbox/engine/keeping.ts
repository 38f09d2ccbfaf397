/** What of the engine lasts beyond the process, and how it is found again: records by the units of work, all else here. */
import { EnsayoError } from '../../base/errors.ts'
import type { AccountState } from '../../core/accounts/account.ts'
import type { ChaosRule, DeliveryMode, Fault, Stub } from '../../core/accounts/rule-types.ts'
import type { ClockAnchor } from '../../core/clock/clock.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { KeptAccount, LastingKeeper } from '../../core/store/kept.ts'
import { DELIVERIES, type StoredRow } from '../../core/store/store.ts'
import { toResumed } from '../../core/webhooks/rows.ts'
import type { DeliveryRow, InboxMessage } from '../../core/webhooks/types.ts'
import type { Parts } from './parts.ts'
import { resetAccounts } from './snapshot.ts'

/** An account beside its records. */
export interface AccountKept {
  ordinal: number
  /** By which it goes on as if it had never stopped. */
  clock: ClockAnchor
  /** Absent in what older versions have written. */
  requestsBefore?: number
  variants: Record<string, string>
  credentials: Record<string, Record<string, string>>
  rules: {
    faults: readonly Fault[]
    stubs: readonly Stub[]
    chaos: readonly ChaosRule[]
    mode: DeliveryMode
    keptBack: { written: number; pruned: number }
  }
}

export function toKept(account: AccountState): KeptAccount & { state: AccountKept } {
  const { rules } = account
  const state: AccountKept = {
    ordinal: account.ordinal,
    clock: account.clock.anchor(),
    requestsBefore: account.requestsBefore,
    variants: Object.fromEntries(account.variants),
    credentials: Object.fromEntries(account.credentials),
    rules: {
      faults: rules.faults.list(),
      stubs: rules.stubs.list(),
      chaos: rules.chaos.list(),
      mode: rules.mode,
      keptBack: { written: rules.keptBack.written, pruned: rules.keptBack.pruned },
    },
  }
  return { id: account.id, state, counters: account.ids.state().counters }
}

/** Whether units of work change more of an account than its records and counters. */
export function countsRules({ rules }: AccountState): boolean {
  const { faults, stubs, chaos, keptBack } = rules
  return faults.size + stubs.size + chaos.size + keptBack.written > 0
}

/** Throws `DATA_INVALID` when what is kept is another sandbox's: nothing of it is adopted by halves. */
export function expectSame(
  keeper: Pick<LastingKeeper, 'place' | 'meta'>,
  { seed, providers }: { seed: string | undefined; providers: readonly string[] },
  kind: 'folder' | 'database' = 'folder',
): void {
  const keptSeed = keeper.meta('seed')
  if (keptSeed !== undefined && seed !== undefined && seed !== keptSeed) {
    throw new EnsayoError(
      'DATA_INVALID',
      `${keeper.place} was made with the seed "${keptSeed}", not "${seed}". Leave the seed out, or name another ${kind}.`,
    )
  }
  const kept: string[] = JSON.parse(keeper.meta('providers') ?? '[]')
  const missing = kept.filter((name) => !providers.includes(name))
  if (missing.length === 0) return
  throw new EnsayoError(
    'DATA_INVALID',
    `${keeper.place} holds records of ${missing.join(', ')}, which this sandbox does not serve. Serve them too, or name another ${kind}.`,
  )
}

/** Puts everything back that was kept; a sandbox that keeps for the first time is written instead. */
export function loadKept(parts: Parts, keeper: LastingKeeper): void {
  const isNew = keeper.meta('seed') === undefined
  loadAll(parts, keeper)
  // What was asked for at this start wins.
  for (const { variants } of parts.accounts.list()) {
    for (const [quirk, variant] of parts.choices.variants) variants.set(quirk, variant)
  }
  parts.counts.requests = keeper.requests
  if (isNew) writeWhole(parts, keeper)
  else keeper.saveAccounts(parts.accounts.list().map((account) => toKept(account)))
  keeper.setMeta('providers', JSON.stringify([...parts.runtimes.keys()]))
}

function loadAll(parts: Parts, keeper: LastingKeeper): void {
  for (const kept of keeper.accounts()) {
    // Written by `toKept`.
    const state = kept.state as AccountKept
    const account =
      parts.accounts.find(kept.id) ??
      parts.accounts.create(kept.id, state.credentials, state.ordinal)
    restoreAccount(parts, keeper, account, kept)
    account.clock.adopt(state.clock)
    account.requestsBefore = state.requestsBefore ?? 0
  }
  for (const { value } of keeper.asides('journal')) parts.journal.add(value as JournalEntry)
  parts.inbox.restore([...keeper.asides('inbox')].map(({ value }) => value as InboxMessage))
}

/** Takes back what was done to the whole of memory and could not be kept. */
export function reloadAll(parts: Parts, keeper: LastingKeeper): void {
  for (const { id } of parts.accounts.list()) parts.scheduler.forget(id)
  parts.store.clear()
  resetAccounts(parts, keeper.meta('seed'))
  parts.journal.clear()
  parts.inbox.clear()
  loadAll(parts, keeper)
  for (const { id } of parts.accounts.list()) parts.scheduler.wake(id)
}

/** Forgets what an account in memory is ahead of what is kept. Its clock goes on. */
export function reload(parts: Parts, keeper: LastingKeeper, id: string): void {
  const account = parts.accounts.find(id)
  const kept = keeper.account(id)
  if (!account || !kept) return
  restoreAccount(parts, keeper, account, kept)
  parts.scheduler.wake(id)
}

export function writeWhole(parts: Parts, keeper: LastingKeeper): void {
  keeper.replaceAll({
    seed: parts.accounts.seed,
    accounts: parts.accounts.list().map((account) => toKept(account)),
    records: (id) => parts.store.rows(id),
  })
}

function restoreAccount(
  { store }: Parts,
  keeper: LastingKeeper,
  account: AccountState,
  { id, state, counters }: KeptAccount,
): void {
  const { variants, rules } = state as AccountKept
  store.replace(id, keeper.records(id).map(resume))
  account.ids.restore({ counters: { ...account.ids.state().counters, ...counters } })
  account.variants.clear()
  for (const [quirk, variant] of Object.entries(variants)) account.variants.set(quirk, variant)
  account.rules.faults.restore(rules.faults)
  account.rules.stubs.restore(rules.stubs)
  account.rules.chaos.restore(rules.chaos)
  account.rules.mode = rules.mode
  Object.assign(account.rules.keptBack, rules.keptBack)
}

/** A delivery that was under way is due again. */
function resume(row: StoredRow): StoredRow {
  if (row.collection !== DELIVERIES) return row
  return { ...row, record: toResumed(row.record as DeliveryRow) }
}
