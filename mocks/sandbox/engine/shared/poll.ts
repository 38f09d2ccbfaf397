/** What stands behind the notices: now and then a process looks for itself. */
import type { RealTime } from '../../../core/clock/system.ts'
import { inTransaction } from '../../../core/store/postgres/database.ts'
import { countPending, findDue } from '../../../core/store/postgres/directory.ts'
import { setAdvancing } from '../../../core/store/postgres/sql.ts'
import { DELIVERIES } from '../../../core/store/store.ts'
import type { DeliveryRow } from '../../../core/webhooks/types.ts'
import { refresh, refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'
import { within } from './within.ts'

const POLL_MS = 1_000
/** Real time after which an account is at rest. */
const REST_MS = 10 * 60_000

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
  for (const id of shared.unsaid) {
    await within(shared, id, () => shared.lanes.also(id, setAdvancing(id, undefined)))
    shared.unsaid.delete(id)
  }
  letRest(shared)
  const again = [...lost]
  lost.clear()
  const waiting = parts.accounts.list().filter(({ id }) => parts.waits.nextDueAt(id) !== undefined)
  const ids = new Set([...due, ...again, ...waiting.map(({ id }) => id), ...shared.paused])
  for (const id of ids) {
    await refresh(shared, id)
    parts.scheduler.wake(id)
  }
}

/** Accounts that nobody asks for leave memory; they are read again when somebody does. */
export function letRest({ parts, lanes }: Shared): void {
  for (const { id } of parts.accounts.list()) {
    const restingMs = lanes.restingMs(id)
    if (restingMs === undefined || restingMs < REST_MS) continue
    const reader = parts.store.read(id)
    if (reader.count<DeliveryRow>(DELIVERIES, { status: 'pending' }) > 0) continue
    lanes.forget(id)
    parts.store.clear(id)
  }
}

/** Whether something is written again. */
async function probe({ database, lanes, session }: Shared): Promise<void> {
  const write = `UPDATE ensayo.process SET is_dead = is_dead WHERE id = ${session.number}`
  await inTransaction(database, (client) => client.query(write))
  lanes.failure = undefined
}
