/** Notifications that wait until the answer which caused them has left: no callback overtakes its answer. */
import type { Store } from '../store/store.ts'
import { releaseHeld } from './rows.ts'

export interface HeldOptions {
  store: Store
  /** Undefined once the account is gone. */
  nowOf(account: string): number | undefined
  wake(account: string, dueAt: number): void
  onError(error: unknown): void
}

export interface Held {
  /** Says that an answer is about to leave; what is returned is called once it has. */
  expect(account: string, ids: readonly string[]): () => void
  /** Resolves when every answer that was about to leave has left, and its notifications are due. */
  settle(account?: string): Promise<void>
}

export function createHeld({ store, nowOf, wake, onError }: HeldOptions): Held {
  const expected = new Map<Promise<void>, string>()

  const release = async (account: string, ids: readonly string[]): Promise<void> => {
    const now = nowOf(account)
    if (now === undefined) return
    const dueAt = await releaseHeld(store, account, ids, now)
    if (dueAt !== undefined) wake(account, dueAt)
  }

  return {
    expect(account, ids) {
      const { promise, resolve } = Promise.withResolvers<void>()
      expected.set(promise, account)
      const done = () => {
        expected.delete(promise)
        resolve()
      }
      return () => void release(account, ids).catch(onError).then(done)
    },
    async settle(account) {
      const mine = [...expected].filter(([, owner]) => account === undefined || owner === account)
      await Promise.all(mine.map(([promise]) => promise))
    },
  }
}
