/**
 * Callbacks: Cobru posts them to the URL that the create named, without any signature.
 * Source: https://docs.cobru.co/en/docs/guides/webhooks, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { amountText, like, regex } from '../kit/pact/matchers.ts'
import { SLUG } from './pact-kit.ts'

const METADATA = { contentType: 'application/json' }

function paymentIn(state: number, method: unknown) {
  return {
    // The number `pk`, as a text.
    orderId: regex(/^\d+$/, '27150'),
    state,
    payment_method: method,
    amount: amountText('50000.00'),
    url: SLUG,
  }
}

export const callbacks: Interaction[] = [
  {
    given: 'a payment has been started',
    expectsToReceive: 'the callback of a payment that the payer has started',
    withMetadata: METADATA,
    withContent: paymentIn(1, 'Bre-B'),
  },
  {
    given: 'a payment has been paid',
    expectsToReceive: 'the callback of a payment that has been paid',
    withMetadata: METADATA,
    withContent: paymentIn(3, 'Bre-B'),
  },
  {
    given: { state: 'a payment has been paid', params: { method: 'pse' } },
    expectsToReceive: 'the callback of a payment that has been paid by PSE',
    withMetadata: METADATA,
    withContent: paymentIn(3, 'pse'),
  },
  {
    given: 'a payment has been declined',
    expectsToReceive: 'the callback of a payment that has been declined',
    withMetadata: METADATA,
    withContent: paymentIn(2, 'Bre-B'),
  },
  {
    given: 'a payment has been refunded',
    expectsToReceive: 'the callback of a payment that has been refunded',
    withMetadata: METADATA,
    withContent: paymentIn(4, 'Bre-B'),
  },
  {
    given: 'a payment has expired',
    expectsToReceive: 'the callback of a payment that has expired',
    withMetadata: METADATA,
    withContent: { orderId: regex(/^\d+$/, '27150'), state: 5, url: SLUG },
  },
  {
    given: 'a bank withdrawal has been consigned',
    expectsToReceive: 'the callback of a bank withdrawal that has been consigned',
    withMetadata: METADATA,
    withContent: { state: like(4) },
  },
]
