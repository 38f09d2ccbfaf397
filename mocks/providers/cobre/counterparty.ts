/** What is kept of a counterparty. */
import type { StoredRecord } from '../../provider.ts'

export type Metadata = Record<string, unknown>

export interface Counterparty extends StoredRecord {
  geo: string
  type: string
  alias: string | null
  metadata: Metadata
  created_at: string
  updated_at: string
  /** Types of the local regions are ready at once, global ones are verified first. */
  state: 'ready' | 'processing' | 'verified' | 'failed'
  /** What makes two counterparties the same one. */
  fingerprint: string
  /** Filters of the list; they stand in `metadata` on the wire. */
  counterparty_id_number?: string
  beneficiary_institution?: string
  account_number?: string
}
