/** What the dispatcher is handed by whoever wires it. */
import type { Clock } from '../clock/clock.ts'
import type { Turns } from '../clock/turns.ts'
import type { Store } from '../store/store.ts'
import type { Forwarding } from './forward.ts'
import type { Incoming } from './inbox.ts'
import type { DeliveryRow } from './types.ts'

export interface DispatcherOptions extends Forwarding {
  store: Store
  clockOf(account: string): Pick<Clock, 'now'>
  fetch: typeof fetch
  /** Real time, for time limits and durations. */
  real: { monotonicMs(): number; setTimer(ms: number, run: () => void): () => void }
  /** Other machines reach the sandbox; see `HostRules`. */
  isShared?: boolean
  /** The account whose inbox a URL is; undefined when it is not one. */
  isInbox(url: string): string | undefined
  receiveInbox(account: string, incoming: Incoming): unknown
  /** Finished rows kept per account, give or take a few. */
  maxFinished?: number
  /** Requests that have come in so far; an attempt keeps it, so that a report can tell what followed. */
  requestCount?(): number
  /** Where it steps back while it sends much. */
  turns?: Turns
  /** Told of a fault while a delivery that nobody waits for was under way. */
  onError(error: unknown): void
  /** Told of every row after an attempt, or once it is withheld. */
  onDelivered?(row: DeliveryRow): void
}
