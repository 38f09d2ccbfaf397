/** What leaves: rows of the outbox, attempts, and what the inbox caught. */
import type { ForgedKind } from '../accounts/rule-types.ts'
import type { StoredRecord } from '../store/store.ts'

export type DeliveryStatus =
  /** Waiting for its instant, or for its next attempt. */
  | 'pending'
  | 'delivered'
  /** Every attempt of the schedule failed. */
  | 'failed'
  /** The host is not one that the sandbox may call; see `allowHosts`. */
  | 'withheld'
  /** A quirk or a chaos rule kept it back. */
  | 'dropped'
  /** The account collects its notifications; it is sent when it is released. */
  | 'collected'

export interface Attempt {
  /** Epoch ms on the account's clock. */
  at: number
  /** Undefined when no answer came. */
  status: number | undefined
  /** Real milliseconds. */
  durationMs: number
  /** First 256 characters. */
  bodyStart: string
  error: string | undefined
  /** Requests that had come in, to any account, when it left: `req_<n>` and those before it. */
  afterRequest?: number
}

/** A notification on its way to one URL. Written in the transaction that caused it. */
export interface DeliveryRow extends StoredRecord {
  readonly account: string
  readonly provider: string
  readonly notification: string
  /** Epoch ms of the next attempt; absent while one is under way, while it is held, and once it is finished. */
  readonly dueAt?: number
  /** While it is held back until the answer that caused it has left: when it would be due. */
  readonly heldFor?: number
  readonly createdAt: number
  readonly url: string
  readonly method: string
  readonly headers: Record<string, string>
  /** Exactly the bytes that are sent and signed. */
  readonly body: string
  readonly status: DeliveryStatus
  /** Where it went in the place of `url`; absent when it went there. */
  readonly forwardedTo?: string
  /** Why it was withheld. */
  readonly reason?: string
  readonly attempts: readonly Attempt[]
  readonly timeoutMs: number
  readonly retryMs: readonly number[]
  readonly retryOn: 'any' | 'connection'
  readonly ack: '2xx' | '200'
  /** Record it tells of, `<collection>:<id>`. */
  readonly subject: string
  /** Quirks that shaped it, `id=variant`. */
  readonly quirks: readonly string[]
  /** Chaos rules that shaped it, `id=kind`; absent when none did. */
  readonly chaos?: readonly string[]
  /** How it departs from a genuine one; absent when it is genuine. */
  readonly forged?: ForgedKind
  /** Whether the body of the first attempt is cut in the middle. */
  readonly truncated?: boolean
  /** Journal id of the request that caused it, if one did. */
  readonly causedBy: string | undefined
}

export interface InboxMessage {
  id: string
  account: string
  /** Epoch ms on the account's clock. */
  receivedAt: number
  provider: string | undefined
  notification: string | undefined
  deliveryId: string | undefined
  /** 1 for the first try. */
  attempt: number
  method: string
  /** Path after the account, and query. */
  target: string
  query: Record<string, string>
  headers: Record<string, string>
  /** Parsed when it is JSON or a form; otherwise undefined. */
  body: unknown
  rawBody: string
}
