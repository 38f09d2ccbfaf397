/** What is kept of virtual accounts, payins, payouts and movements of the balance. */
import type { StoredRecord } from '../../provider.ts'
import type { ACCOUNT_STATUS, PAYIN_STATUS, PAYOUT_STATUS } from './catalogs.ts'

export interface Document {
  type: string
  id: string
}

/** A person or company as the request had it. */
export interface Party {
  type: 'INDIVIDUAL' | 'COMPANY'
  name: string
  lastName?: string | null
  document: Document
  email?: string
}

export interface Rejection {
  code: string
  text: string
}

export interface VirtualAccount extends StoredRecord {
  /** `externalId`. */
  id: string
  internalId: string
  state: keyof typeof ACCOUNT_STATUS
  accountNumber: string
  beneficiary: Party
  /** The Bre-B key; shown once the account is active. Empty on a rejected one. */
  key: string
  createdAt: number
  /** Kept only under the quirk that keeps rejected ones. */
  rejections?: Rejection[]
}

export interface Payer extends Party {
  bank: { name: string; code: string; account: { type: string; number: string } }
}

/** What payins and payouts share. */
export interface Transaction extends StoredRecord {
  /** `externalId`. */
  id: string
  internalId: string
  accountNumber: string
  /** Centavos. */
  amountMinor: number
  createdAt: number
  processedAt: number | null
  /** Of the quote that it was made with. */
  exchangeRateToken: string | null
}

export interface Payin extends Transaction {
  state: keyof typeof PAYIN_STATUS
  kind: 'breb' | 'pse' | 'cash'
  /** Whether it waits for what its payer does at a bank or a counter. */
  isOpen: boolean
  /** Code of the payment method. */
  methodCode: string
  /** What is shown at the counter; cash only. */
  ticket: { id: string; barcode: string } | null
  /** Key that was paid; empty for PSE and cash. */
  key: string
  flow: string
  feeMinor: number
  taxMinor: number
  payer: Payer | Record<string, unknown>
  concept: string
  referenceCode: string
  trackingId: string
  /** Epoch ms after which a PSE payin can no longer be paid. */
  expiresAt: number | null
  redirectUrl: string | null
}

export interface Payout extends Transaction {
  state: keyof typeof PAYOUT_STATUS
  /** Why it is on hold or rejected. */
  code: string | null
  rejections: Rejection[]
  beneficiary: Party
  alias: string
  sender: Record<string, unknown> | null
  merchant: Record<string, unknown> | null
  /** Whether the caller asked for it to wait for its authorization. */
  requiresAuth: boolean
  /** Whether the amount was taken from the balance. */
  isDebited: boolean
}
