/**
 * What events say: an envelope around the resource.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20; the
 * catalogue of keys stands in https://github.com/api-evangelist/cobre.
 */
import { definePayload, type NotificationContext, type StoredRecord } from '../../provider.ts'
import { toAlert } from './alerts.ts'
import { toBulk } from './bulks.ts'
import { toCounterparty } from './counterparties.ts'
import { toCrossBorder } from './cross-border.ts'
import { toKeyBody } from './keys.ts'
import type { Movement } from './movement.ts'
import { toMovementBody } from './movements.ts'
import { toReference } from './references.ts'
import { toReportContent } from './report-schedulers.ts'
import { toSide } from './sides.ts'
import { toBalanceContent } from './transactions.ts'
import { makeId, toIso } from './wire.ts'

// biome-ignore lint/suspicious/noExplicitAny: each key knows the record that its notification carries
type ToContent = (record: any, context: NotificationContext) => unknown

/** Event key → its content. */
export const CONTENTS: Record<string, ToContent> = {
  'accounts.balance.credit': toBalanceContent,
  'accounts.balance.debit': toBalanceContent,
  'accounts.linked_wallets.created': (record: StoredRecord) => record,
  ...group('cobre_keys.status', toKeyBody, [
    'processing',
    'registered',
    'unregistered',
    'disabled',
    'failed',
  ]),
  ...group('counterparty.status', toCounterparty, ['processing', 'verified', 'failed']),
  ...group('money_movements.status', toMovementContent, [
    'initiated',
    'processing',
    'pending_approval',
    'completed',
    'canceled',
    'returned',
    'rejected',
    'failed',
  ]),
  ...group('bulk_money_movements.status', toBulk, [
    'validating',
    'processing',
    'pending_approval',
    'completed',
    'canceled',
    'failed',
  ]),
  ...group('cross_border_money_movements.status', toCrossBorder, [
    'initiated',
    'processing',
    'completed',
    'rejected',
  ]),
  'evidence-request.ask': toEvidenceContent,
  'alerts.fx_rate.triggered': toAlert,
  'reports.created': toReportContent,
  ...group('transfer_acc.status', toReference, ['enabled', 'processing', 'failed']),
}

function group(prefix: string, toContent: ToContent, states: string[]): Record<string, ToContent> {
  return Object.fromEntries(states.map((state) => [`${prefix}.${state}`, toContent]))
}

/** Receivers find both ends filled, of which a read shows nothing. */
function toMovementContent(movement: Movement, context: NotificationContext) {
  const body = toMovementBody(movement)
  if (!context.quirk.value<boolean>('cobre.movement.event-sides')) return body
  const source = toSide(context, movement.source_id)
  const destination = toSide(context, movement.destination_id)
  return { ...body, source, destination }
}

function toEvidenceContent({
  id: _,
  status: _status,
  ...content
}: StoredRecord & { status: string }) {
  return content
}

function toEnvelope(context: NotificationContext, event_key: string, toContent: ToContent) {
  const id = makeId(context, 'ev', 20)
  const content = toContent(context.record, context)
  if (event_key === 'evidence-request.ask')
    return { id, event_key, event_type: 'EvidenceRequest', timestamp: context.now, content }
  return { id, event_key, created_at: toIso(context.now), content }
}

/** One payload per event key. */
export const payloads = Object.entries(CONTENTS).map(([key, toContent]) =>
  definePayload(key, (context) => toEnvelope(context, key, toContent)),
)
