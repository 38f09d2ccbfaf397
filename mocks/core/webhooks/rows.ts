/** Rows of the outbox in the store: recording an attempt, copying, tidying up. */
import { EnsayoError } from '../../base/errors.ts'
import { DELIVERIES, type Transaction } from '../store/store.ts'
import type { DeliveryRow } from './types.ts'

/** What an attempt, or the refusal of one, makes of a row. */
export type Changes = Pick<DeliveryRow, 'status' | 'attempts' | 'dueAt' | 'reason' | 'forwardedTo'>

/**
 * Writes what became of a row. Undefined when it is not the one that was sent any more: the account
 * was reset in the meantime, and ids come again after that.
 */
export function recordChanges(
  tx: Transaction,
  sent: DeliveryRow,
  changes: Changes,
): DeliveryRow | undefined {
  const current = tx.get<DeliveryRow>(DELIVERIES, sent.id)
  if (current?.createdAt !== sent.createdAt || current.body !== sent.body) return undefined
  // What is under way has no instant; one that has is another of the same id, made after a reset.
  if (current.dueAt !== undefined || current.heldFor !== undefined) return undefined
  if (current.attempts.length !== sent.attempts.length) return undefined
  return tx.update<DeliveryRow>(DELIVERIES, { ...current, ...changes })
}

/** Takes the rows that are due, so that nobody else sends them: they have no instant until their attempt is recorded. */
export function claimDue(tx: Transaction, until: number, limit: number): DeliveryRow[] {
  return tx.due(DELIVERIES, until, limit).map(({ record }) => claim(tx, record as DeliveryRow))
}

/** Takes these rows, whenever they are due; those already taken, or gone, are left out. */
export function claimRows(tx: Transaction, ids: readonly string[]): DeliveryRow[] {
  const rows = ids.map((id) => tx.get<DeliveryRow>(DELIVERIES, id))
  return rows.filter((row) => row?.dueAt !== undefined).map((row) => claim(tx, row!))
}

function claim(tx: Transaction, { dueAt: _, ...row }: DeliveryRow): DeliveryRow {
  return tx.update<DeliveryRow>(DELIVERIES, row)
}

/** Lets rows go that waited for their answer: they are due at their instant, or now if that is past. Returns the earliest. */
export function releaseHeld(
  tx: Transaction,
  ids: readonly string[],
  now: number,
): number | undefined {
  let earliest: number | undefined
  for (const id of ids) {
    const row = tx.get<DeliveryRow>(DELIVERIES, id)
    if (row?.heldFor === undefined) continue
    const { heldFor, ...rest } = row
    const dueAt = Math.max(heldFor, now)
    tx.update<DeliveryRow>(DELIVERIES, { ...rest, dueAt })
    if (earliest === undefined || dueAt < earliest) earliest = dueAt
  }
  return earliest
}

/** Without the number of the request before each attempt: after a restore, requests are counted anew. */
export function toPortable(row: DeliveryRow): DeliveryRow {
  return { ...row, attempts: row.attempts.map(({ afterRequest: _, ...attempt }) => attempt) }
}

/** What was under way or held when it was saved is due again. */
export function toResumed(row: DeliveryRow): DeliveryRow {
  if (row.status !== 'pending' || row.dueAt !== undefined) return row
  const { heldFor, ...rest } = row
  return { ...rest, dueAt: heldFor ?? row.createdAt }
}

/** Inserts a pending copy of a delivery, due now. Copies are numbered: `whk_abc`, `whk_abc.2`, `whk_abc.3`. */
export function insertCopy(tx: Transaction, account: string, id: string, now: number): DeliveryRow {
  const original = tx.get<DeliveryRow>(DELIVERIES, id)
  if (original === undefined) {
    throw new EnsayoError('DELIVERY_UNKNOWN', `Account "${account}" has no delivery "${id}".`)
  }
  const { reason: _, heldFor: __, truncated: ___, ...row } = original
  const base = id.replace(/\.\d+$/, '')
  let number = 2
  while (tx.get(DELIVERIES, `${base}.${number}`)) number++
  const fresh = { id: `${base}.${number}`, createdAt: now, dueAt: now, attempts: [] }
  return tx.insert<DeliveryRow>(DELIVERIES, { ...row, ...fresh, status: 'pending' })
}

/** Lets a collected row go: it is due now. Throws unless it is one. */
export function releaseCollected(
  tx: Transaction,
  account: string,
  id: string,
  now: number,
): DeliveryRow {
  const row = tx.get<DeliveryRow>(DELIVERIES, id)
  if (row === undefined) {
    throw new EnsayoError('DELIVERY_UNKNOWN', `Account "${account}" has no delivery "${id}".`)
  }
  if (row.status !== 'collected') {
    throw new EnsayoError(
      'OPTION_INVALID',
      `Delivery "${id}" is ${row.status}; only a collected one is released. "ensayo webhooks resend" sends another again.`,
    )
  }
  return tx.update<DeliveryRow>(DELIVERIES, { ...row, status: 'pending', dueAt: now })
}

/** Deletes the oldest finished rows beyond `max`, collected ones among them; returns how many. */
export function pruneRows(tx: Transaction, max: number): number {
  const counts = FINISHED.map((status) => tx.count<DeliveryRow>(DELIVERIES, { status }))
  const excess = counts.reduce((sum, count) => sum + count, -max)
  if (excess <= 0) return 0
  const old = FINISHED.flatMap((status) =>
    tx.list<DeliveryRow>(DELIVERIES, { where: { status }, limit: excess }),
  )
    .sort((a, b) => a.createdAt - b.createdAt)
    .slice(0, excess)
  for (const { id } of old) tx.delete(DELIVERIES, id)
  return old.length
}

/** By which the store finds rows of the outbox. */
export const DELIVERY_INDEXES = ['status']

const FINISHED: readonly DeliveryRow['status'][] = [
  'delivered',
  'failed',
  'withheld',
  'dropped',
  'collected',
]
