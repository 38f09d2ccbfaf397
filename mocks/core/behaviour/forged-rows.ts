/** Forged notifications, as rows that are sent once and say how they were forged. */

import { isObject } from '../../dialect/pointer.ts'
import type { ForgedKind } from '../accounts/rule-types.ts'
import { toLikeness, toUnknownRecord } from '../departures/forge-payload.ts'
import { DELIVERIES } from '../store/store.ts'
import {
  type DeliverySetting,
  findKey,
  type OutboxInput,
  toDeliveryRows,
} from '../webhooks/outbox.ts'
import type { DeliveryRow } from '../webhooks/types.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export interface Forgery {
  kind: ForgedKind
  /** Id of the record that the genuine one tells of. */
  recordId: string
  /** Of kind `replay`: the only subject that it may tell of. */
  subject?: string
  /** Fields over those of the payload, of kind `altered`. */
  fields?: Record<string, unknown>
}

/** Rows of a forgery of what `genuine` would write; none where it cannot differ from a genuine one. */
export function toForgedRows(
  unit: UnitOfWork,
  genuine: OutboxInput,
  forgery: Forgery,
): DeliveryRow[] {
  const { kind, recordId } = forgery
  if (kind === 'replay') return replay(unit, genuine, forgery.subject)
  const { ids } = unit.account
  const input: OutboxInput = { ...genuine, forged: kind }
  const once = { retry: [] }
  const earlier = (genuine.settings ?? []).map(toForm)
  if (kind === 'unknown-record') {
    const payload = toUnknownRecord(genuine.payload, recordId, ids)
    const subject = `${genuine.provider}:${toLikeness(recordId, ids)}`
    return toDeliveryRows({ ...input, payload, subject, settings: [...earlier, once] }).rows
  }
  // Only who has the key can sign; a stranger signs wrongly or not at all.
  const forge = kind === 'altered' ? 'wrong-signature' : kind
  const settings: DeliverySetting[] = [...earlier, once, { forge }]
  if (kind === 'altered') {
    const payload = isObject(genuine.payload)
      ? { ...genuine.payload, ...forgery.fields }
      : forgery.fields
    return toDeliveryRows({ ...input, payload, settings }).rows
  }
  // Without a key nothing is signed, and the forged one would be the genuine one.
  const targets = genuine.targets.filter((target) => findKey(genuine, target) !== undefined)
  return toDeliveryRows({ ...input, targets, settings }).rows
}

/** A forgery looks like a genuine one, but when and how often it comes is its own. */
function toForm(setting: DeliverySetting): DeliverySetting {
  const { send: _, copies: __, delay: ___, jitter: ____, beforeAnswer: _____, ...form } = setting
  return form
}

/** The same bytes as the newest that was taken, signature and all. */
function replay(
  unit: UnitOfWork,
  genuine: OutboxInput,
  subject: string | undefined,
): DeliveryRow[] {
  const where = { provider: genuine.provider, notification: genuine.notification.name }
  const rows = unit.tx.list<DeliveryRow>(DELIVERIES, { where, order: 'newest' })
  const old = rows.find(
    ({ forged, status, subject: about }) =>
      forged === undefined && status === 'delivered' && [undefined, about].includes(subject),
  )
  if (!old) return []
  const { heldFor: _, reason: __, truncated: ___, chaos: ____, ...bytes } = old
  return [
    {
      ...bytes,
      id: `whk_${unit.account.ids.text('delivery', 16)}`,
      createdAt: unit.now,
      dueAt: unit.now,
      status: 'pending',
      attempts: [],
      retryMs: [],
      forged: 'replay',
      causedBy: unit.causedBy,
      ...(genuine.chaos ? { chaos: genuine.chaos } : {}),
    },
  ]
}
