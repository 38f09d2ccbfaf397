/**
 * Cases side by side on one target, with one of them at work at a time: a case that waits lets others
 * go on, and has its turn back when its time has come. When all of them wait, time passes until the
 * first is due. So the clock is asked to wait once, however many cases wait.
 */

export interface Turns {
  /** Resolves when nobody is at work or wants to be: one more case may begin. */
  free(): Promise<void>
  /** Takes part from now on. */
  join(): Turn
  /** Makes all waits fail, for time helps no more. */
  fail(error: Error): void
}

/** What one case has of it. */
export interface Turn {
  /** Resolves when it is at work; those whose time has come go before it. */
  take(): Promise<void>
  /** Lets others work for so long, or until they let it work again. */
  pass(ms: number): Promise<void>
  /** Forgets what it waits for: that never resolves. */
  drop(): void
  leave(): void
}

export interface TurnsOptions {
  wait(ms: number): Promise<void>
  /** Epoch ms. */
  now(): number | Promise<number>
}

interface Waiting {
  turn: Turn
  /** When it is due, epoch ms; negative infinity: it is not about time. */
  at: number
  resume(): void
  fail(error: unknown): void
}

const AT_ONCE = Number.NEGATIVE_INFINITY
const NEVER = Number.POSITIVE_INFINITY

export function createTurns({ wait, now }: TurnsOptions): Turns {
  let atWork: Turn | undefined
  let waiting: Waiting[] = []
  const newcomers: (() => void)[] = []
  /** Until then somebody waits already. */
  let armedTo = NEVER
  /** A wait is over when its `wait` is, whatever a coarse clock says. */
  let reachedAt = AT_ONCE

  const read = async (): Promise<number> => Math.max(await now(), reachedAt)

  /** Lets the next one work, if nobody does. */
  const settle = async (): Promise<void> => {
    try {
      const time = await read()
      if (atWork !== undefined) return
      const next = findNext(waiting, time)
      if (next !== undefined) return grant(next.turn, time)
      newcomers.shift()?.()
      // What began may end without a word, and then the others' time has to go on.
      arm()
    } catch (error) {
      failAll(waiting.splice(0), error)
    }
  }

  const grant = (turn: Turn, time: number): void => {
    atWork = turn
    const granted = waiting.filter((each) => each.turn === turn && each.at <= time)
    waiting = waiting.filter((each) => !granted.includes(each))
    for (const { resume } of granted) resume()
  }

  /** Lets time pass until the first is due, once nothing that could happen without it is left. */
  const arm = (): void => {
    setImmediate(async () => {
      const until = Math.min(...waiting.map(({ at }) => at))
      if (atWork !== undefined || until >= armedTo) return
      if (until === AT_ONCE || newcomers.length > 0) return void settle()
      armedTo = until
      try {
        await wait(Math.max(0, until - (await read())))
        reachedAt = Math.max(reachedAt, until)
      } catch (error) {
        failAll(waiting.splice(0), error)
      }
      armedTo = NEVER
      await settle()
    })
  }

  const release = (turn: Turn): void => {
    if (atWork === turn) atWork = undefined
    void settle()
  }

  const queue = (turn: Turn, at: number): Promise<void> => {
    const { promise, resolve: resume, reject } = Promise.withResolvers<void>()
    waiting.push({ turn, at, resume, fail: reject })
    release(turn)
    return promise
  }

  const isOtherDue = (turn: Turn, time: number): boolean =>
    waiting.some((each) => each.turn !== turn && each.at > AT_ONCE && each.at <= time)

  const fail = (error: Error): void => {
    const failed = waiting.filter(({ at }) => at > AT_ONCE)
    waiting = waiting.filter(({ at }) => at === AT_ONCE)
    failAll(failed, error)
  }

  const join = (): Turn => {
    const drop = () => {
      waiting = waiting.filter((each) => each.turn !== turn)
    }
    const turn: Turn = {
      take: async () => {
        if (atWork === turn && !isOtherDue(turn, await read())) return
        await queue(turn, AT_ONCE)
      },
      pass: async (ms) => queue(turn, (await read()) + ms),
      drop,
      leave: () => {
        drop()
        release(turn)
      },
    }
    return turn
  }

  return {
    free: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      newcomers.push(resolve)
      void settle()
      return promise
    },
    join,
    fail,
  }
}

function failAll(failed: readonly Waiting[], error: unknown): void {
  for (const each of failed) each.fail(error)
}

/** Whose time came first, then whoever asked first. */
function findNext(waiting: readonly Waiting[], time: number): Waiting | undefined {
  const due = waiting.filter(({ at }) => at > AT_ONCE && at <= time)
  const first = due.reduce<Waiting | undefined>(
    (best, each) => (best === undefined || each.at < best.at ? each : best),
    undefined,
  )
  return first ?? waiting.find(({ at }) => at === AT_ONCE)
}
