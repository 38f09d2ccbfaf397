/** What a case leaves on the emulator, as people would call it. */
import type { Engine } from '../../mocks/sandbox/engine/engine.ts'

/** Collections in which a provider's own bookkeeping stands, which nobody sees as records of theirs. */
const BOOKS =
  /^_|ledger|Mark$|Counter$|^(session|revokedToken|totp|webhookEvent|usage|limit|mail|transaction|approval|paymentOrder|celoWallet|cardTransaction)$/i

/** Kinds of records that an account has when a case is done. */
export async function listLeft(engine: Engine, account: string): Promise<string[]> {
  const { store } = await engine.snapshot()
  const filled = Object.entries(store[account] ?? {}).filter(([, rows]) => rows.length > 0)
  const kinds = filled.map(([collection]) => collection.slice(collection.indexOf('/') + 1))
  return kinds.filter((kind) => !BOOKS.test(kind)).sort()
}
