/** A receiver for every account, so that a test needs none of its own. Bounded; the oldest go first. */
import type { InboxMessage } from './types.ts'

/** A request that reached the inbox. */
export interface Incoming {
  method: string
  /** Path after the account, and query. */
  target: string
  /** Names in lower case. */
  headers: Record<string, string>
  rawBody: string
  /** Epoch ms on the account's clock. */
  at: number
  provider?: string | undefined
  notification?: string | undefined
  /** Read from our headers when absent, as is `attempt`. */
  deliveryId?: string | undefined
  attempt?: number | undefined
}

export type InboxPredicate = (message: InboxMessage) => boolean

export interface Inbox {
  /** Puts messages that were kept where they were; nobody has taken them. */
  restore(messages: readonly InboxMessage[]): void
  /** A promise where others are told of it, too. */
  receive(account: string, incoming: Incoming): InboxMessage | Promise<InboxMessage>
  /** Everything kept, oldest first, taken or not. */
  list(account: string): InboxMessage[]
  /** Forgets the messages of one account, or of all. Who waits goes on waiting. */
  clear(account?: string): void
  /** Turns away who waits for a message of an account that is gone. */
  dismiss(account: string, reason: Error): void
  /** Turns away who waits, and from now on who would have to wait. */
  close(reason: Error): void
  /** Messages that the bound has let go since the start. */
  readonly dropped: number
  /**
   * Takes the oldest matching message that nobody took before, or the first to come. Rejects with
   * the signal's reason when that is aborted first.
   */
  next(
    account: string,
    predicate?: InboxPredicate,
    options?: { signal?: AbortSignal },
  ): Promise<InboxMessage>
}

/** The inboxes of one process alone. */
export interface LocalInbox extends Inbox {
  receive(account: string, incoming: Incoming): InboxMessage
}

interface Box {
  received: number
  messages: InboxMessage[]
  taken: WeakSet<InboxMessage>
}

interface Waiter {
  account: string
  predicate: InboxPredicate
  resolve(message: InboxMessage): void
  reject(reason: unknown): void
}

/** Makes the inboxes of all accounts. */
export function createInbox({
  maxMessages = 1_000,
  onMessage = () => {},
}: {
  maxMessages?: number
  /** Told of each message that comes in. */
  onMessage?: (message: InboxMessage) => void
} = {}): LocalInbox {
  const boxes = new Map<string, Box>()
  const waiters = new Set<Waiter>()
  let dropped = 0
  let closed: Error | undefined

  const boxOf = (account: string): Box => {
    const box = boxes.get(account) ?? { received: 0, messages: [], taken: new WeakSet() }
    boxes.set(account, box)
    return box
  }

  /** Gives a message to the one who has waited longest. */
  const handOver = (message: InboxMessage): boolean => {
    for (const waiter of waiters) {
      if (waiter.account !== message.account || !waiter.predicate(message)) continue
      waiters.delete(waiter)
      waiter.resolve(message)
      return true
    }
    return false
  }

  const wait = (account: string, predicate: InboxPredicate, signal: AbortSignal | undefined) => {
    const { promise, resolve, reject } = Promise.withResolvers<InboxMessage>()
    const waiter: Waiter = { account, predicate, resolve, reject }
    const giveUp = () => {
      waiters.delete(waiter)
      reject(signal?.reason)
    }
    waiters.add(waiter)
    signal?.addEventListener('abort', giveUp, { once: true })
    return promise.finally(() => signal?.removeEventListener('abort', giveUp))
  }

  const turnAway = (reason: Error, isMeant: (waiter: Waiter) => boolean = () => true): void => {
    for (const waiter of waiters) {
      if (!isMeant(waiter)) continue
      waiters.delete(waiter)
      waiter.reject(reason)
    }
  }

  return {
    restore(messages) {
      for (const message of messages) {
        const box = boxOf(message.account)
        box.messages.push(message)
        box.received = Math.max(box.received, Number(message.id.slice('msg_'.length)))
        if (box.messages.length > maxMessages) box.messages.shift()
      }
    },
    receive(account, incoming) {
      const box = boxOf(account)
      const message = toMessage(account, ++box.received, incoming)
      box.messages.push(message)
      if (box.messages.length > maxMessages) {
        box.messages.shift()
        dropped++
      }
      onMessage(message)
      if (handOver(message)) box.taken.add(message)
      return message
    },
    get dropped() {
      return dropped
    },
    list: (account) => [...(boxes.get(account)?.messages ?? [])],
    clear: (account) => (account === undefined ? boxes.clear() : void boxes.delete(account)),
    dismiss: (account, reason) => turnAway(reason, (waiter) => waiter.account === account),
    close(reason) {
      closed = reason
      turnAway(reason)
    },
    async next(account, predicate = () => true, { signal } = {}) {
      signal?.throwIfAborted()
      const box = boxOf(account)
      const found = box.messages.find((message) => !box.taken.has(message) && predicate(message))
      if (found === undefined && closed) throw closed
      if (found === undefined) return wait(account, predicate, signal)
      box.taken.add(found)
      return found
    },
  }
}

/** The part of an inbox URL (`…/inbox/{account}…`) after the account, with its query. */
export function toInboxTarget(url: string, account: string): string {
  const { pathname, search } = new URL(url)
  const prefix = `/inbox/${encodeURIComponent(account)}`
  const start = `${pathname}/`.indexOf(`${prefix}/`)
  return (start === -1 ? pathname : pathname.slice(start + prefix.length)) + search
}

export function toMessage(account: string, count: number, incoming: Incoming): InboxMessage {
  const { method, target, headers, rawBody, at } = incoming
  return {
    id: `msg_${count}`,
    account,
    receivedAt: at,
    provider: incoming.provider,
    notification: incoming.notification,
    deliveryId: incoming.deliveryId ?? headers['x-ensayo-delivery'],
    attempt: incoming.attempt ?? (Number(headers['x-ensayo-attempt']) || 1),
    method,
    target,
    query: toQuery(target),
    headers,
    body: parseBody(headers['content-type'] ?? '', rawBody),
    rawBody,
  }
}

function toQuery(target: string): Record<string, string> {
  const start = target.indexOf('?')
  return start === -1 ? {} : Object.fromEntries(new URLSearchParams(target.slice(start)))
}

/** JSON or a form, by its content type; undefined for anything else. */
export function parseBody(contentType: string, rawBody: string): unknown {
  if (contentType.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(rawBody))
  }
  return /[/+]json\b/.test(contentType) ? parseJson(rawBody) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
