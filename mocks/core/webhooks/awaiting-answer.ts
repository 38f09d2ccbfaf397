/** Notifications that wait until the answer which caused them has left: no callback overtakes its answer. */

import type { AccountState } from '../accounts/account.ts'
import type { Store } from '../store/store.ts'
import { releaseHeld } from './rows.ts'

export interface AwaitingOptions {
  store: Store
  /** Whether this is still the account of its id: a reset puts another in its place. */
  isCurrent(account: AccountState): boolean
  wake(account: string, dueAt: number): void
  onError(error: unknown): void
}

export interface AwaitingAnswer {
  /** Says that an answer is about to leave; what is returned is called once it has. */
  expect(account: AccountState, ids: readonly string[]): () => void
  /** Resolves when every answer that was about to leave has left, and its notifications are due. */
  settle(account?: string): Promise<void>
}

export function createAwaitingAnswer({
  store,
  isCurrent,
  wake,
  onError,
}: AwaitingOptions): AwaitingAnswer {
  const expected = new Map<Promise<void>, string>()

  const release = async (account: AccountState, ids: readonly string[]): Promise<void> => {
    if (!isCurrent(account)) return
    const dueAt = await store.transaction(account.id, (tx) =>
      releaseHeld(tx, ids, account.clock.now()),
    )
    if (dueAt !== undefined) wake(account.id, dueAt)
  }

  return {
    expect(account, ids) {
      const { promise, resolve } = Promise.withResolvers<void>()
      expected.set(promise, account.id)
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
