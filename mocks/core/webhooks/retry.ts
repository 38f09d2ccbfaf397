/** What becomes of a delivery after an attempt. */
import type { Attempt, DeliveryRow } from './types.ts'

export interface Next {
  status: 'pending' | 'delivered' | 'failed'
  /** Epoch ms of the next attempt, while there is one. */
  dueAt?: number
}

/** Decides after the newest attempt, which the row does not hold yet. */
export function nextAttempt(row: DeliveryRow, attempt: Attempt): Next {
  if (isAcknowledged(row, attempt)) return { status: 'delivered' }
  const delayMs = row.retryMs[row.attempts.length]
  if (delayMs === undefined || !isWorthRetrying(row, attempt)) return { status: 'failed' }
  return { status: 'pending', dueAt: attempt.at + delayMs }
}

function isAcknowledged(row: DeliveryRow, { status = 0 }: Attempt): boolean {
  return row.ack === '200' ? status === 200 : status >= 200 && status < 300
}

function isWorthRetrying(row: DeliveryRow, attempt: Attempt): boolean {
  return row.retryOn === 'any' || attempt.status === undefined
}
