/** The whole of what memory holds, kept in one go. */
import type { Client } from '../../../core/store/postgres/database.ts'
import { listSince, replaceAll } from '../../../core/store/postgres/directory.ts'
import { toKept } from '../keeping.ts'
import type { Shared } from './shared.ts'

/** Puts what is in memory in the place of all that was kept; returns the epoch that begins. */
export async function writeWhole(
  { parts, isLocated, members, texts, lanes }: Shared,
  client: Client,
): Promise<string> {
  const accounts = parts.accounts.list()
  const epoch = await replaceAll(client, {
    seed: parts.accounts.seed,
    accounts: accounts.map((account) => ({
      id: account.id,
      ordinal: account.ordinal,
      state: texts.toText(account),
      counters: toKept(account).counters,
    })),
    records: (id) => parts.store.rows(id),
    isLocated,
    nextDueAt: (id) => parts.store.read(id).nextDueAt(),
  })
  for (const { id, life, listed } of await listSince(client, 0)) {
    members.live(id, life)
    members.position = Math.max(members.position, listed)
  }
  for (const account of accounts) texts.kept(account)
  lanes.forget()
  return epoch
}
