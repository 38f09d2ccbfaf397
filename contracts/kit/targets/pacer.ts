/**
 * One request after the other, and none sooner after the start of the last one than the pace says; a
 * throttle makes that longer. An answer that takes its time is pause enough.
 */

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
  now,
}: {
  paceMs: number
  wait: (ms: number) => Promise<void>
  /** Epoch ms. */
  now: () => number | Promise<number>
}): Pacer {
  let pauseMs = paceMs
  let settled = 0
  let startedAt = Number.NEGATIVE_INFINITY
  let last: Promise<unknown> | undefined
  return {
    turn: (run) => {
      const before = last
      const running = (async () => {
        await before?.catch(() => undefined)
        const passedMs = (await now()) - startedAt
        // A clock that went back says nothing of how long it is.
        const leftMs = passedMs < 0 ? pauseMs : pauseMs - passedMs
        if (leftMs > 0) await wait(leftMs)
        startedAt = await now()
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
