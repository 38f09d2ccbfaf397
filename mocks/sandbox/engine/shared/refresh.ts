/** Brings memory up to date with what other processes did. */

import type { RealTime } from '../../../core/clock/system.ts'
import { onConnection, select } from '../../../core/store/postgres/database.ts'
import { findHeld, listSince } from '../../../core/store/postgres/directory.ts'
import { locate } from '../../../core/store/postgres/sql.ts'
import type { Shared } from './shared.ts'

/** Accounts that were made, reset or removed elsewhere. */
export async function refreshList(shared: Shared): Promise<void> {
  const { database, members } = shared
  const listed = await onConnection(database, (client) => listSince(client, members.position))
  members.follow(listed)
}

/** What an account has become. */
export async function refresh({ lanes }: Shared, account: string): Promise<void> {
  await lanes.open(account)
  lanes.release(account)
}

/** Finds the account of a record that no account in memory holds, and reads it. */
export async function findRecord(shared: Shared, collection: string, id: string): Promise<void> {
  if (shared.parts.store.locate(collection, id) !== undefined) return
  const rows = await onConnection(shared.database, (client) =>
    select(client, locate(collection, id)),
  )
  if (rows[0]) await refresh(shared, String(rows[0].account))
}

/** The longest that one process waits for another that has a delivery under way. */
const PATIENCE_MS = 60_000
const PAUSE_MS = 5

/**
 * Waits until no other process has a delivery of the account under way, or of any; with `isHeld` only
 * for those that wait for their answer to leave.
 */
export async function awaitOthers(
  shared: Shared,
  real: RealTime,
  account: string | undefined,
  { isHeld = false } = {},
): Promise<void> {
  const startedMs = real.monotonicMs()
  const isUnderWay = async (): Promise<boolean> => {
    const ids =
      account === undefined
        ? await onConnection(shared.database, (client) => findHeld(client, shared.session.number))
        : [account]
    for (const id of ids) {
      await refresh(shared, id)
      const rows = shared.members.foreign(id)
      if (rows.some((row) => !isHeld || row.heldFor !== undefined)) return true
    }
    return false
  }
  while (await isUnderWay()) {
    if (real.monotonicMs() - startedMs > PATIENCE_MS) return
    await pause(real)
  }
}

/** Until another process may have got on. */
export function pause(real: RealTime): Promise<void> {
  return new Promise((resolve) => {
    real.setTimer(PAUSE_MS, resolve, { keepsAlive: true })
  })
}
