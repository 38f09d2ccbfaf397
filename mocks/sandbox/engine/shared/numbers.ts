/** Numbers of requests, of which no two processes give the same, and which grow with time in all of them. */
import type { RealTime } from '../../../core/clock/system.ts'
import type { Parts } from '../parts.ts'

/** Processes at a time that are told apart. */
const PROCESSES = 64

export function createNumbers(
  real: RealTime,
  beganAt: number,
  process: () => number,
): Parts['numbers'] {
  let last = 0
  const ofNow = (): number => Math.max(0, Math.floor(real.now() - beganAt)) * PROCESSES
  return {
    next() {
      const slot = process() % PROCESSES
      const after = (Math.floor(last / PROCESSES) + 1) * PROCESSES
      last = Math.max(ofNow(), after) + slot
      return last
    },
    // Others may have had some since the last of our own.
    newest: () => Math.max(last, ofNow()),
  }
}
