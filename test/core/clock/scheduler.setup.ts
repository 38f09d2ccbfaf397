/** A scheduler over rows in memory and time that passes only when a test says so. */
import { createScheduler } from '#clock/scheduler'
import { createClock } from '#clock/virtual'
import { createFakeTime } from './fake-time.ts'

interface Row {
  dueAt: number
  name: string
  play?: () => unknown
}

/** Accounts with a clock and rows each; what is played is noted with the instant shown. */
export function createBench(setUp: { rate?: number } = {}) {
  const real = createFakeTime()
  const rows = new Map<string, Row[]>()
  const clocks = new Map<string, ReturnType<typeof createClock>>()
  const played: string[] = []
  const errors: unknown[] = []
  /** `meanwhile` is called once, when the next look has read what is due and has not said so yet. */
  const looks: { count: number; meanwhile?: (() => void) | undefined } = { count: 0 }
  const clockOf = (account: string) => {
    const clock = clocks.get(account) ?? createClock({ real, startAt: 0, ...setUp })
    clocks.set(account, clock)
    return clock
  }
  const rowsOf = (account: string) => {
    const own = rows.get(account) ?? []
    rows.set(account, own)
    return own
  }
  const firstOf = (account: string) => rowsOf(account).toSorted((a, b) => a.dueAt - b.dueAt)[0]

  const scheduler = createScheduler({
    real,
    clockOf,
    onError: (error) => errors.push(error),
    nextDueAt(account) {
      looks.count++
      const dueAt = firstOf(account)?.dueAt
      const { meanwhile } = looks
      looks.meanwhile = undefined
      meanwhile?.()
      return dueAt
    },
    async runDue(account, until) {
      let timers = 0
      for (let row = firstOf(account); row !== undefined; row = firstOf(account)) {
        if (row.dueAt > until) break
        rowsOf(account).splice(rowsOf(account).indexOf(row), 1)
        timers++
        played.push(`${account} ${row.name} at ${clockOf(account).now()}`)
        await row.play?.()
      }
      return { timers, deliveries: 0 }
    },
  })
  const add = (account: string, dueAt: number, name: string, play?: () => unknown) =>
    rowsOf(account).push({ dueAt, name, ...(play && { play }) })
  const addAndWake = (account: string, dueAt: number, name: string, play?: () => unknown) => {
    add(account, dueAt, name, play)
    scheduler.wake(account, dueAt)
  }
  return { real, scheduler, clockOf, add, addAndWake, played, errors, looks, rowsOf }
}

/** Long enough for everything that waits for nothing but promises. */
export const letRun = () => new Promise<void>((resolve) => setImmediate(resolve))
