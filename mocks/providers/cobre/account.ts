/** What is kept of an account: a Cobre Balance or a connected bank account. */
import type { StoredRecord } from '../../provider.ts'
import type { Geo } from './catalogs.ts'

/** Fields in snake case go on the wire as they are. */
export interface Account extends StoredRecord {
  provider_id: string
  provider_name: string
  connectivity: { status: string; description: string }
  alias: string
  metadata: { available_services: string[]; primary_account?: string }
  account_number: string
  account_type: string
  /** Minor units, never below 0. */
  obtained_balance: number
  obtained_balance_at: string
  geo: Geo
  currency: string
  tags: string[]
  created_at: string
  updated_at: string
}

export interface Transaction extends StoredRecord {
  type: string
  /** Minor units; negative for debits. */
  amount: number
  /** Upper case, unlike the account's. */
  currency: string
  credit_debit_type: 'credit' | 'debit'
  transaction_date: string
  created_at: string
  metadata: Record<string, unknown>
  account_id: string
  previous_balance: number
  current_balance: number
  /** Epoch ms of the posting. */
  postedAt: number
}
