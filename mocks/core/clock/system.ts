/** The only file that reads real time. */

export interface RealTime {
  /** Epoch milliseconds. */
  now(): number
  /** Milliseconds from an arbitrary start, for durations; never goes back. */
  monotonicMs(): number
  /** Calls `fn` once, after `ms` at most 2^31-1; returns what cancels it. Keeps no process alive unless told to. */
  setTimer(ms: number, fn: () => void, options?: { keepsAlive?: boolean }): () => void
}

/**
 * As they were when this was loaded: a test that puts its own timers in their place would otherwise
 * stop the time limits of the sandbox inside it. The date it may move.
 */
const { setTimeout, clearTimeout, performance } = globalThis
const monotonicMs = performance.now.bind(performance)

export const systemTime: RealTime = {
  now: () => Date.now(),
  monotonicMs,
  setTimer: (ms, fn, { keepsAlive = false } = {}) => {
    const timer = setTimeout(fn, ms)
    if (!keepsAlive) timer.unref()
    return () => clearTimeout(timer)
  },
}
