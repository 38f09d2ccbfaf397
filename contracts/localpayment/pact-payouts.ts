/**
 * Payouts to Bre-B keys, and what became of them.
 * Source: https://docs.localpayment.com/docs/payouts-colombia, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, fromState, integer, like, number } from '../kit/pact/matchers.ts'
import { EXTERNAL_ID, get, HEADERS, INTERNAL_ID, pathOf, post } from './pact-kit.ts'

const PAYOUT = { ...SAMPLES.createPayouts[0], externalId: EXTERNAL_ID }

export const payouts: Interaction[] = [
  {
    uponReceiving: 'a request for a payout',
    withRequest: post('/api/payout/', [PAYOUT]),
    // A list goes out, an object comes back.
    willRespondWith: {
      status: 201,
      body: {
        externalId: EXTERNAL_ID,
        internalId: INTERNAL_ID,
        amount: number(50000),
        status: { code: '100' },
      },
    },
  },
  {
    uponReceiving: 'a request for a payout without a beneficiary',
    withRequest: post('/api/payout/', [{ ...PAYOUT, beneficiary: undefined }]),
    // A rejection is a list.
    willRespondWith: {
      status: 400,
      body: eachLike({ externalId: EXTERNAL_ID, status: { code: '300', description: like('x') } }),
    },
  },
  {
    given: 'a payout exists',
    uponReceiving: 'a request for the status of a payout',
    withRequest: get(pathOf('/api/transactions/', '/status')),
    willRespondWith: {
      status: 200,
      body: { internalId: INTERNAL_ID, status: { code: '100', description: 'Received' } },
    },
  },
  {
    given: 'a payout has been completed',
    uponReceiving: 'a request for the status of a payout that has been completed',
    withRequest: get(pathOf('/api/transactions/', '/status')),
    willRespondWith: { status: 200, body: { status: { code: '200' } } },
  },
  {
    given: 'a payout has been rejected',
    uponReceiving: 'a request for the status of a payout that has been rejected',
    withRequest: get(pathOf('/api/transactions/', '/status')),
    willRespondWith: { status: 200, body: { status: { code: like('700') } } },
  },
  {
    given: 'a payout exists',
    uponReceiving: 'a request to cancel a payout',
    withRequest: {
      method: 'PATCH',
      path: '/api/payout/cancel',
      headers: HEADERS,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      body: { externalId: fromState('${externalId}', EXTERNAL_ID) },
    },
    willRespondWith: { status: 200, body: { status: { code: '900', description: 'Cancelled' } } },
  },
  {
    given: 'a payout exists',
    uponReceiving: 'a request for the transactions of a time',
    withRequest: get('/api/transactions/list/filter', {
      since: '2020-01-01T00:00:00.000',
      until: '2040-01-01T00:00:00.000',
    }),
    willRespondWith: {
      status: 200,
      body: {
        totalElements: integer(1),
        page: integer(1),
        details: eachLike({ externalId: like(EXTERNAL_ID), amount: number(50000) }),
      },
    },
  },
  {
    uponReceiving: 'a request for the status of a transaction that does not exist',
    withRequest: get(`/api/transactions/${EXTERNAL_ID}/status`),
    willRespondWith: { status: 404 },
  },
]
