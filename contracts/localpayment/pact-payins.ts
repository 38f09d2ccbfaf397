/** Payins by PSE. Source: https://docs.localpayment.com/docs/pse-colombia, read 2026-11-20. */
import { SAMPLES } from '../../mocks/types/samples/localpayment.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import { number } from '../kit/pact/matchers.ts'
import { EXTERNAL_ID, get, HEADERS, INTERNAL_ID, pathOf, post } from './pact-kit.ts'

const PSE = { ...SAMPLES.createPayin.pse, externalId: EXTERNAL_ID }

export const payins: Interaction[] = [
  {
    uponReceiving: 'a request to create a payin by PSE',
    withRequest: post('/api/payin/', PSE),
    willRespondWith: {
      status: 201,
      body: {
        transactionType: 'PayIn',
        externalId: EXTERNAL_ID,
        internalId: INTERNAL_ID,
        currency: 'COP',
        amount: number(120000),
      },
    },
  },
  {
    uponReceiving: 'a request to create a payin without an amount',
    withRequest: post('/api/payin/', { ...PSE, amount: undefined }),
    willRespondWith: { status: 400 },
  },
  {
    given: 'a payin by PSE exists',
    uponReceiving: 'a request for a payin',
    withRequest: get(pathOf('/api/transactions/')),
    willRespondWith: {
      status: 200,
      body: { transactionType: 'PayIn', internalId: INTERNAL_ID, amount: number(120000) },
    },
  },
  {
    given: 'a payin by PSE has been paid',
    uponReceiving: 'a request for the status of a payin that has been paid',
    withRequest: get(pathOf('/api/transactions/', '/status')),
    willRespondWith: { status: 200, body: { status: { code: '200' } } },
  },
  {
    given: 'a payin by PSE has been paid',
    uponReceiving: 'a request to refund a payin',
    withRequest: { method: 'PATCH', path: pathOf('/api/payin/', '/refund'), headers: HEADERS },
    willRespondWith: { status: 200, body: { status: { code: '902', description: 'REFUNDED' } } },
  },
  {
    given: 'a payin by PSE has been rejected',
    uponReceiving: 'a request for the status of a payin that has been rejected',
    withRequest: get(pathOf('/api/transactions/', '/status')),
    willRespondWith: { status: 200, body: { internalId: INTERNAL_ID } },
  },
]
