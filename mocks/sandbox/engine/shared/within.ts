/** Work on an account while no other process works on it. */
import { notKept } from '../../../core/store/postgres/database.ts'
import { refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'

/**
 * Brings the account up to date, lets `work` run to its first wait, keeps what that changed, and
 * resolves with what it returns. What goes on after the first wait has units of its own.
 */
export async function within<T>(shared: Shared, id: string, work: () => T): Promise<Awaited<T>> {
  const { parts, lanes, log } = shared
  try {
    await Promise.all([log.catchUp(), refreshList(shared)])
  } catch (error) {
    throw notKept(shared.database.place, error)
  }
  if (parts.accounts.find(id) === undefined) return work() as Awaited<T>
  await lanes.open(id)
  const account = parts.accounts.find(id)
  if (account === undefined) {
    lanes.release(id)
    return work() as Awaited<T>
  }
  const tx = parts.store.begin(id)
  const changing = { account: id, wakes: [] as (number | undefined)[] }
  shared.changing = changing
  account.tracking.changes = tx.changes
  let result: T
  try {
    result = work()
  } catch (error) {
    account.tracking.changes = undefined
    tx.undo()
    throw error
  } finally {
    shared.changing = undefined
  }
  account.tracking.changes = undefined
  lanes.want(id)
  // Whichever fails is told; the other one's failure is nobody's.
  const kept = tx.commit()?.then(() => {
    for (const dueAt of changing.wakes) parts.scheduler.wake(id, dueAt)
  })
  const [value] = await Promise.all([result, kept])
  return value
}
