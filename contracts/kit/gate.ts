/** Stops what a case does next, so that it can be cleaned up after. */
import type { Seat } from './targets/target.ts'

export interface Gate {
  /** The seat, as the case uses it. */
  seat: Seat
  /**
   * What the case waits for never comes, and what it would ask next is not asked. What it has asked is
   * waited for, since that may have made something.
   */
  close(): Promise<void>
  /** Lets the clean-up through. */
  open(): void
}

/** A gate before a seat; it is open. */
export function createGate(seat: Seat): Gate {
  let isClosed = false
  const underWay = new Set<Promise<unknown>>()
  const guard =
    <A extends unknown[], T>(ask: (...asked: A) => Promise<T>) =>
    (...asked: A): Promise<T> =>
      isClosed ? new Promise<T>(() => {}) : ask(...asked)
  return {
    seat: {
      ...seat,
      ready: guard(seat.ready),
      pass: guard(seat.pass),
      act: guard(seat.act),
      fetch: guard((request, options) => {
        const asking = seat.fetch(request, options)
        underWay.add(asking)
        const forget = () => underWay.delete(asking)
        asking.then(forget, forget)
        return asking
      }),
    },
    close: async () => {
      isClosed = true
      seat.abandon()
      await Promise.allSettled(underWay)
      // It reads its answer, says what is to be cleaned up of that, and comes to the closed gate.
      await new Promise((resolve) => setImmediate(resolve))
    },
    open: () => {
      isClosed = false
    },
  }
}
