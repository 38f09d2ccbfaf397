/**
 * Plays what is due, account by account: when its clock gets there by itself, and when somebody
 * advances it. An account has one run at a time; runs of different accounts go side by side.
 */
import { EnsayoError } from '../../base/errors.ts'
import type { Clock } from './clock.ts'
import { playRounds, type Ran, type RoundsOptions } from './rounds.ts'
import type { RealTime } from './system.ts'

export type { Ran } from './rounds.ts'

/** The last instant that a `Date` can hold. */
const MAX_INSTANT = 8.64e15
/** The longest that a real timer can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1
/** Real time until an account that got stuck is tried again. */
const RETRY_MS = 1_000
/** How often `settle` looks again for what came due while it waited. */
const MAX_SETTLE_LOOKS = 1_000

export interface SchedulerOptions extends Omit<RoundsOptions, 'isStopped'> {
  real: RealTime
  clockOf(account: string): Clock
  /** False once an account was removed: what is said of it then is not heard. Default: always true. */
  isKnown?(account: string): boolean
}

export interface Scheduler {
  /**
   * Says that something may be due sooner. With the instant (`dueAt`) it costs next to nothing when
   * something earlier is awaited already. Without, it looks anew: after any change of the clock.
   */
  wake(account: string, dueAt?: number): void
  /** Moves the clock from one due instant to the next, playing each, and on to the end. */
  advance(account: string, byMs: number): Promise<Ran>
  /** Waits until nothing that is due is still to be played, for one account or all. */
  settle(account?: string): Promise<void>
  /** Cancels the timer of an account that is gone. */
  forget(account: string): void
  /** Cancels every timer; the round under way ends, nothing new starts. */
  stop(): void
}

/** What is under way for one account; kept only while something is. */
interface Lane {
  account: string
  /** Ends, and never rejects, with the last run that was asked for; undefined when idle. */
  tail: Promise<void> | undefined
  /** A look is asked for and has not started, so it will see what comes until then. */
  isLookQueued: boolean
  /** Instant on the account's clock that the timer is for; Infinity without a timer. */
  armedAt: number
  cancel: () => void
  /** Waits for its retry. */
  isStuck: boolean
}

/** Makes a scheduler that has nothing to do until it is woken. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { real, clockOf, nextDueAt, onError, isKnown = () => true } = options
  const lanes = new Map<string, Lane>()
  let isStopped = false
  const rounds: RoundsOptions = { ...options, isStopped: () => isStopped }

  const openLane = (account: string): Lane => {
    let lane = lanes.get(account)
    if (lane === undefined) {
      lane = createLane(account)
      lanes.set(account, lane)
    }
    return lane
  }

  /** Runs after whatever the account has under way. */
  const enqueue = <T>(lane: Lane, work: () => Promise<T>): Promise<T> => {
    const run = (lane.tail ?? Promise.resolve()).then(work)
    const leave = () => {
      if (lane.tail !== tail) return
      lane.tail = undefined
      if (lane.armedAt === Number.POSITIVE_INFINITY) lanes.delete(lane.account)
    }
    const tail: Promise<void> = run.then(leave, leave)
    lane.tail = tail
    return run
  }

  const queueLook = (lane: Lane): void => {
    if (lane.isLookQueued || lane.isStuck || isStopped) return
    lane.isLookQueued = true
    enqueue(lane, () => {
      lane.isLookQueued = false
      return look(lane)
    })
  }

  /** Plays what is due by now, then arms a timer for what comes next. Never rejects. */
  const look = async (lane: Lane): Promise<void> => {
    disarm(lane)
    if (!isKnown(lane.account)) return
    try {
      // Fixed, so that a timer which keeps setting itself anew leaves room for everything else.
      const until = clockOf(lane.account).now()
      const played = await playRounds(lane.account, until, () => {}, false, rounds)
      arm(lane, played.nextDueAt)
    } catch (error) {
      holdBack(lane)
      onError(error)
    }
  }

  const advance = async (lane: Lane, byMs: number): Promise<Ran> => {
    disarm(lane)
    try {
      const clock = clockOf(lane.account)
      const target = clock.now() + byMs
      const moveTo = (instant: number) => {
        if (instant > clock.now()) clock.set(instant)
      }
      const played = await playRounds(lane.account, target, moveTo, true, rounds)
      moveTo(target)
      arm(lane, played.nextDueAt)
      return played.ran
    } catch (error) {
      holdBack(lane)
      throw error
    }
  }

  const arm = (lane: Lane, dueAt: number | undefined): void => {
    disarm(lane)
    if (dueAt === undefined || isStopped) return
    const ms = clockOf(lane.account).realMsUntil(dueAt)
    if (ms !== Number.POSITIVE_INFINITY) startTimer(lane, dueAt, Math.min(ms, MAX_TIMER_MS))
  }

  /** Leaves a stuck account alone for a while, so that it does not take all the time there is. */
  const holdBack = (lane: Lane): void => {
    disarm(lane)
    if (isStopped) return
    startTimer(lane, Number.NEGATIVE_INFINITY, RETRY_MS)
    lane.isStuck = true
  }

  const startTimer = (lane: Lane, armedAt: number, ms: number): void => {
    lane.armedAt = armedAt
    lane.cancel = real.setTimer(ms, () => {
      disarm(lane)
      queueLook(lane)
    })
  }

  const settleAccount = async (account: string): Promise<void> => {
    for (let looks = 0; looks < MAX_SETTLE_LOOKS; looks++) {
      const lane = openLane(account)
      queueLook(lane)
      await lane.tail
      if (lane.isStuck || isStopped || !hasDue(account)) return
    }
  }

  const hasDue = (account: string): boolean => {
    try {
      const dueAt = nextDueAt(account)
      return dueAt !== undefined && dueAt <= clockOf(account).now()
    } catch (error) {
      onError(error)
      return false
    }
  }

  return {
    wake(account, dueAt) {
      if (isStopped || !isKnown(account)) return
      if (dueAt === undefined) {
        queueLook(openLane(account))
        return
      }
      const lane = lanes.get(account)
      if (lane !== undefined && lane.armedAt <= dueAt) return
      if (lane?.tail !== undefined) {
        queueLook(lane)
        return
      }
      const clock = clockOf(account)
      if (dueAt <= clock.now()) queueLook(openLane(account))
      else if (clock.rate > 0) arm(openLane(account), dueAt)
    },
    async advance(account, byMs) {
      if (!(byMs >= 0 && byMs < Number.POSITIVE_INFINITY)) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `A clock advances by 0 or more milliseconds; found ${byMs}. Set it to move it back.`,
        )
      }
      // Refused before anything is played: a clock must be able to show where it ends.
      const end = clockOf(account).now() + byMs
      if (end > MAX_INSTANT) {
        throw new EnsayoError(
          'OPTION_INVALID',
          `A clock ends in the year 275760; ${byMs} ms is too far.`,
        )
      }
      const lane = openLane(account)
      return enqueue(lane, () => advance(lane, byMs))
    },
    async settle(account) {
      await Promise.all((account === undefined ? [...lanes.keys()] : [account]).map(settleAccount))
    },
    forget(account) {
      const lane = lanes.get(account)
      if (lane === undefined) return
      disarm(lane)
      if (lane.tail === undefined) lanes.delete(account)
    },
    stop() {
      isStopped = true
      for (const lane of lanes.values()) disarm(lane)
    },
  }
}

function createLane(account: string): Lane {
  return {
    account,
    tail: undefined,
    isLookQueued: false,
    armedAt: Number.POSITIVE_INFINITY,
    cancel: () => {},
    isStuck: false,
  }
}

function disarm(lane: Lane): void {
  lane.cancel()
  lane.cancel = () => {}
  lane.armedAt = Number.POSITIVE_INFINITY
  lane.isStuck = false
}
