/** The scheduler of what is due, wired to the parts of the sandbox. */
import { createScheduler, type Scheduler } from '../../core/clock/scheduler.ts'
import type { RealTime } from '../../core/clock/system.ts'
import { createTurns } from '../../core/clock/turns.ts'
import { countFault } from './count-fault.ts'
import type { EngineOptions } from './engine.ts'
import type { Parts } from './parts.ts'
import { type DueOptions, runDue } from './play-due.ts'

export function wireScheduler(parts: Parts, options: EngineOptions, real: RealTime): Scheduler {
  const due: DueOptions = {
    store: parts.store,
    runtimes: parts.runtimes,
    turns: createTurns(),
    account: (id) => parts.accounts.get(id),
    deliverDue: (account, until, waits) =>
      waits
        ? parts.dispatcher.deliverDue(account, until)
        : parts.dispatcher.startDue(account, until),
    onError: (error) => countFault(parts, options, error),
  }
  return createScheduler({
    real,
    clockOf: (account) => parts.accounts.get(account).clock,
    isKnown: (account) => parts.accounts.find(account) !== undefined,
    nextDueAt: (account) => {
      const stored = parts.store.read(account).nextDueAt()
      const waiting = parts.waits.nextDueAt(account)
      return stored === undefined || (waiting !== undefined && waiting < stored) ? waiting : stored
    },
    runDue: async (account, until, waits) => {
      parts.waits.release(account, until)
      return runDue(account, until, waits, due)
    },
    onError: (error) => countFault(parts, options, error),
  })
}
