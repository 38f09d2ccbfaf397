/**
 * Subscriptions: which events go where, and the key that signs them.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20.
 */
import {
  type BehaviourContext,
  defineBehaviour,
  type Outcome,
  type StoredRecord,
} from '../../provider.ts'
import { CONTENTS } from './events.ts'
import { makeId, refuseWith, toIso, toOnePage } from './wire.ts'

interface NewSubscription {
  events: string[]
  url: string
  description?: string
  event_signature_key?: string
}

interface Subscription extends StoredRecord, NewSubscription {
  created_at: string
  /** The whole key; answers show the end of it. */
  secretKey?: string
}

/** Registers an endpoint. */
export const subscribe = defineBehaviour<NewSubscription>('subscription.create', (context) => {
  const { description, event_signature_key: key, events, url } = context.request.body
  const refusal = refuseStrangers(context, events)
  if (refusal) return refusal
  const subscription = context.collection<Subscription>('subscription').insert({
    id: makeId(context, 'sub'),
    events,
    url,
    ...(description === undefined ? {} : { description }),
    ...(key === undefined ? {} : { event_signature_key: mask(key), secretKey: key }),
    created_at: toIso(context.now),
  })
  return { status: 201, body: toWire(subscription) }
})

function refuseStrangers(context: BehaviourContext, events: string[]): Outcome | undefined {
  const stranger = events.find((event) => !Object.hasOwn(CONTENTS, event))
  if (stranger === undefined || context.quirk.value<boolean>('cobre.subscription.unknown-event'))
    return undefined
  const description = `There is no event "${stranger}". GET /v1/subscribable_events lists all.`
  return refuseWith(context, description, { quirk: 'cobre.subscription.unknown-event' })
}

function toWire({ secretKey: _, ...wire }: Subscription) {
  return wire
}

/** All but the last four characters. */
function mask(key: string): string {
  return '*'.repeat(Math.max(0, key.length - 4)) + key.slice(-4)
}

/** Takes other events; the documents have no such operation, a client calls it. */
export const updateSubscription = defineBehaviour<{ events: string[] }, Subscription>(
  'subscription.update',
  (context) => {
    const { events } = context.request.body
    const refusal = refuseStrangers(context, events)
    if (refusal) return refusal
    const { id } = context.record!
    const changed = context.collection<Subscription>('subscription').update(id, { events })
    return { status: 200, body: toWire(changed) }
  },
)

/** Lists what can be subscribed to, as a client reads it. */
export const listEvents = defineBehaviour('subscription.events', () => {
  const contents = Object.keys(CONTENTS).map((subscriptionKey) => ({ subscriptionKey }))
  return { status: 200, body: toOnePage(contents) }
})
