/** What stands behind the notices: now and then a process looks for itself. */
import type { RealTime } from '../../../core/clock/system.ts'
import { inTransaction } from '../../../core/store/postgres/database.ts'
import { countPending, findDue } from '../../../core/store/postgres/directory.ts'
import { refresh, refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'

const POLL_MS = 1_000

export interface Poll {
  /** Looks once. Never rejects. */
  look(): Promise<void>
  stop(): Promise<void>
}

export function startPoll(shared: Shared, real: RealTime): Poll {
  let isStopped = false
  let cancel = (): void => {}
  let looking = Promise.resolve()

  const look = async (): Promise<void> => {
    try {
      await lookOnce(shared, real)
    } catch (error) {
      shared.lanes.failure ??= error instanceof Error ? error.message : String(error)
    }
  }
  const arm = (): void => {
    cancel = real.setTimer(POLL_MS, () => {
      looking = look().then(() => {
        if (!isStopped) arm()
      })
    })
  }
  looking = look()
  arm()
  return {
    look,
    async stop() {
      isStopped = true
      cancel()
      await looking
    },
  }
}

async function lookOnce(shared: Shared, real: RealTime): Promise<void> {
  const { session, parts, lost, keeper } = shared
  await session.renew()
  // Reading is no sign that it takes anything again.
  if (shared.lanes.failure !== undefined) await probe(shared)
  await refreshList(shared)
  await session.reap()
  const due = await inTransaction(shared.database, async (client) => {
    keeper.pending = await countPending(client)
    return findDue(client, real.now())
  })
  const again = [...lost]
  lost.clear()
  const waiting = parts.accounts.list().filter(({ id }) => parts.waits.nextDueAt(id) !== undefined)
  const ids = new Set([...due, ...again, ...waiting.map(({ id }) => id)])
  for (const id of ids) {
    await refresh(shared, id)
    parts.scheduler.wake(id)
  }
}

/** Whether something is written again. */
async function probe({ database, lanes, session }: Shared): Promise<void> {
  const write = `UPDATE ensayo.process SET is_dead = is_dead WHERE id = ${session.number}`
  await inTransaction(database, (client) => client.query(write))
  lanes.failure = undefined
}
