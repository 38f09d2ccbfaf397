/** What of the engine lasts beyond the process, and how it is found again: records by the units of work, all else here. */
import { EnsayoError } from '../../base/errors.ts'
import type { AccountState } from '../../core/accounts/account.ts'
import type { ChaosRule, DeliveryMode, Fault, Stub } from '../../core/accounts/rule-types.ts'
import type { RealTime } from '../../core/clock/system.ts'
import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { KeptAccount, LastingKeeper } from '../../core/store/kept.ts'
import { DELIVERIES, type StoredRow } from '../../core/store/store.ts'
import { toResumed } from '../../core/webhooks/rows.ts'
import type { DeliveryRow, InboxMessage } from '../../core/webhooks/types.ts'
import type { Parts } from './parts.ts'

/** An account beside its records. */
interface AccountKept {
  ordinal: number
  /** `realAt`: when the clock showed `now`, so that it goes on as if it had never stopped. */
  clock: { now: number; rate: number; realAt: number }
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

export function toKept(account: AccountState, real: RealTime): KeptAccount {
  const { rules } = account
  const state: AccountKept = {
    ordinal: account.ordinal,
    clock: { ...account.clock.state(), realAt: real.now() },
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
  keeper: LastingKeeper,
  { seed, providers }: { seed: string | undefined; providers: readonly string[] },
): void {
  const keptSeed = keeper.meta('seed')
  if (keptSeed !== undefined && seed !== undefined && seed !== keptSeed) {
    throw new EnsayoError(
      'DATA_INVALID',
      `${keeper.place} was made with the seed "${keptSeed}", not "${seed}". Leave the seed out, or name another folder.`,
    )
  }
  const kept: string[] = JSON.parse(keeper.meta('providers') ?? '[]')
  const missing = kept.filter((name) => !providers.includes(name))
  if (missing.length === 0) return
  throw new EnsayoError(
    'DATA_INVALID',
    `${keeper.place} holds records of ${missing.join(', ')}, which this sandbox does not serve. Serve them too, or name another folder.`,
  )
}

/** Puts everything back that was kept; a sandbox that keeps for the first time is written instead. */
export function loadKept(parts: Parts, keeper: LastingKeeper, real: RealTime): void {
  const isNew = keeper.meta('seed') === undefined
  for (const kept of keeper.accounts()) {
    const state = kept.state as AccountKept
    const account =
      parts.accounts.find(kept.id) ??
      parts.accounts.create(kept.id, state.credentials, state.ordinal)
    restoreAccount(parts, keeper, account, kept)
    // What was asked for at this start wins.
    for (const [quirk, variant] of parts.choices.variants) account.variants.set(quirk, variant)
    const { now, rate, realAt } = state.clock
    account.clock.restore({ now: Math.floor(now + (real.now() - realAt) * rate), rate })
  }
  parts.counts.requests = keeper.requests
  for (const { value } of keeper.asides('journal')) parts.journal.add(value as JournalEntry)
  parts.inbox.restore([...keeper.asides('inbox')].map(({ value }) => value as InboxMessage))
  if (isNew) writeWhole(parts, keeper, real)
  else keeper.saveAccounts(parts.accounts.list().map((account) => toKept(account, real)))
  keeper.setMeta('providers', JSON.stringify([...parts.runtimes.keys()]))
}

/** Forgets what an account in memory is ahead of what is kept. Its clock goes on. */
export function reload(parts: Parts, keeper: LastingKeeper, id: string): void {
  const account = parts.accounts.find(id)
  const kept = keeper.account(id)
  if (!account || !kept) return
  restoreAccount(parts, keeper, account, kept)
  parts.scheduler.wake(id)
}

export function writeWhole(parts: Parts, keeper: LastingKeeper, real: RealTime): void {
  keeper.replaceAll({
    seed: parts.accounts.seed,
    accounts: parts.accounts.list().map((account) => toKept(account, real)),
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
