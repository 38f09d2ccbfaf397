/**
 * Counterparties, money movements and the hosted checkout.
 * Source: https://docs.cobre.com and the sources of the operations in specs/cobre.yaml.
 */
import { SAMPLES } from '../../mocks/types/samples/cobre.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import { eachLike, integer, regex } from '../kit/pact/matchers.ts'
import { errorOf, get, given, HEADERS, INSTANT, id, pageOf, pathOf, post } from './pact-kit.ts'

const SUPPLIER = SAMPLES.createCounterparty.bank

const PAYOUT = {
  source_id: given('account_id', 'acc'),
  destination_id: given('counterparty_id', 'cp'),
  amount: 1000,
  metadata: { description: 'Payment' },
}

/** Cobre's own header; `Idempotency-Key` is not read. */
const IDEMPOTENCY = { idempotency: 'order-1001-attempt-1' }

const counterparties: Interaction[] = [
  {
    uponReceiving: 'a request to create a counterparty',
    withRequest: post('/v1/counterparties', SUPPLIER),
    willRespondWith: { status: 201, body: { ...SUPPLIER, id: id('cp'), created_at: INSTANT } },
  },
  {
    uponReceiving: 'a request to create a counterparty with nothing',
    withRequest: post('/v1/counterparties', {}),
    willRespondWith: { status: 400, body: errorOf('G001') },
  },
  {
    given: 'a counterparty exists',
    uponReceiving: 'a request for a counterparty',
    withRequest: get(pathOf('/v1/counterparties/{counterparty_id}')),
    willRespondWith: { status: 200, body: { id: id('cp'), metadata: SUPPLIER.metadata } },
  },
  {
    given: 'a counterparty exists',
    uponReceiving: 'a request for the counterparties',
    withRequest: get('/v1/counterparties'),
    // Numbers are masked in the list, not in the detail.
    willRespondWith: {
      status: 200,
      body: pageOf(
        eachLike({ id: id('cp'), metadata: { account_number: regex(/^\*+\d{4}$/, '******7890') } }),
      ),
    },
  },
  {
    given: 'a counterparty exists',
    uponReceiving: 'a request to delete a counterparty',
    withRequest: {
      method: 'DELETE',
      path: pathOf('/v1/counterparties/{counterparty_id}'),
      headers: HEADERS,
    },
    willRespondWith: { status: 204 },
  },
]

const payouts: Interaction[] = [
  {
    given: 'an account and a counterparty exist',
    uponReceiving: 'a request for a payout',
    withRequest: post('/v1/money_movements', PAYOUT, IDEMPOTENCY),
    willRespondWith: {
      status: 201,
      body: {
        id: id('mm'),
        status: { state: 'initiated' },
        source_id: id('acc'),
        destination_id: id('cp'),
        currency: 'cop',
        amount: 1000,
      },
    },
  },
  {
    given: 'an account and a counterparty exist',
    uponReceiving: 'a request for a payout without the idempotency header',
    withRequest: post('/v1/money_movements', PAYOUT),
    willRespondWith: { status: 400, body: errorOf('G001') },
  },
  {
    given: 'an account and a counterparty exist',
    uponReceiving: 'a request for a payout of more than there is',
    withRequest: post('/v1/money_movements', { ...PAYOUT, amount: 999999999 }, IDEMPOTENCY),
    // Taken all the same; it is rejected later.
    willRespondWith: { status: 201, body: { status: { state: 'initiated' } } },
  },
  {
    given: 'a payout has been completed',
    uponReceiving: 'a request for a payout that has been completed',
    withRequest: get(pathOf('/v1/money_movements/{money_movement_id}')),
    willRespondWith: { status: 200, body: { id: id('mm'), status: { state: 'completed' } } },
  },
  {
    given: 'a payout has been rejected',
    uponReceiving: 'a request for a payout that has been rejected',
    withRequest: get(pathOf('/v1/money_movements/{money_movement_id}')),
    willRespondWith: {
      status: 200,
      body: { status: { state: 'rejected', code: regex(/^[A-Z]\d{3}$/, 'F001') } },
    },
  },
  {
    given: 'a payout exists',
    uponReceiving: 'a request for the money movements',
    withRequest: get('/v1/money_movements'),
    willRespondWith: { status: 200, body: pageOf(eachLike({ id: id('mm') })) },
  },
]

const checkout: Interaction[] = [
  {
    given: 'an account exists',
    uponReceiving: 'a request to create a checkout',
    withRequest: post('/v1/checkouts', {
      alias: 'Shop',
      amount: 5000,
      destination_id: given('account_id', 'acc'),
      checkout_rails: ['pse', 'nequi'],
    }),
    willRespondWith: {
      status: 201,
      body: {
        id: id('chk'),
        amount: integer(5000),
        checkout_url: regex(/^https?:\/\/.+$/, 'https://checkout.example/chk_95B3KGMCs4'),
      },
    },
  },
  {
    uponReceiving: 'a request to create a checkout with nothing',
    withRequest: post('/v1/checkouts', {}),
    willRespondWith: { status: 400, body: errorOf('G001') },
  },
  {
    given: 'a checkout exists',
    uponReceiving: 'a request for a checkout',
    withRequest: get(pathOf('/v1/checkouts/{checkout_id}')),
    willRespondWith: { status: 200, body: { id: id('chk'), amount: integer(10000) } },
  },
]

const closed: Interaction[] = [
  {
    given: 'a checkout exists',
    uponReceiving: 'a request to end a checkout',
    withRequest: {
      method: 'DELETE',
      path: pathOf('/v1/checkouts/{checkout_id}'),
      headers: HEADERS,
    },
    willRespondWith: { status: 204 },
  },
]

export const movements: Interaction[] = [...counterparties, ...payouts, ...checkout, ...closed]
