/**
 * Webhooks and what they deliver, signed with Avenia's key.
 * Source: https://integration-guide.avenia.io, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, like, regex } from '../kit/pact/matchers.ts'
import { get, ID, pathOf, post, remove } from './pact-kit.ts'

const WEBHOOKS = '/v2/notifications/webhooks/'

const METADATA = {
  contentType: 'application/json',
  signature: regex(/^[A-Za-z0-9+/]+=*$/, 'c2lnbmF0dXJl'),
}

function eventOf(type: string, ticket: Record<string, unknown>) {
  return {
    event: { id: ID, subscription: 'TICKET', data: { type, ticket: { id: ID, ...ticket } } },
  }
}

const registered: Interaction[] = [
  {
    uponReceiving: 'a request to register a webhook',
    withRequest: post(WEBHOOKS, {
      webhookUrl: 'https://yourapp.com/api/avenia/webhook',
      subscriptions: ['TICKET'],
    }),
    // `webhookId` here, `id` in what is read.
    willRespondWith: { status: 200, body: { webhookId: ID } },
  },
  {
    given: 'a webhook exists',
    uponReceiving: 'a request for a webhook',
    withRequest: get(pathOf(WEBHOOKS)),
    willRespondWith: {
      status: 200,
      body: { webhook: { id: ID, url: like('https://yourapp.com/'), subscriptions: ['TICKET'] } },
    },
  },
  {
    given: 'a webhook exists',
    uponReceiving: 'a request for the webhooks',
    withRequest: get(WEBHOOKS),
    willRespondWith: { status: 200, body: { webhooks: eachLike({ id: ID }) } },
  },
  {
    given: 'a webhook exists',
    uponReceiving: 'a request to delete a webhook',
    withRequest: remove(pathOf(WEBHOOKS)),
    willRespondWith: { status: 200, body: {} },
  },
]

const delivered: Interaction[] = [
  {
    given: 'a ticket exists',
    expectsToReceive: 'the webhook of a ticket that has been created',
    withMetadata: METADATA,
    withContent: eventOf('TICKET-CREATED', { status: 'UNPAID' }),
  },
  {
    given: 'a ticket has been paid',
    expectsToReceive: 'the webhook of a ticket that is complete',
    withMetadata: METADATA,
    withContent: eventOf('TICKET-COMPLETE', { status: 'PAID' }),
  },
  {
    given: 'a ticket has failed',
    expectsToReceive: 'the webhook of a ticket whose deposit has failed',
    withMetadata: METADATA,
    withContent: eventOf('DEPOSIT-FAILED', { status: 'FAILED', failureReason: like('why') }),
  },
]

export const webhooks: Interaction[] = [...registered, ...delivered]
