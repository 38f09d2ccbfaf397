/** Everything a sandbox remembers, as one JSON object: to a file and back. */
import type { Snapshot } from './app.ts'
import type { Parts } from './engine.ts'
import { EnsayoError } from './errors.ts'

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
  parts.accounts.reset()
  for (const [id, saved] of Object.entries(snapshot.accounts)) {
    const account = parts.accounts.find(id) ?? parts.accounts.create(id, saved.credentials)
    account.clock.restore(saved.clock)
    account.ids.restore(saved.ids)
    account.variants.clear()
    for (const [quirk, variant] of Object.entries(saved.variants))
      account.variants.set(quirk, variant)
  }
  await parts.store.load(snapshot.store)
  for (const id of Object.keys(snapshot.accounts)) parts.scheduler.wake(id)
}

function check(parts: Parts, snapshot: Snapshot): void {
  const refuse = (what: string): never => {
    throw new EnsayoError(
      'SNAPSHOT_INVALID',
      `The snapshot ${what}. Take one with \`ensayo snapshot save\`.`,
    )
  }
  if (snapshot?.version !== 1) refuse('is not one of this version (version 1)')
  if (typeof snapshot.store !== 'object' || typeof snapshot.accounts !== 'object')
    refuse('has no state or no accounts')
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
