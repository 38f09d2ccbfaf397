/** Writes a notification into the outbox, in the transaction that caused it. */
import { StoreError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Notification, Quirk, Spec, Transition } from '../../dialect/types.ts'
import { activeVariant } from '../accounts/variants.ts'
import { meetChaos } from '../departures/chaos.ts'
import { type ReshapeStep, reshape } from '../departures/kinds/reshape.ts'
import { holds } from '../departures/predicate.ts'
import type { StoredRecord } from '../store/store.ts'
import { findTargets, type Target } from '../webhooks/endpoints.ts'
import { type DeliverySetting, type OutboxInput, toDeliveryRows } from '../webhooks/outbox.ts'
import { place } from './enqueue.ts'
import { toForgedRows } from './forge.ts'
import type { NotificationContext } from './provider-api.ts'
import { propertiesOf } from './resource.ts'
import { toStoredName, type Work } from './unit-of-work.ts'

/** Sends a notification of the spec about a record. Throws on a name the spec does not have. */
export async function notify(
  work: Work,
  name: string,
  record: StoredRecord,
  transition?: Transition,
): Promise<void> {
  const { spec } = work.runtime
  const notification = spec.notifications.get(name)
  if (!notification) throw new StoreError(`the spec of ${spec.name} has no notification "${name}"`)
  const targets = await targetsOf(work, notification, record)
  if (targets.length === 0) return
  const shaped = shape(
    work,
    notification,
    transition,
    record,
    await buildPayload(work, notification, record, transition),
  )
  const genuine = toOutboxInput(work, notification, targets, `${spec.name}:${record.id}`, shaped)
  const chaos = meetChaos(work.account.arranged, spec.name, notification)
  for (const { kind, note } of chaos.forged) {
    const input = { ...genuine, chaos: [note] }
    await place(work, await toForgedRows(work, input, { kind, recordId: record.id }), false)
  }
  const { rows, beforeAnswer } = toDeliveryRows({
    ...genuine,
    settings: [...shaped.settings, ...chaos.settings],
    chaos: chaos.notes,
  })
  await place(work, rows, beforeAnswer)
}

/** What a genuine notification is made of, before chaos. */
export function toOutboxInput(
  work: Work,
  notification: Notification,
  targets: readonly Target[],
  subject: string,
  { payload, settings, quirks }: Shaped,
): OutboxInput {
  return {
    provider: work.runtime.spec.name,
    notification,
    targets,
    payload,
    account: { id: work.account.id, credentials: keysOf(work) },
    now: work.now,
    ids: work.account.ids,
    causedBy: work.causedBy,
    subject,
    settings,
    quirks,
  }
}

/** What a signature rule with `key: account.…` may sign with: a credential, or a field that customers never see. */
function keysOf({ account, runtime }: Work): Record<string, string> {
  const fields = Object.entries(account.fields.get(runtime.spec.name) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { ...Object.fromEntries(fields), ...account.credentials.get(runtime.spec.name) }
}

/** Endpoints are records of the provider's own collections. */
export function targetsOf(
  work: Work,
  notification: Notification,
  record: StoredRecord,
): Promise<Target[]> {
  const { endpoints } = notification
  if (!endpoints) return findTargets(notification, record, work.tx)
  const stored = { ...endpoints, collection: toStoredName(work, endpoints.collection) }
  return findTargets({ ...notification, endpoints: stored }, record, work.tx)
}

export async function buildPayload(
  work: Work,
  notification: Notification,
  record: StoredRecord,
  transition: Transition | undefined,
): Promise<unknown> {
  const build = work.runtime.registry.payloads.get(notification.name)
  if (!build) return project(work.runtime.spec, notification, record)
  const context: NotificationContext = Object.assign(work.runtime.contextOf(work), {
    record,
    transition,
  })
  return build(context)
}

/** The record's fields that the notification's schema lists. */
function project(spec: Spec, notification: Notification, record: StoredRecord): unknown {
  if (notification.schema === undefined) return record
  const fields = record as unknown as Record<string, unknown>
  const names = propertiesOf(spec, notification.schema).map(([name]) => name)
  return Object.fromEntries(
    names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  )
}

export interface Shaped {
  payload: unknown
  settings: DeliverySetting[]
  quirks: string[]
}

/** Plays the delivery quirks that hold: they change the payload, or how it leaves. */
function shape(
  work: Work,
  notification: Notification,
  transition: Transition | undefined,
  record: StoredRecord,
  payload: unknown,
): Shaped {
  const shaped: Shaped = { payload, settings: [], quirks: [] }
  for (const quirk of deliveryQuirks(work.runtime.spec, notification)) {
    const variant = activeVariant(quirk, work.account.variants)
    if (variant.kind !== 'reshape' && variant.kind !== 'delivery') continue
    const facts = {
      notification: notification.name,
      record,
      payload: shaped.payload,
      ...(transition ? { transition: transition.name } : {}),
    }
    if (!holds(variant.when ?? quirk.when, facts, work.runtime.schemas)) continue
    work.runtime.onQuirk?.(quirk.id)
    shaped.quirks.push(`${quirk.id}=${variant.name}`)
    if (variant.kind === 'delivery') shaped.settings.push(variant.setting as DeliverySetting)
    else shaped.payload = reshape(shaped.payload, variant.setting as unknown as ReshapeStep[])
    if (!isObject(shaped.payload) && typeof shaped.payload !== 'string') shaped.payload = payload
  }
  return shaped
}

const byNotification = new WeakMap<Notification, Quirk[]>()

function deliveryQuirks(spec: Spec, notification: Notification): Quirk[] {
  const known = byNotification.get(notification)
  if (known) return known
  const quirks = [...spec.quirks.values()].filter(
    (quirk) =>
      quirk.stage === 'delivery' &&
      (quirk.notification === undefined || quirk.notification === notification.name),
  )
  byNotification.set(notification, quirks)
  return quirks
}
