/**
 * Quotes and tickets: a quote lives for seconds and is spent by a ticket.
 * Source: https://integration-guide.avenia.io, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, fromState, jwt, regex } from '../kit/pact/matchers.ts'
import { get, HEADERS, ID, INSTANT, pathOf, post, refusal, UNKNOWN_ID } from './pact-kit.ts'

const TICKETS = '/v2/account/tickets/'

const AMOUNT = regex(/^\d+(\.\d+)?$/, '100.2')

const QUOTE = {
  inputCurrency: 'BRL',
  inputPaymentMethod: 'PIX',
  outputCurrency: 'BRLA',
  outputPaymentMethod: 'INTERNAL',
  inputThirdParty: 'false',
  outputThirdParty: 'false',
  outputAmount: '100',
}

const OUTPUT = {
  ticketBlockchainOutput: { beneficiaryWalletId: '00000000-0000-0000-0000-000000000000' },
}

const quotes: Interaction[] = [
  {
    uponReceiving: 'a request for a quote',
    withRequest: get('/v2/account/quote/fixed-rate', QUOTE),
    willRespondWith: {
      status: 200,
      body: { quoteToken: jwt(), inputCurrency: 'BRL', inputAmount: AMOUNT, outputAmount: AMOUNT },
    },
  },
  {
    uponReceiving: 'a request for a quote of nothing',
    withRequest: get('/v2/account/quote/fixed-rate'),
    willRespondWith: refusal('InvalidFieldError: inputCurrency is invalid'),
  },
]

const orders: Interaction[] = [
  {
    given: 'a quote exists',
    uponReceiving: 'a request to create a ticket',
    withRequest: post(TICKETS, {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      quoteToken: fromState('${quoteToken}', 'eyJhbGciOiJIUzI1NiJ9.e30.c2FtcGxl'),
      ...OUTPUT,
    }),
    willRespondWith: {
      status: 200,
      body: {
        id: ID,
        brCode: regex(/^000201.+$/, '00020126430014br.gov.bcb.pix'),
        expiration: INSTANT,
      },
    },
  },
  {
    uponReceiving: 'a request to create a ticket of no quote',
    withRequest: post(TICKETS, { quoteToken: 'not-a-quote', ...OUTPUT }),
    willRespondWith: refusal('InvalidFieldError: quoteToken is invalid'),
  },
  {
    given: 'a ticket exists',
    uponReceiving: 'a request for a ticket',
    withRequest: get(pathOf(TICKETS)),
    willRespondWith: {
      status: 200,
      body: {
        ticket: {
          id: ID,
          status: 'UNPAID',
          createdAt: INSTANT,
          quote: { inputCurrency: 'BRL', inputAmount: AMOUNT },
        },
      },
    },
  },
  {
    given: 'a ticket has been paid',
    uponReceiving: 'a request for a ticket that has been paid',
    withRequest: get(pathOf(TICKETS)),
    willRespondWith: { status: 200, body: { ticket: { status: 'PAID' } } },
  },
  {
    given: 'a ticket has failed',
    uponReceiving: 'a request for a ticket that has failed',
    withRequest: get(pathOf(TICKETS)),
    willRespondWith: { status: 200, body: { ticket: { status: 'FAILED' } } },
  },
  {
    given: 'a ticket exists',
    uponReceiving: 'a request for the tickets',
    withRequest: get(TICKETS),
    willRespondWith: { status: 200, body: { tickets: eachLike({ id: ID, status: 'UNPAID' }) } },
  },
  {
    given: 'a ticket exists',
    uponReceiving: 'a request to cancel a ticket',
    withRequest: { method: 'PATCH', path: pathOf(TICKETS, '/cancel'), headers: HEADERS },
    willRespondWith: { status: 200, body: {} },
  },
  {
    uponReceiving: 'a request for a ticket that does not exist',
    withRequest: get(`${TICKETS}${UNKNOWN_ID}`),
    willRespondWith: refusal('not found', 404),
  },
]

export const tickets: Interaction[] = [...quotes, ...orders]
