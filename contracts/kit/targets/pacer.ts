/** One request after the other, with a pause between them that a throttle makes longer. */

export interface Pacer {
  /** Waits for its turn, then runs. */
  turn<T>(run: () => Promise<T>): Promise<T>
  /** The target said that this is too fast. */
  slowDown(): void
  /** An answer came: after some of them the pause is shortened again. */
  recover(): void
}

const SLOWEST_MS = 2_000
const SCORE = 10

export function createPacer({
  paceMs,
  wait,
}: {
  paceMs: number
  wait: (ms: number) => Promise<void>
}): Pacer {
  let pauseMs = paceMs
  let settled = 0
  let last: Promise<unknown> | undefined
  return {
    turn: (run) => {
      const before = last
      const running = (async () => {
        if (before !== undefined) {
          await before.catch(() => undefined)
          if (pauseMs > 0) await wait(pauseMs)
        }
        return run()
      })()
      last = running
      return running
    },
    slowDown: () => {
      settled = 0
      pauseMs = Math.round(Math.min(SLOWEST_MS, Math.max(250, pauseMs * 1.25)))
    },
    recover: () => {
      settled++
      if (settled % SCORE === 0) pauseMs = Math.round(Math.max(paceMs, pauseMs / 1.5))
    },
  }
}
