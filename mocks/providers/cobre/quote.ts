/** What is kept of a quote, and what goes on the wire. */
import type { StoredRecord } from '../../provider.ts'

export interface Quote extends StoredRecord {
  type: string
  currency_pair: string
  /** Minor units of the first currency. */
  source_amount: number
  fees_breakdown: { spread: number }
  fx_rate: number
  /** Minor units of the second currency. */
  destination_amount: number
  quota_limit: number
  remaining_quota: number
  created_at: string
  valid_until: string
  last_quote: boolean
  off_market: boolean
  /** Epoch ms. */
  validUntil: number
}

export function toQuote({ validUntil: _, ...wire }: Quote) {
  return wire
}
