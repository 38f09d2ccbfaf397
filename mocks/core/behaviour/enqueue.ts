/** Puts delivery rows into the outbox, as the account's mode says: after the answer, before it, or until they are released. */
import { DELIVERIES } from '../store/store.ts'
import { pruneRows } from '../webhooks/rows.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import { noteDue, type UnitOfWork } from './unit-of-work.ts'

/** `beforeAnswer`: a quirk or rule wants them sent ahead of the answer that caused them. */
export function enqueue(
  unit: UnitOfWork,
  rows: readonly DeliveryRow[],
  beforeAnswer: boolean,
): void {
  for (const row of rows) enqueueOne(unit, row, beforeAnswer)
}

function enqueueOne(unit: UnitOfWork, row: DeliveryRow, beforeAnswer: boolean): void {
  const { mode } = unit.account.rules
  if (row.dueAt === undefined || mode === 'collect') {
    keepBack(unit, row.dueAt === undefined ? row : toCollected(row))
    return
  }
  const isEarly = beforeAnswer || (mode === 'sync' && row.dueAt <= unit.now)
  const isHeld = unit.causedBy !== undefined && !isEarly
  unit.tx.insert(DELIVERIES, isHeld ? toHeld(row) : row)
  if (isHeld) unit.awaitingAnswer.push(row.id)
  else noteDue(unit, row.dueAt)
  if (isEarly) unit.beforeAnswer.push(row.id)
}

/** Written often, pruned now and then, as that reads all of them. */
const PRUNE_EVERY = 32

/** Writes a row that nobody is going to send by itself; of those, too, only so many are kept. */
function keepBack(unit: UnitOfWork, row: DeliveryRow): void {
  const { keptBack } = unit.account.rules
  const { written, pruned } = keptBack
  unit.tx.changes.onUndo(() => Object.assign(keptBack, { written, pruned }))
  unit.tx.insert(DELIVERIES, row)
  if (++keptBack.written % PRUNE_EVERY !== 0) return
  keptBack.pruned += pruneRows(unit.tx, keptBack.max)
}

function toCollected({ dueAt: _, ...row }: DeliveryRow): DeliveryRow {
  return { ...row, status: 'collected' }
}

/** What a request caused has no instant until its answer has left. */
function toHeld({ dueAt, ...row }: DeliveryRow): DeliveryRow {
  return dueAt === undefined ? row : { ...row, heldFor: dueAt }
}
