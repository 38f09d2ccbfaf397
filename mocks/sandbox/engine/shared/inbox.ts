/** The inboxes where several processes receive: a message is everybody's, and only one may take it. */
import { EnsayoError } from '../../../base/errors.ts'
import type { Log, LogEntry } from '../../../core/store/postgres/log.ts'
import { type Inbox, toMessage } from '../../../core/webhooks/inbox.ts'
import type { InboxMessage } from '../../../core/webhooks/types.ts'

interface Kept {
  message: InboxMessage
  number: number
  isTaken: boolean
}

export interface SharedInbox extends Inbox {
  /** Puts in a message that any process has received. */
  adopt(entry: LogEntry): void
}

/** Makes the inboxes of a process; `log` carries what comes in. */
export function createSharedInbox(maxMessages: number, log: () => Log): SharedInbox {
  const boxes = new Map<string, Kept[]>()
  const readers = new Set<{ account: string; wake(reason?: Error): void }>()
  let dropped = 0
  let closed: Error | undefined

  const wake = (isMeant: (account: string) => boolean, reason?: Error): void => {
    for (const reader of readers) if (isMeant(reader.account)) reader.wake(reason)
  }

  /** Resolves at the next message of the account; rejects when nobody may wait any more. */
  const arrival = (account: string, signal: AbortSignal | undefined): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const reader = { account, wake: (reason?: Error) => (reason ? reject(reason) : resolve()) }
    const giveUp = () => reject(signal?.reason)
    readers.add(reader)
    signal?.addEventListener('abort', giveUp, { once: true })
    return promise.finally(() => {
      readers.delete(reader)
      signal?.removeEventListener('abort', giveUp)
    })
  }

  return {
    // They come by the log.
    restore() {},
    async receive(account, incoming) {
      let received: InboxMessage | undefined
      await log().append({
        account,
        kind: 'inbox',
        number: 0,
        toValue: (number) => {
          received = toMessage(account, number, incoming)
          return received
        },
      })
      await log().catchUp()
      if (received) return received
      throw new EnsayoError('NOT_KEPT', 'The message could not be kept.')
    },
    adopt({ account, value, number, isTaken }) {
      const box = boxes.get(account) ?? []
      boxes.set(account, box)
      // Written by `receive`.
      box.push({ message: value as InboxMessage, number, isTaken })
      if (box.length > maxMessages) {
        box.shift()
        dropped++
      }
      wake((id) => id === account)
    },
    get dropped() {
      return dropped
    },
    list: (account) => (boxes.get(account) ?? []).map(({ message }) => message),
    clear: (account) => (account === undefined ? boxes.clear() : void boxes.delete(account)),
    dismiss: (account, reason) => wake((id) => id === account, reason),
    close(reason) {
      closed = reason
      wake(() => true, reason)
    },
    async next(account, predicate = () => true, { signal } = {}) {
      for (;;) {
        signal?.throwIfAborted()
        const found = boxes.get(account)?.find((each) => !each.isTaken && predicate(each.message))
        if (found) {
          found.isTaken = true
          if (await log().take(account, found.number)) return found.message
        } else {
          if (closed) throw closed
          await arrival(account, signal)
        }
      }
    },
  }
}
