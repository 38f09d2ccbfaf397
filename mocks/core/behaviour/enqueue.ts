/** Puts delivery rows into the outbox, as the account's mode says: after the answer, before it, or until they are released. */
import { DELIVERIES } from '../store/store.ts'
import { pruneRows } from '../webhooks/rows.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { noteDue, type Work } from './unit-of-work.ts'

/** `beforeAnswer`: a quirk or rule wants them sent ahead of the answer that caused them. */
export async function place(
  work: Work,
  rows: readonly DeliveryRow[],
  beforeAnswer: boolean,
): Promise<void> {
  for (const row of rows) await placeOne(work, row, beforeAnswer)
}

async function placeOne(work: Work, row: DeliveryRow, beforeAnswer: boolean): Promise<void> {
  const { mode } = work.account.arranged
  if (row.dueAt === undefined) return rest(work, row)
  if (mode === 'collect') return rest(work, toCollected(row))
  const isEarly = beforeAnswer || (mode === 'sync' && row.dueAt <= work.now)
  const isHeld = work.causedBy !== undefined && !isEarly
  await work.tx.insert(DELIVERIES, isHeld ? toHeld(row) : row)
  if (isHeld) work.held.push(row.id)
  else noteDue(work, row.dueAt)
  if (isEarly) work.beforeAnswer.push(row.id)
}

/** Written often, pruned now and then, as that reads all of them. */
const PRUNE_EVERY = 32

/** Writes a row that nobody is going to send by itself; of those, too, only so many are kept. */
async function rest(work: Work, row: DeliveryRow): Promise<void> {
  const { resting } = work.account.arranged
  await work.tx.insert(DELIVERIES, row)
  if (++resting.written % PRUNE_EVERY !== 0) return
  resting.pruned += await pruneRows(work.tx, resting.max)
}

function toCollected({ dueAt: _, ...row }: DeliveryRow): DeliveryRow {
  return { ...row, status: 'collected' }
}

/** What a request caused has no instant until its answer has left. */
function toHeld({ dueAt, ...row }: DeliveryRow): DeliveryRow {
  return dueAt === undefined ? row : { ...row, heldFor: dueAt }
}
