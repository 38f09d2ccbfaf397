/** What is kept of a debit card and of each movement on it. */
import type { StoredRecord } from '../../provider.ts'

export interface DebitCard extends StoredRecord {
  pk: number
  holder: string
  /** Made up; answers mask it. */
  pan: string
  cvv: string
  /** `MM/YY` */
  expiration: string
  state: 'ACTIVE' | 'FROZEN'
  supportToken: string
  createdAt: number
}

export interface CardTransaction extends StoredRecord {
  pk: number
  card: string
  /** Onto the card above nothing, off it below. */
  amountMinor: number
  merchant: string
  createdAt: number
}
