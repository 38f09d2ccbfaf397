/**
 * Subscriptions: which events go where, and the key that signs them.
 * Source: https://docs.cobre.com/notifications-subscriptions-1886572m0, read 2026-11-20.
 */
import { defineBehaviour, type StoredRecord } from '../../provider.ts'
import { CONTENTS } from './events.ts'
import { makeId, refuseWith, toIso } from './wire.ts'

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
  const stranger = events.find((event) => !Object.hasOwn(CONTENTS, event))
  if (stranger !== undefined && !context.quirk.value<boolean>('cobre.subscription.unknown-event')) {
    context.quirk.note('cobre.subscription.unknown-event')
    return refuseWith(
      context,
      `There is no event "${stranger}". GET /v1/subscriptions/events lists all.`,
    )
  }
  const subscription = context.collection<Subscription>('subscription').insert({
    id: makeId(context, 'sub'),
    events,
    url,
    ...(description === undefined ? {} : { description }),
    ...(key === undefined ? {} : { event_signature_key: mask(key), secretKey: key }),
    created_at: toIso(context.now),
  })
  const { secretKey: _, ...wire } = subscription
  return { status: 201, body: wire }
})

/** All but the last four characters. */
function mask(key: string): string {
  return '*'.repeat(Math.max(0, key.length - 4)) + key.slice(-4)
}

/** Lists what can be subscribed to; the form of an item is assumed. */
export const listEvents = defineBehaviour('subscription.events', () => {
  const contents = Object.keys(CONTENTS).map((event_key) => ({ event_key }))
  const count = contents.length
  return {
    status: 200,
    body: {
      total_items: count,
      total_pages: 1,
      is_last_page: true,
      page_items: count,
      page_size: count,
      page_number: 0,
      contents,
    },
  }
})
