/** What is kept of a direct debit registration. */
import type { StoredRecord } from '../../provider.ts'
import type { Status } from './wire.ts'

export interface Registration extends StoredRecord {
  counterparty_id: string
  destination_id: string
  registration_description: string
  status: Status
  created_at: string
  updated_at: string
  state: 'processing' | 'registered' | 'unregistered' | 'failed'
}
