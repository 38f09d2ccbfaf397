/** Answers that wait for an instant on their account's clock. Kept in memory: a waiting client is not state. */
export interface Waits {
  until(account: string, dueAt: number): Promise<void>
  nextDueAt(account: string): number | undefined
  /** Lets go what is due. */
  release(account: string, until: number): void
  /** Lets everything go, when the sandbox closes or is reset. */
  releaseAll(): void
}

interface Wait {
  account: string
  dueAt: number
  resolve: () => void
}

export function createWaits(nowOf: (account: string) => number): Waits {
  const waits = new Set<Wait>()
  const release = (isDue: (wait: Wait) => boolean): void => {
    for (const wait of waits) {
      if (!isDue(wait)) continue
      waits.delete(wait)
      wait.resolve()
    }
  }
  return {
    until: (account, dueAt) => {
      if (dueAt <= nowOf(account)) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      waits.add({ account, dueAt, resolve })
      return promise
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
  }
}
