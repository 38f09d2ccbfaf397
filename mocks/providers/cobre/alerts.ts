/**
 * Alerts about exchange rates: an event whenever the rate of a pair meets a condition.
 * Source: https://docs.cobre.com/fx-alerts-1968149m0, read 2026-11-30; its fields stand on the page
 * of the operation in Chinese, read the same day.
 */
import {
  type BaseContext,
  defineBehaviour,
  defineReaction,
  type StoredRecord,
} from '../../provider.ts'
import { makeId, refuseWith, toEnded, toIso, toTimes } from './wire.ts'

interface Condition {
  condition: 'above' | 'below' | 'within_range'
  currency_pair: string
  /** Whole currency, not minor units. */
  max_rate?: number
  min_rate?: number
}

interface NewAlert {
  type: 'fx_rate'
  alias?: string
  metadata: Condition
  valid_until: string
}

export interface Alert extends StoredRecord, NewAlert {
  creator: string
  active_status: boolean
  created_at: string
  updated_at: string
  state: 'active' | 'inactive'
}

/** Watches a pair until the alert's end. */
export const createAlert = defineBehaviour<NewAlert>('alert.create', (context) => {
  const { alias, metadata, type, valid_until } = context.request.body
  const leftMs = Date.parse(valid_until) - context.now
  if (!(leftMs > 0)) return refuseWith(context, 'valid_until is not an instant in the future.')
  const alert = context.collection<Alert>('alert').insert({
    id: makeId(context, 'alt'),
    creator: String(context.account.fields.creator),
    type,
    ...(alias === undefined ? {} : { alias }),
    active_status: true,
    metadata,
    valid_until,
    ...toTimes(context.now),
    state: 'active',
  })
  const { id } = alert
  context.after(leftMs, 'alert.lapse', { id }, `alert:${id}`)
  return { status: 201, body: toAlert(alert) }
})

export function toAlert({ state: _, ...wire }: Alert) {
  return wire
}

/** Ends an alert; the record stays. */
export const deactivateAlert = defineBehaviour<unknown, Alert>('alert.deactivate', (context) => {
  const { id, state } = context.record!
  if (state !== 'active') return refuseWith(context, 'The alert is not active.')
  return toEnded(context, toAlert(end(context, id)))
})

/** The alert's time is over. */
export const lapseAlert = defineReaction<{ id: string }>('alert.lapse', (context) => {
  const { id } = context.payload
  const alert = context.collection<Alert>('alert').get(id)
  if (alert?.state === 'active') end(context, id)
})

function end(context: BaseContext, id: string): Alert {
  const changes = { active_status: false, updated_at: toIso(context.now) }
  return context.collection<Alert>('alert').transition(id, 'deactivate', changes)
}

interface Move {
  currency_pair: string
  rate: number
}

/** The rate of a pair moves; every alert whose condition it meets goes off. */
export const moveRate = defineReaction<Move>('fx-rate.move', (context) => {
  const { currency_pair, rate } = context.payload
  const active = context.collection<Alert>('alert').list({ where: { state: 'active' } })
  const met = active.filter(
    ({ metadata }) => metadata.currency_pair === currency_pair && isMet(metadata, rate),
  )
  for (const alert of met) {
    // The rate that fired it stands in the event alone.
    const content = { ...alert, metadata: { ...alert.metadata, fx_rate: rate } }
    context.notify('alerts.fx_rate.triggered', content)
  }
  return { alerts: met.map(({ id }) => id) }
})

/** Strict above; that below is as strict and a range holds its bounds is assumed. */
function isMet({ condition, max_rate = 0, min_rate = 0 }: Condition, rate: number): boolean {
  if (condition === 'above') return rate > max_rate
  if (condition === 'below') return rate < min_rate
  return rate >= min_rate && rate <= max_rate
}
