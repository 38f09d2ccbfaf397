/**
 * Subscriptions and what they deliver, signed over timestamp, dot and raw body.
 * Source: https://docs.cobre.com and the sources of the operations in specs/cobre.yaml.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, integer, like, regex } from '../kit/pact/matchers.ts'
import { get, HEADERS, INSTANT, id, pageOf, pathOf, post } from './pact-kit.ts'

const METADATA = {
  contentType: 'application/json',
  'event-signature': regex(/^[0-9a-f]{64}$/, 'a'.repeat(64)),
  'event-timestamp': INSTANT,
}

function eventOf(event_key: string, content: unknown) {
  return { id: id('ev'), event_key, created_at: INSTANT, content }
}

const subscriptions: Interaction[] = [
  {
    uponReceiving: 'a request to subscribe to events',
    withRequest: post('/v1/subscriptions', {
      events: ['accounts.balance.credit', 'money_movements.status.completed'],
      url: 'https://yourapp.com/api/cobre/events',
      event_signature_key: 'a-key-of-your-own',
    }),
    // The key comes back masked.
    willRespondWith: {
      status: 201,
      body: {
        id: id('sub'),
        events: ['accounts.balance.credit', 'money_movements.status.completed'],
        url: 'https://yourapp.com/api/cobre/events',
        event_signature_key: regex(/^\*+.{4}$/, '*************-own'),
      },
    },
  },
  {
    given: 'a subscription exists',
    uponReceiving: 'a request for the subscriptions',
    withRequest: get('/v1/subscriptions'),
    willRespondWith: { status: 200, body: pageOf(eachLike({ id: id('sub') })) },
  },
  {
    uponReceiving: 'a request for the events there are',
    withRequest: get('/v1/subscribable_events'),
    willRespondWith: { status: 200, body: pageOf(eachLike({ subscriptionKey: like('a.b.c') })) },
  },
  {
    given: 'a subscription exists',
    uponReceiving: 'a request to end a subscription',
    withRequest: {
      method: 'DELETE',
      path: pathOf('/v1/subscriptions/{subscription_id}'),
      headers: HEADERS,
    },
    willRespondWith: { status: 204 },
  },
]

const delivered: Interaction[] = [
  {
    given: 'an account has been credited',
    expectsToReceive: 'the event of an account that has been credited',
    withMetadata: METADATA,
    withContent: eventOf('accounts.balance.credit', {
      id: id('trx'),
      amount: integer(10000),
      currency: 'COP',
      account_id: id('acc'),
      previous_balance: integer(0),
      current_balance: integer(10000),
      credit_debit_type: 'credit',
    }),
  },
  {
    given: 'a payout has been completed',
    expectsToReceive: 'the event of a payout that has been completed',
    withMetadata: METADATA,
    withContent: eventOf('money_movements.status.completed', {
      id: id('mm'),
      status: { state: 'completed' },
      amount: integer(10000),
    }),
  },
  {
    given: 'a payout has been rejected',
    expectsToReceive: 'the event of a payout that has been rejected',
    withMetadata: METADATA,
    withContent: eventOf('money_movements.status.rejected', {
      id: id('mm'),
      status: { state: 'rejected', code: like('F001'), description: like('Rejected') },
    }),
  },
  {
    given: 'a key has been registered',
    expectsToReceive: 'the event of a Bre-B key that has been registered',
    withMetadata: METADATA,
    withContent: eventOf('cobre_keys.status.registered', {
      id: id('key'),
      account_id: id('acc'),
      connectivity: { status: 'registered' },
    }),
  },
]

export const events: Interaction[] = [...subscriptions, ...delivered]
