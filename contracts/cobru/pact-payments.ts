/**
 * Payment links: create, detail, edit, estimate, expire, and what a refusal looks like.
 * Source: https://docs.cobru.co/en/docs/api/cobrus/create, read 2026-11-20.
 */
import { SAMPLES } from '../../mocks/types/samples/cobru.ts'
import type { Interaction } from '../kit/pact/interaction.ts'
import {
  amountText,
  eachLike,
  fromState,
  integer,
  isoInstant,
  like,
  number,
  regex,
} from '../kit/pact/matchers.ts'
import { HEADERS, JSON_HEADERS, pathOf, SLUG } from './pact-kit.ts'

const ORDER = SAMPLES.createPayment

/** A string that holds JSON, in the request as in the answer. */
const METHODS = ORDER.payment_method_enabled

const { callback: _, ...WITHOUT_CALLBACK } = ORDER

const CREATE = { method: 'POST', path: '/cobru/', headers: HEADERS } as const

const created: Interaction[] = [
  {
    uponReceiving: 'a request to create a payment',
    withRequest: { ...CREATE, body: ORDER },
    willRespondWith: {
      status: 201,
      headers: JSON_HEADERS,
      body: {
        pk: integer(27150),
        url: SLUG,
        // A text here, a number in the detail.
        amount: amountText('50000.00'),
        payed_amount: amountText('47605.00'),
        fee_amount: number(2395),
        state: 0,
        currency_code: 'COP',
        payment_method: null,
        payment_method_enabled: METHODS,
        idempotency_key: regex(/^\d+_[0-9a-f]+$/, '3100000001_75e5b5cdb9159787'),
        date_created: isoInstant('2026-04-06T10:00:00.000000-05:00'),
        callback: 'https://yourapp.com/api/cobru/webhook',
        payer_redirect_url: 'https://yourapp.com/payment-success',
      },
    },
  },
  {
    uponReceiving: 'a request to create a payment without a callback',
    withRequest: { ...CREATE, body: WITHOUT_CALLBACK },
    // A validation error in the clothes of an authentication error.
    willRespondWith: { status: 403, body: { error: 'Error en la creacion del cobru.' } },
  },
  {
    uponReceiving: 'a request to create a payment with the methods as an object',
    withRequest: { ...CREATE, body: { ...ORDER, payment_method_enabled: { pse: true } } },
    willRespondWith: { status: 400, body: { payment_method_enabled: ['Not a valid string.'] } },
  },
  {
    uponReceiving: 'a request to create a payment without an amount',
    withRequest: { ...CREATE, body: { ...ORDER, amount: undefined } },
    willRespondWith: { status: 400, body: { amount: eachLike('This field is required.') } },
  },
]

const read: Interaction[] = [
  {
    given: 'a payment exists',
    uponReceiving: 'a request for a payment',
    withRequest: { method: 'GET', path: pathOf('/cobru_detail/'), headers: HEADERS },
    willRespondWith: {
      status: 200,
      body: {
        url: SLUG,
        state: 0,
        amount: number(50000),
        fee_amount: number(2395),
        date_created: integer(1775487600000),
        date_payed: '',
        payment_method: null,
        payment_method_enabled: regex(/^\{("[A-Za-z_]+":(true|false),?)+\}$/, METHODS),
      },
    },
  },
  {
    given: 'a payment has been paid',
    uponReceiving: 'a request for a payment that has been paid',
    withRequest: { method: 'GET', path: pathOf('/cobru_detail/'), headers: HEADERS },
    willRespondWith: {
      status: 200,
      body: { state: 3, payment_method: 'breb', date_payed: integer(1775487600000) },
    },
  },
  {
    given: 'a payment has expired',
    uponReceiving: 'a request for a payment that has expired',
    withRequest: { method: 'GET', path: pathOf('/cobru_detail/'), headers: HEADERS },
    willRespondWith: { status: 200, body: { state: 5 } },
  },
  {
    given: 'no payment exists',
    uponReceiving: 'a request for a payment that does not exist',
    withRequest: { method: 'GET', path: '/cobru_detail/zzzzzzzz', headers: HEADERS },
    willRespondWith: { status: 404, body: { detail: like('Not found.') } },
  },
  {
    uponReceiving: 'a request for the list of payments',
    withRequest: { method: 'GET', path: '/cobru/', headers: HEADERS },
    // There is none; what was made has to be remembered.
    willRespondWith: { status: 405, body: { detail: 'Method "GET" not allowed.' } },
  },
]

const changed: Interaction[] = [
  {
    given: 'a payment exists',
    uponReceiving: 'a request to change the amount of a payment',
    withRequest: {
      method: 'POST',
      path: '/edit_cobru/',
      headers: HEADERS,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      body: { url: fromState('${url}', '3gofdf6f'), amount: 60000 },
    },
    willRespondWith: { status: 200, body: { url: SLUG, amount: 60000, fee_amount: number(2694) } },
  },
  {
    uponReceiving: 'a request for the costs of a payment',
    withRequest: {
      method: 'POST',
      path: '/cobru/estimate/',
      headers: HEADERS,
      body: { amount: 50000 },
    },
    willRespondWith: {
      status: 200,
      body: {
        cobru_amount: number(50000),
        cobru_fee: number(2395),
        iva: number(455.05),
        cobru_payed_amount: number(47149.95),
      },
    },
  },
  {
    given: 'a payment exists',
    uponReceiving: 'a request to let a payment expire',
    withRequest: {
      method: 'POST',
      path: '/cobru/update_to_expired/',
      headers: HEADERS,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      body: { url: fromState('${url}', '3gofdf6f') },
    },
    willRespondWith: { status: 200, body: { result: 'OK' } },
  },
]

export const payments: Interaction[] = [...created, ...read, ...changed]
