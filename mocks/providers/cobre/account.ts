/** What is kept of an account: a Cobre Balance or a connected bank account. */
import type { StoredRecord } from '../../provider.ts'
import type { Geo } from './catalogs.ts'

/** Fields in snake case go on the wire as they are. */
export interface Account extends StoredRecord {
  provider_id: string
  provider_name: string
  connectivity: { status: string; description: string }
  alias: string
  metadata: { available_services: string[]; cobre_tag?: string; primary_account?: string }
  /** Where US wires arrive; balances in the USA alone have it. */
  payment_methods?: PaymentMethods
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

/** The object is documented, the names in it are assumed. */
export interface PaymentMethods {
  aba_routing_number: string
  account_number: string
}

export interface Transaction extends StoredRecord {
  type: string
  /** Minor units; negative for debits. */
  amount: number
  /** Upper case on Colombian balances, else as the account's. */
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
