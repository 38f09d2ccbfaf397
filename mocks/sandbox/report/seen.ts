/** Requests and deliveries as the checks of a report see them. */

import type { JournalEntry } from '../../core/http/journal-entry.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Operation, Spec } from '../../dialect/types.ts'

export interface SeenRequest {
  entry: JournalEntry
  /** Its place in the order of arrival. */
  number: number
  operation: Operation | undefined
  params: Record<string, string>
  query: Record<string, string>
  readonly body: unknown
  readonly answer: unknown
}

export interface SeenDelivery {
  row: DeliveryRow
  readonly body: unknown
  /** What is wrong with it, when the sandbox made it wrong on purpose. */
  forged: string | undefined
  /** Whether it went to an inbox of the sandbox, which acknowledges by itself. */
  isToInbox: boolean
}

export interface Traffic {
  spec: Spec
  account: string
  requests: SeenRequest[]
  deliveries: SeenDelivery[]
  /** Requests that the journal's bound has dropped. */
  dropped: number
  /** A duration, or the one that a quirk's active variant says. */
  toMs(setting: unknown): number
  matches(when: string | undefined, seen: SeenRequest): boolean
}
