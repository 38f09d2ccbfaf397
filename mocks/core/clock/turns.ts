/** Long work in slices: every so many steps it steps back, so that whatever else waits gets through. */

/** Taken before anybody could put a fake in its place. */
const immediate = setImmediate

/** Resolves once everything that waited for its turn of the event loop has had it. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => immediate(resolve))
}

export interface Turns {
  /** Counts steps; a promise when it is time to step back. */
  step(count?: number): Promise<void> | undefined
}

/** Steps taken without a break; a step takes less than a millisecond. */
const STEPS = 16

/** Makes a counter of steps. `next` is what it steps back by. */
export function createTurns({ steps = STEPS, next = nextTurn } = {}): Turns {
  let taken = 0
  return {
    step(count = 1) {
      taken += count
      if (taken < steps) return undefined
      taken = 0
      return next()
    },
  }
}
