/** Writes a notification into the outbox, in the unit of work that caused it. */
import { StoreError } from '../../base/errors.ts'
import { isObject } from '../../dialect/pointer.ts'
import type { Notification, Transition } from '../../dialect/types.ts'
import { meetChaos } from '../departures/chaos.ts'
import { type ReshapeStep, reshape } from '../departures/kinds/reshape.ts'
import { pick } from '../departures/playable.ts'
import type { StoredRecord } from '../store/store.ts'
import type { Target } from '../webhooks/endpoints.ts'
import { type DeliverySetting, type OutboxInput, toDeliveryRows } from '../webhooks/outbox.ts'
import { enqueue } from './enqueue.ts'
import { toForgedRows } from './forged-rows.ts'
import { compileNotifier, type Notifier } from './notifier.ts'
import type { NotificationContext } from './provider-api.ts'
import { expectNoPromise, type UnitOfWork } from './unit-of-work.ts'

/** Sends a notification of the spec about a record. Throws on a name the spec does not have. */
export function notify(
  unit: UnitOfWork,
  name: string,
  record: StoredRecord,
  transition?: Transition,
): void {
  const notifier = notifierOf(unit, name)
  const { notification } = notifier
  const targets = notifier.findTargets(record, unit.tx)
  if (targets.length === 0) return
  const payload = buildPayload(unit, notifier, record, transition)
  const shaped = shape(unit, notifier, transition, record, payload)
  const { spec } = unit.runtime
  const genuine = toOutboxInput(unit, notification, targets, `${spec.name}:${record.id}`, shaped)
  const chaos = meetChaos(unit.account.rules, spec.name, notification)
  for (const { kind, note } of chaos.forged) {
    const input = { ...genuine, chaos: [note] }
    enqueue(unit, toForgedRows(unit, input, { kind, recordId: record.id }), false)
  }
  const { rows, beforeAnswer } = toDeliveryRows({
    ...genuine,
    settings: [...shaped.settings, ...chaos.settings],
    chaos: chaos.notes,
    droppedBy: [...shaped.droppedBy, ...chaos.notes.filter((note) => note.endsWith('=drop'))],
  })
  enqueue(unit, rows, beforeAnswer)
}

/** Throws on a name the spec does not have. */
export function notifierOf({ runtime }: Pick<UnitOfWork, 'runtime'>, name: string): Notifier {
  const known = runtime.notifiers.get(name)
  if (known) return known
  const notification = runtime.spec.notifications.get(name)
  if (!notification) {
    throw new StoreError(`the spec of ${runtime.spec.name} has no notification "${name}"`)
  }
  const notifier = compileNotifier(runtime.spec, runtime.schemas, notification)
  runtime.notifiers.set(name, notifier)
  return notifier
}

/** What a genuine notification is made of, before chaos. */
export function toOutboxInput(
  unit: UnitOfWork,
  notification: Notification,
  targets: readonly Target[],
  subject: string,
  { payload, settings, quirks, droppedBy }: Shaped,
): OutboxInput {
  return {
    provider: unit.runtime.spec.name,
    notification,
    targets,
    payload,
    account: { id: unit.account.id, credentials: keysOf(unit) },
    now: unit.now,
    signedAt: unit.runtime.signedAt,
    ids: unit.account.ids,
    causedBy: unit.causedBy,
    subject,
    settings,
    quirks,
    droppedBy,
  }
}

/** What a signature rule with `key: account.…` may sign with: a credential, or a field that customers never see. */
function keysOf({ account, runtime }: UnitOfWork): Record<string, string> {
  const fields = Object.entries(account.fields.get(runtime.spec.name) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return { ...Object.fromEntries(fields), ...account.credentials.get(runtime.spec.name) }
}

/** What a notification tells of a record: what the module builds, or the fields that the schema lists. */
export function buildPayload(
  unit: UnitOfWork,
  { notification, project }: Notifier,
  record: StoredRecord,
  transition: Transition | undefined,
): unknown {
  const build = unit.runtime.registry.payloads.get(notification.name)
  if (!build) return project(record)
  const context: NotificationContext = Object.assign(unit.runtime.contextOf(unit), {
    record,
    transition,
  })
  const payload = readFor(unit.runtime, notification.name, () => build(context))
  return expectNoPromise(`The payload of "${notification.name}"`, payload)
}

/** What is read meanwhile shows in a notification, and to nobody who does not receive it. */
function readFor<T>(runtime: UnitOfWork['runtime'], notification: string, read: () => T): T {
  const { onQuirk } = runtime
  if (onQuirk === undefined) return read()
  runtime.onQuirk = (quirk) => onQuirk(quirk, notification)
  try {
    return read()
  } finally {
    runtime.onQuirk = onQuirk
  }
}

export interface Shaped {
  payload: unknown
  settings: DeliverySetting[]
  quirks: string[]
  /** Those of the quirks that keep it back. */
  droppedBy: string[]
}

/** Plays the delivery quirks that hold: they change the payload, or how it leaves. */
function shape(
  { account }: UnitOfWork,
  { notification, quirks }: Notifier,
  transition: Transition | undefined,
  record: StoredRecord,
  payload: unknown,
): Shaped {
  const shaped: Shaped = { payload, settings: [], quirks: [], droppedBy: [] }
  for (const each of quirks) {
    const { variant, holds } = pick(each, account.variants)
    if (variant.kind !== 'reshape' && variant.kind !== 'delivery') continue
    const facts = {
      notification: notification.name,
      record,
      payload: shaped.payload,
      ...(transition ? { transition: transition.name } : {}),
    }
    if (!holds(facts)) continue
    const { id } = each.quirk
    shaped.quirks.push(`${id}=${variant.name}`)
    if (variant.kind === 'delivery') {
      const setting = variant.setting as DeliverySetting
      shaped.settings.push(setting)
      if (setting.send === false) shaped.droppedBy.push(`${id}=${variant.name}`)
    } else shaped.payload = reshape(shaped.payload, variant.setting as unknown as ReshapeStep[])
    if (!isObject(shaped.payload) && typeof shaped.payload !== 'string') shaped.payload = payload
  }
  return shaped
}
