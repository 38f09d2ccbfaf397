/** Advancing a clock: what comes due meanwhile is played by the process that advances it, and by no other. */
import { setAdvancing } from '../../../core/store/postgres/sql.ts'
import type { Engine } from '../engine.ts'
import { awaitOthers, pause, refresh } from './refresh.ts'
import type { Shared } from './shared.ts'
import { within } from './within.ts'

/** One process at a time; `own` is the engine of this one alone. */
export async function advance(
  shared: Shared,
  own: Pick<Engine, 'advance' | 'clock'>,
  account: string,
  byMs: number,
): ReturnType<Engine['advance']> {
  const { session, parts, lanes, real } = shared
  parts.accounts.get(account)
  while (!(await session.tryAdvance(account))) await pause(real)
  const say = (process: number | undefined) =>
    within(shared, account, () => lanes.also(account, setAdvancing(account, process)))
  try {
    await say(session.number)
    await awaitOthers(shared, real, account)
    const { ran } = await own.advance(account, byMs)
    // What another process played just before may have left something.
    await refresh(shared, account)
    const { ran: more } = await own.advance(account, 0)
    const timers = ran.timers + more.timers
    const deliveries = ran.deliveries + more.deliveries
    return { ...own.clock(account), ran: { timers, deliveries } }
  } finally {
    await say(undefined).catch(() => shared.unsaid.add(account))
    await session.endAdvance(account).catch(() => {})
  }
}
