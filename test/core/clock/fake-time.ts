import type { RealTime } from '#clock/system'

interface FakeTimer {
  at: number
  fn: () => void
}

export interface FakeTime extends RealTime {
  /** Lets real time pass, calling the timers on the way in order. */
  pass(ms: number): void
  /** Puts the wall clock elsewhere, as a person or NTP does; timers do not notice. */
  putWallClock(instant: number): void
  /** What the pending timers still wait, shortest first. */
  pending(): number[]
  /** How many timers were ever set. */
  readonly timersSet: number
}

/** Real time that passes only when a test says so. */
export function createFakeTime(startAt = 1_000_000): FakeTime {
  const timers = new Set<FakeTimer>()
  let monotonic = 0
  let wallOffset = startAt
  let timersSet = 0

  const takeNext = (until: number): FakeTimer | undefined => {
    const [next] = [...timers].toSorted((a, b) => a.at - b.at)
    if (next === undefined || next.at > until) return undefined
    timers.delete(next)
    return next
  }

  return {
    now: () => wallOffset + monotonic,
    monotonicMs: () => monotonic,
    setTimer(ms, fn) {
      timersSet++
      const timer = { at: monotonic + ms, fn }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass(ms) {
      const until = monotonic + ms
      for (let timer = takeNext(until); timer !== undefined; timer = takeNext(until)) {
        monotonic = Math.max(monotonic, timer.at)
        timer.fn()
      }
      monotonic = until
    },
    putWallClock(instant) {
      wallOffset = instant - monotonic
    },
    pending: () => [...timers].map(({ at }) => at - monotonic).toSorted((a, b) => a - b),
    get timersSet() {
      return timersSet
    },
  }
}
