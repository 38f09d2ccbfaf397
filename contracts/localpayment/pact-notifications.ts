/**
 * Notifications, signed over the raw body.
 * Source: https://docs.localpayment.com/docs/webhooks, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { number, regex, uuid } from '../kit/pact/matchers.ts'
import { INTERNAL_ID } from './pact-kit.ts'

const METADATA = {
  contentType: 'application/json',
  'x-signature': regex(/^[0-9a-f]{64}$/, 'a'.repeat(64)),
}

const EXTERNAL_ID = uuid('d4e5f6a7-8b9c-4d0e-9f1a-2b3c4d5e6f70')

export const notifications: Interaction[] = [
  {
    given: 'a payin has been received',
    expectsToReceive: 'the notification of a payin by Bre-B',
    withMetadata: METADATA,
    // Flat, unlike the others.
    withContent: {
      transactionType: 'PayIn',
      externalId: EXTERNAL_ID,
      internalId: INTERNAL_ID,
      currency: 'COP',
      amount: number(50000),
      paymentMethod: { type: 'BankTransfer', code: '2006' },
    },
  },
  {
    given: 'a payin by PSE has been paid',
    expectsToReceive: 'the notification of a payin by PSE that has been paid',
    withMetadata: METADATA,
    // What there is to know stands under `data`.
    withContent: {
      transactionType: 'PayIn',
      data: {
        externalId: EXTERNAL_ID,
        internalId: INTERNAL_ID,
        amount: number(120000),
        status: { code: '200' },
      },
    },
  },
  {
    given: 'a payout has been completed',
    expectsToReceive: 'the notification of a payout that has been completed',
    withMetadata: METADATA,
    withContent: {
      transactionType: 'PayOut',
      // In other letters than outside.
      data: { transactionType: 'payOut', externalId: EXTERNAL_ID, status: { code: '200' } },
    },
  },
]
