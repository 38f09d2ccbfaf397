/** Rows of the outbox in the store: recording an attempt, copying, tidying up. */
import { EnsayoError } from '../../base/errors.ts'
import { DELIVERIES, type Store, type Transaction } from '../store/store.ts'
import type { DeliveryRow } from './types.ts'

/** What an attempt, or the refusal of one, makes of a row. */
export type Changes = Pick<DeliveryRow, 'status' | 'attempts' | 'dueAt' | 'reason'>

/**
 * Writes what became of a row. Undefined when it is not the one that was sent any more: the account
 * was reset in the meantime, and ids come again after that.
 */
export async function recordChanges(
  tx: Transaction,
  sent: DeliveryRow,
  changes: Changes,
): Promise<DeliveryRow | undefined> {
  const current = await tx.get<DeliveryRow>(DELIVERIES, sent.id)
  if (current?.createdAt !== sent.createdAt || current.body !== sent.body) return undefined
  // What is under way has no instant; one that has is another of the same id, made after a reset.
  if (current.dueAt !== undefined || current.heldFor !== undefined) return undefined
  if (current.attempts.length !== sent.attempts.length) return undefined
  return tx.update<DeliveryRow>(DELIVERIES, { ...current, ...changes })
}

/** Takes the rows that are due, so that nobody else sends them: they have no instant until their attempt is recorded. */
export function claimDue(
  store: Store,
  account: string,
  until: number,
  limit: number,
): Promise<DeliveryRow[]> {
  return store.transaction(account, async (tx) => {
    const rows = await tx.due<DeliveryRow>(DELIVERIES, until, limit)
    return Promise.all(rows.map((row) => claim(tx, row)))
  })
}

/** Takes these rows, whenever they are due; those already taken, or gone, are left out. */
export function claimRows(
  store: Store,
  account: string,
  ids: readonly string[],
): Promise<DeliveryRow[]> {
  return store.transaction(account, async (tx) => {
    const rows = await Promise.all(ids.map((id) => tx.get<DeliveryRow>(DELIVERIES, id)))
    return Promise.all(rows.filter((row) => row?.dueAt !== undefined).map((row) => claim(tx, row!)))
  })
}

function claim(tx: Transaction, { dueAt: _, ...row }: DeliveryRow): Promise<DeliveryRow> {
  return tx.update<DeliveryRow>(DELIVERIES, row)
}

/** Lets held rows go: they are due at their instant, or now if that is past. Returns the earliest. */
export async function releaseHeld(
  store: Store,
  account: string,
  ids: readonly string[],
  now: number,
): Promise<number | undefined> {
  return store.transaction(account, async (tx) => {
    let earliest: number | undefined
    for (const id of ids) {
      const row = await tx.get<DeliveryRow>(DELIVERIES, id)
      if (row?.heldFor === undefined) continue
      const { heldFor, ...rest } = row
      const dueAt = Math.max(heldFor, now)
      await tx.update<DeliveryRow>(DELIVERIES, { ...rest, dueAt })
      if (earliest === undefined || dueAt < earliest) earliest = dueAt
    }
    return earliest
  })
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
export async function insertCopy(
  tx: Transaction,
  account: string,
  id: string,
  now: number,
): Promise<DeliveryRow> {
  const original = await tx.get<DeliveryRow>(DELIVERIES, id)
  if (original === undefined) {
    throw new EnsayoError('DELIVERY_UNKNOWN', `Account "${account}" has no delivery "${id}".`)
  }
  const { reason: _, heldFor: __, truncated: ___, ...row } = original
  const base = id.replace(/\.\d+$/, '')
  let number = 2
  while (await tx.get(DELIVERIES, `${base}.${number}`)) number++
  const fresh = { id: `${base}.${number}`, createdAt: now, dueAt: now, attempts: [] }
  return tx.insert<DeliveryRow>(DELIVERIES, { ...row, ...fresh, status: 'pending' })
}

/** Lets a collected row go: it is due now. Throws unless it is one. */
export async function releaseCollected(
  tx: Transaction,
  account: string,
  id: string,
  now: number,
): Promise<DeliveryRow> {
  const row = await tx.get<DeliveryRow>(DELIVERIES, id)
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
export async function pruneFinished(store: Store, account: string, max: number): Promise<number> {
  const rows = await store.read(account).list<DeliveryRow>(DELIVERIES)
  if (rows.filter(isFinished).length <= max) return 0
  return store.transaction(account, (tx) => pruneRows(tx, max))
}

/** The same inside a transaction. */
export async function pruneRows(tx: Transaction, max: number): Promise<number> {
  const finished = (await tx.list<DeliveryRow>(DELIVERIES)).filter(isFinished)
  const old = finished.slice(0, Math.max(0, finished.length - max))
  for (const { id } of old) await tx.delete(DELIVERIES, id)
  return old.length
}

function isFinished({ status }: DeliveryRow): boolean {
  return status !== 'pending'
}
