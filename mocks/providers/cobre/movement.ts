/** What is kept of a money movement. */
import type { StoredRecord } from '../../provider.ts'
import type { Status } from './wire.ts'

export type MovementState =
  | 'initiated'
  | 'processing'
  | 'pending_approval'
  | 'completed'
  | 'canceled'
  | 'failed'
  | 'rejected'
  | 'returned'

/** States that a movement leaves by itself or by somebody's decision. */
export const OPEN_STATES: ReadonlySet<MovementState> = new Set([
  'initiated',
  'pending_approval',
  'processing',
])

/** Fields in snake case go on the wire as they are. */
export interface Movement extends StoredRecord {
  creator: string
  status: Status
  metadata: Record<string, unknown>
  external_id: string
  checker_approval: boolean
  batch_id: string
  mm_approval_id: string
  /** The rail. */
  type: string
  geo: string
  source_id: string
  destination_id: string
  source: Record<string, unknown> | null
  destination: Record<string, unknown> | null
  currency: string
  /** Minor units. */
  amount: number
  created_at: string
  updated_at: string
  state: MovementState
  /** Money comes from a counterparty into an account. */
  isPull: boolean
  /** Type of the transaction that takes the money; empty for a pull. */
  debitType: string
  /** Account of ours that is credited in the end; empty when the money leaves the house. */
  creditId: string
  /** Where links of the hosted page start. */
  baseUrl: string
  /** Checkout that it is an attempt of; empty otherwise. */
  checkoutId: string
  /** Epoch ms by which the payer must have acted; 0 when nobody waits. */
  expiresAt: number
  /** The payer has opened the link, so that the second time limit runs. */
  isOpened: boolean
}

/** Keys of a read answer, in its order; an answer to the creation has fewer. */
export const MOVEMENT_KEYS = [
  'id',
  'batch_id',
  'mm_approval_id',
  'creator',
  'status',
  'metadata',
  'external_id',
  'checker_approval',
  'type',
  'geo',
  'source_id',
  'source',
  'destination_id',
  'destination',
  'currency',
  'amount',
  'created_at',
  'updated_at',
] as const

/** What the answer to a creation leaves out. */
export const LATER_KEYS: ReadonlySet<string> = new Set([
  'batch_id',
  'mm_approval_id',
  'source',
  'destination',
  'updated_at',
])
