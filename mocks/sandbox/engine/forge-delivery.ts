/** Forged notifications at will: what a stranger would send, made from a genuine delivery or from a record. */

import { EnsayoError } from '../../base/errors.ts'
import { FORGED_KINDS, type NewForgery } from '../../core/accounts/rule-types.ts'
import { type Forgery, toForgedRows } from '../../core/behaviour/forged-rows.ts'
import { buildPayload, notifierOf, toOutboxInput } from '../../core/behaviour/notify.ts'
import { runUnit, toStoredName, type UnitOfWork } from '../../core/behaviour/unit-of-work.ts'
import { expectForge } from '../../core/departures/chaos.ts'
import { findNotification } from '../../core/departures/targets.ts'
import { DELIVERIES, type StoredRecord } from '../../core/store/store.ts'
import type { Target } from '../../core/webhooks/endpoints.ts'
import { parseBody } from '../../core/webhooks/inbox.ts'
import type { DeliveryRow } from '../../core/webhooks/types.ts'
import type { Notification } from '../../dialect/types.ts'
import type { Parts } from './parts.ts'

/** Sends it now, once, whatever the account's mode. Throws `EnsayoError` when there is nothing to make it from. */
export async function forgeDelivery(
  parts: Parts,
  accountId: string,
  forgery: NewForgery,
): Promise<DeliveryRow[]> {
  const specs = [...parts.runtimes.values()].map((runtime) => runtime.spec)
  const { spec, notification } = findNotification(specs, forgery.notification, forgery.provider)
  const where = `forge ${spec.name}.${notification.name}`
  expectForge(where, forgery.kind, [notification], FORGED_KINDS)
  expectBody(where, forgery)
  await parts.awaitingAnswer.settle(accountId)
  const account = parts.accounts.get(accountId)
  const runtime = parts.runtimes.get(spec.name)!
  const { result: ids } = await runUnit(parts.store, runtime, account, (unit) => {
    const rows = toRows(unit, notification, forgery, where)
    for (const row of rows) unit.tx.insert(DELIVERIES, row)
    return rows.map((row) => row.id)
  })
  await parts.dispatcher.deliverNow(account.id, ids)
  const reader = parts.store.read(account.id)
  const rows = ids.map((id) => reader.get<DeliveryRow>(DELIVERIES, id))
  return rows.filter((row) => row !== undefined)
}

function expectBody(where: string, { kind, body }: NewForgery): void {
  if ((kind === 'altered') === (body !== undefined)) return
  const why =
    body === undefined
      ? 'altered in what? Give "body", the fields that differ.'
      : `kind ${kind} takes no "body". Leave it out, or forge an altered one.`
  throw new EnsayoError('RULE_INVALID', `${where}: ${why}`)
}

function toRows(
  unit: UnitOfWork,
  notification: Notification,
  forgery: NewForgery,
  where: string,
): DeliveryRow[] {
  const basis =
    fromDelivery(unit, notification, forgery.record) ??
    fromRecord(unit, notification, forgery.record)
  if (!basis) throw nothingToForge(where, forgery)
  const subject = `${unit.runtime.spec.name}:${basis.recordId}`
  const shaped = { payload: basis.payload, settings: [], quirks: [], droppedBy: [] }
  const genuine = toOutboxInput(unit, notification, basis.targets, subject, shaped)
  const fields = forgery.body === undefined ? {} : { fields: forgery.body }
  const only = forgery.record === undefined ? {} : { subject }
  const made: Forgery = { kind: forgery.kind, recordId: basis.recordId, ...only, ...fields }
  const rows = toForgedRows(unit, genuine, made)
  if (rows.length === 0) throw nothingToForge(where, forgery)
  return rows
}

interface Basis {
  recordId: string
  payload: unknown
  targets: Target[]
}

/** The newest genuine delivery: its payload is what a stranger may have seen. */
function fromDelivery(
  unit: UnitOfWork,
  notification: Notification,
  record: string | undefined,
): Basis | undefined {
  const { name: provider } = unit.runtime.spec
  const where = { provider, notification: notification.name }
  const rows = unit.tx.list<DeliveryRow>(DELIVERIES, { where, order: 'newest' })
  const subject = record === undefined ? undefined : `${provider}:${record}`
  const found = rows.find(
    (row) => row.forged === undefined && [undefined, row.subject].includes(subject),
  )
  if (!found) return undefined
  const { findTargets } = notifierOf(unit, notification.name)
  const registered = notification.endpoints ? findTargets({ id: '' }, unit.tx) : []
  const target = registered.find(({ url }) => url === found.url)
  return {
    recordId: found.subject.slice(provider.length + 1),
    payload: parseBody(found.headers['content-type'] ?? '', found.body) ?? found.body,
    targets: [target ?? { url: found.url, secret: undefined }],
  }
}

/** What would be told of a record now. */
function fromRecord(
  unit: UnitOfWork,
  notification: Notification,
  id: string | undefined,
): Basis | undefined {
  if (id === undefined) return undefined
  const notifier = notifierOf(unit, notification.name)
  for (const collection of unit.runtime.spec.resources.keys()) {
    const record = unit.tx.get<StoredRecord>(toStoredName(unit, collection), id)
    const targets = record ? notifier.findTargets(record, unit.tx) : []
    if (!record || targets.length === 0) continue
    const payload = buildPayload(unit, notifier, record, undefined)
    return { recordId: id, payload, targets }
  }
  return undefined
}

function nothingToForge(where: string, { kind, record }: NewForgery): EnsayoError {
  const found =
    record === undefined
      ? 'none was sent yet'
      : `none was sent of "${record}", and no record of that id would be told of by it`
  const cure =
    kind === 'replay'
      ? 'A replay needs one that was taken.'
      : 'Let a genuine one be sent first, or name the record: "record" in a body, --record on the command line.'
  return new EnsayoError('RULE_INVALID', `${where}: ${found}. ${cure}`)
}
