/** A clock of one account: an instant that runs from an anchor in real time at a rate. */
import { EnsayoError } from '../../base/errors.ts'
import type { Clock } from './clock.ts'
import type { RealTime } from './system.ts'

/** The last instant that a `Date` can hold. */
const MAX_INSTANT = 8.64e15

/**
 * Makes a clock that shows real time, unless it starts at another instant or runs at another rate
 * (0 makes it frozen). It follows the wall clock, so it is right after the machine slept, but never
 * goes back by itself: when the wall clock is put back, it goes on from where it was.
 */
export function createClock(options: { real: RealTime; startAt?: number; rate?: number }): Clock {
  const { real } = options
  let rate = checkRate(options.rate ?? 1)
  /** What this clock shows when the wall clock shows `anchorAt`. */
  let shownAt = checkInstant(options.startAt ?? real.now())
  let anchorAt = real.now()
  let lastWallAt = anchorAt

  const show = (wallAt: number): number =>
    Math.min(MAX_INSTANT, shownAt + (wallAt - anchorAt) * rate)

  /** Not rounded. */
  const read = (): number => {
    const wallAt = real.now()
    if (wallAt < lastWallAt) anchor(show(lastWallAt), wallAt)
    lastWallAt = wallAt
    return show(wallAt)
  }

  const anchor = (instant: number, wallAt = real.now()): void => {
    shownAt = instant
    anchorAt = wallAt
    lastWallAt = wallAt
  }

  const changeRate = (next: number): void => {
    checkRate(next)
    anchor(read())
    rate = next
  }

  return {
    now: () => Math.floor(read()),
    get rate() {
      return rate
    },
    set: (instant) => anchor(checkInstant(instant)),
    freeze: () => changeRate(0),
    run(next = 1) {
      if (next === 0) throw invalid('A clock runs at a rate above 0; freeze it to stop it.')
      changeRate(next)
    },
    realMsUntil(instant) {
      const exact = read()
      if (Math.floor(exact) >= instant) return 0
      // At least 1: rounding must not claim that an instant to come is here.
      return rate === 0
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.ceil((instant - exact) / rate))
    },
    anchor: () => ({ now: shownAt, realAt: anchorAt, rate }),
    adopt(anchored) {
      rate = checkRate(anchored.rate)
      shownAt = checkInstant(anchored.now)
      anchorAt = anchored.realAt
      lastWallAt = real.now()
    },
    state: () => ({ now: Math.floor(read()), rate }),
    restore(state) {
      const next = checkRate(state.rate)
      anchor(checkInstant(state.now))
      rate = next
    },
  }
}

function checkRate(rate: number): number {
  if (Number.isFinite(rate) && rate >= 0) return rate
  throw invalid(`A clock's rate is a number of 0 or more; found ${rate}.`)
}

function checkInstant(instant: number): number {
  if (Math.abs(instant) <= MAX_INSTANT) return instant
  throw invalid(`A clock cannot be set to ${instant}: not an instant in epoch milliseconds.`)
}

function invalid(message: string): EnsayoError {
  return new EnsayoError('OPTION_INVALID', message)
}
