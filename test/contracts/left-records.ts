/** What a case leaves on the emulator, as people would call it. */
import type { Engine } from '../../mocks/sandbox/engine/engine.ts'

/** Collections in which a provider's own bookkeeping stands, which nobody sees as records of theirs. */
const BOOKS =
  /^_|ledger|Mark$|Counter$|^(session|revokedToken|totp|webhookEvent|usage|limit|mail|transaction|approval|paymentOrder|celoWallet|cardTransaction)$/i

/** Kinds of records that an account has when a case is done. */
export async function listLeft(engine: Engine, account: string): Promise<string[]> {
  return Object.keys(await countRecords(engine, account)).sort()
}

/** How many records of each kind it has. */
export async function countRecords(
  engine: Engine,
  account: string,
): Promise<Record<string, number>> {
  const { store } = await engine.snapshot()
  const counts = Object.entries(store[account] ?? {}).map(
    ([collection, rows]): [string, number] => [
      collection.slice(collection.indexOf('/') + 1),
      rows.length,
    ],
  )
  return Object.fromEntries(counts.filter(([kind, count]) => count > 0 && !BOOKS.test(kind)))
}
