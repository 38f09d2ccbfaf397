/**
 * Who may run when: one lane per account, so that a slow receiver holds up nobody else's. Within a
 * lane a few run side by side, those of one subject one after the other.
 */

export interface Lanes {
  /**
   * Runs `work` when its turn comes and tells what it returned. Work of the same id that is under
   * way is joined, not repeated.
   */
  run(key: { account: string; subject: string; id: string }, work: Work): Promise<boolean>
  /** Resolves when nothing that was under way, in one account or in all, still is. */
  settle(account?: string): Promise<void>
}

export type Work = () => Promise<boolean>

interface Lane {
  /** Id → its result. */
  running: Map<string, Promise<boolean>>
  /** Subject → the end of the last in its queue. Never rejects. */
  tails: Map<string, Promise<unknown>>
  free: number
  waiting: (() => void)[]
}

/** Makes lanes in which at most `width` run at a time. */
export function createLanes(width: number): Lanes {
  const lanes = new Map<string, Lane>()

  const laneOf = (account: string): Lane => {
    const lane = lanes.get(account) ?? {
      running: new Map(),
      tails: new Map(),
      free: width,
      waiting: [],
    }
    lanes.set(account, lane)
    return lane
  }

  return {
    run({ account, subject, id }, work) {
      const lane = laneOf(account)
      const known = lane.running.get(id)
      if (known !== undefined) return known
      const result = enqueue(lane, subject, work).finally(() => {
        lane.running.delete(id)
        if (lane.running.size === 0) lanes.delete(account)
      })
      lane.running.set(id, result)
      return result
    },
    async settle(account) {
      const open = account === undefined ? [...lanes.values()] : [lanes.get(account)]
      await Promise.allSettled(open.flatMap((lane) => [...(lane?.running.values() ?? [])]))
    },
  }
}

function enqueue(lane: Lane, subject: string, work: Work): Promise<boolean> {
  const previous = lane.tails.get(subject)
  const result =
    previous === undefined ? inSlot(lane, work) : previous.then(() => inSlot(lane, work))
  const tail = result
    .catch(() => {})
    .finally(() => {
      if (lane.tails.get(subject) === tail) lane.tails.delete(subject)
    })
  lane.tails.set(subject, tail)
  return result
}

async function inSlot(lane: Lane, work: Work): Promise<boolean> {
  if (lane.free > 0) lane.free--
  else await new Promise<void>((resolve) => lane.waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = lane.waiting.shift()
    if (next === undefined) lane.free++
    else next()
  }
}
