/** What is kept of a ticket. */
import type { StoredRecord } from '../../provider.ts'
import type { QuoteRecord } from './quote.ts'

export type TicketStatus =
  | 'UNPAID'
  | 'PROCESSING'
  | 'PAID'
  | 'FAILED'
  | 'PARTIAL-FAILED'
  | 'ON-HOLD'
  | 'CANCELED'

/** Where the output goes: to an owner's balance, or out of Avenia. */
export type Destination =
  | { owner: string; info: Record<string, string> }
  | { owner: null; info: Record<string, string> }

export interface Ticket extends StoredRecord {
  seq: number
  /** The main account or the sub-account. */
  userId: string
  status: TicketStatus
  externalId: string
  failureReason: string
  createdAt: number
  updatedAt: number
  expiresAt: number
  quote: QuoteRecord
  destination: Destination
  /** Whose balance pays, when no outside payer does. */
  isFromBalance: boolean
  /** What was taken and not handed over yet, in millionths of the input. */
  heldMicro: number
  /** Number of the step of `ticket-steps.ts` that comes next. */
  nextStep: number
  /** Blocks of the body that the ticket shows again. */
  input: { walletAddress: string; additionalData: string; signature: Record<string, string> }
  brCode: string
  endToEndId: string
  txHash: string
}

/** Ledger account of what an open ticket has taken. */
export const holderOf = ({ id }: Pick<Ticket, 'id'>): string => `hold:${id}`
