/** Answers that wait for an instant on their account's clock. Kept in memory: a waiting client is not state. */
export interface Waits {
  /** The signal ends the wait early. */
  until(account: string, dueAt: number, signal?: AbortSignal): Promise<void>
  nextDueAt(account: string): number | undefined
  /** Lets go what is due. */
  release(account: string, until: number): void
  /** Lets everything go, when the sandbox is reset. */
  releaseAll(): void
  /** The same when it closes; from then on nothing waits. */
  close(): void
}

interface Wait {
  account: string
  dueAt: number
  resolve: () => void
}

export function createWaits(nowOf: (account: string) => number): Waits {
  const waits = new Set<Wait>()
  let isClosed = false
  const release = (isDue: (wait: Wait) => boolean): void => {
    for (const wait of waits) {
      if (!isDue(wait)) continue
      waits.delete(wait)
      wait.resolve()
    }
  }
  return {
    until: (account, dueAt, signal) => {
      if (isClosed || dueAt <= nowOf(account) || signal?.aborted) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      const wait = { account, dueAt, resolve }
      waits.add(wait)
      if (!signal) return promise
      const leave = () => {
        waits.delete(wait)
        resolve()
      }
      signal.addEventListener('abort', leave, { once: true })
      return promise.finally(() => signal.removeEventListener('abort', leave))
    },
    nextDueAt: (account) => {
      let next: number | undefined
      for (const wait of waits) {
        if (wait.account === account && (next === undefined || wait.dueAt < next)) next = wait.dueAt
      }
      return next
    },
    release: (account, until) => release((wait) => wait.account === account && wait.dueAt <= until),
    releaseAll: () => release(() => true),
    close: () => {
      isClosed = true
      release(() => true)
    },
  }
}
