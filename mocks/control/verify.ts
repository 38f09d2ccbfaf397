/** Compares how often something was asked with how often it should have been. */
import type { JournalEntry } from '../http/journal.ts'
import { compareCount, type WantedCount } from '../webhooks/expect.ts'

export type { WantedCount } from '../webhooks/expect.ts'

export interface Verification {
  matched: number
  ok: boolean
  message: string
  /** Ids of the requests that match. */
  requests: string[]
}

/** Without any number, one request is enough. */
export function verifyCount(entries: JournalEntry[], wanted: WantedCount): Verification {
  return { ...compareCount(entries.length, wanted), requests: entries.map((entry) => entry.id) }
}
