/** Everything a sandbox remembers, as one JSON object: to a file and back. */
import type { Snapshot } from './app.ts'
import type { Parts } from './engine.ts'
import { EnsayoError } from './errors.ts'
import { isObject } from './spec/pointer.ts'

/** Takes state, clocks, ids, credentials and variants; not the journal, nor what is under way. */
export async function takeSnapshot(parts: Parts): Promise<Snapshot> {
  const accounts: Snapshot['accounts'] = {}
  for (const account of parts.accounts.list()) {
    accounts[account.id] = {
      clock: account.clock.state(),
      ids: account.ids.state(),
      variants: Object.fromEntries(account.variants),
      credentials: Object.fromEntries(account.credentials),
    }
  }
  const takenAt = new Date(parts.accounts.get('default').clock.now()).toISOString()
  return {
    version: 1,
    takenAt,
    providers: [...parts.runtimes.keys()],
    seed: parts.seed,
    store: await parts.store.dump(),
    accounts,
  }
}

/** Puts everything back. Throws `SNAPSHOT_INVALID`, and then has changed nothing. */
export async function restoreSnapshot(parts: Parts, snapshot: Snapshot): Promise<void> {
  check(parts, snapshot)
  // First, as it refuses records that it cannot read.
  await parts.store.load(snapshot.store).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw invalid(`holds records that cannot be read: ${reason}`, cause)
  })
  for (const { id } of parts.accounts.list()) parts.scheduler.forget(id)
  parts.accounts.reset()
  for (const [id, saved] of Object.entries(snapshot.accounts)) {
    const account = parts.accounts.find(id) ?? parts.accounts.create(id, saved.credentials)
    account.clock.restore(saved.clock)
    account.ids.restore(saved.ids)
    account.variants.clear()
    for (const [quirk, variant] of Object.entries(saved.variants))
      account.variants.set(quirk, variant)
  }
  for (const id of Object.keys(snapshot.accounts)) parts.scheduler.wake(id)
}

function check(parts: Parts, snapshot: Snapshot): void {
  const refuse = (what: string): never => {
    throw invalid(what)
  }
  if (snapshot?.version !== 1) refuse('is not one of this version (version 1)')
  if (!isObject(snapshot.store) || !isObject(snapshot.accounts))
    refuse('has no state or no accounts')
  if (!Array.isArray(snapshot.providers)) refuse('does not name its providers')
  for (const [id, saved] of Object.entries(snapshot.accounts)) {
    if (!isAccount(saved)) refuse(`has an account "${id}" that cannot be read`)
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
  return isTime && [saved.ids.counters, saved.variants, saved.credentials].every(isObject)
}

function invalid(what: string, cause?: unknown): EnsayoError {
  const message = `The snapshot ${what}. Take one with \`ensayo snapshot save\`.`
  return new EnsayoError('SNAPSHOT_INVALID', message, { cause })
}
