/** What a Cobru that departs from its documents might do. */
import { drop, media, put, refusing, rename, status, strange, variant, wrap } from './departing.ts'
import type { Departure } from './stand-in.ts'

const isTwice = (flags: string[]) => flags.length > 1

export const cobru: readonly Departure[] = [
  variant('cobru.create.amount-string', 'createPayment', put('amount', Number)),
  variant(
    'cobru.create.fee-number',
    'createPayment',
    put('fee_amount', (fee) => fee.toFixed(2)),
  ),
  variant(
    'cobru.create.payed-ignores-vat',
    'createPayment',
    wrap((body) => ({
      ...body,
      payed_amount: (Number(body.amount) - body.fee_amount * 1.19).toFixed(2),
    })),
  ),
  variant('cobru.create.description-missing', 'createPayment', drop('description')),
  variant(
    'cobru.detail.pme-type',
    'getPayment',
    put('payment_method_enabled', (text) => JSON.parse(text)),
  ),
  variant(
    'cobru.detail.numbers',
    'getPayment',
    wrap((body) => ({
      ...body,
      amount: body.amount.toFixed(2),
      payed_amount: body.payed_amount.toFixed(2),
    })),
  ),
  variant(
    'cobru.detail.date-payed-empty',
    'getPayment',
    put('date_payed', () => null),
  ),
  variant(
    'cobru.detail.images-type',
    'getPayment',
    put('images', () => ''),
  ),
  variant(
    'cobru.detail.keys-absent',
    'getPayment',
    wrap(({ pk: _, client_assume_costs: __, currency_code: ___, ...body }) => body),
  ),
  variant(
    'cobru.auth.error-shape',
    'getBalance',
    refusing(({ headers }) => /forged/.test(headers.get('authorization') ?? ''), 403, {
      detail: 'Given token not valid for any token type',
    }),
  ),
  variant(
    'cobru.auth.refresh-field-name',
    'refreshToken',
    refusing(({ body }) => body.refresh === undefined, 401, {
      detail: 'Token is invalid or expired',
      code: 'token_not_valid',
    }),
  ),
  variant(
    'cobru.create.pme-object-403',
    'createPayment',
    refusing(({ body }) => typeof body?.payment_method_enabled === 'object', 403, {
      error: 'Error en la creacion del cobru.',
    }),
  ),
  variant(
    'cobru.create.minimum-amount',
    'createPayment',
    refusing(({ body }) => Number(body?.amount) < 10_000, 400, {
      amount: ['Ensure this value is greater than or equal to 10000.'],
    }),
  ),
  variant(
    'cobru.webhook.https-only',
    'createPayment',
    refusing(({ body }) => /^http:/.test(body?.callback ?? ''), 400, {
      callback: ['Enter a valid URL.'],
    }),
  ),
  variant(
    'cobru.movements.one-flag',
    'listMovements',
    refusing(
      ({ query }) => isTwice([...query.keys()].filter((name) => name.startsWith('by_'))),
      400,
      { message: 'BAD REQUEST', error: true, code: 400 },
    ),
  ),
  strange('status', 'a create answers 202', 'createPayment', 'createPayment 202', status(202)),
  strange('status', 'an expiry answers 409', 'expirePayment', 'expirePayment 409', (reply) => {
    reply.status = 409
  }),
  strange(
    'shape',
    'the fee is called otherwise',
    'createPayment',
    'createPayment /fee_amount',
    rename('fee_amount', 'fee'),
  ),
  strange(
    'shape',
    'the detail is wrapped',
    'getPayment',
    'getPayment /url',
    wrap((body) => ({ data: body })),
  ),
  strange(
    'shape',
    'a token is called otherwise',
    'refreshToken',
    'credentials',
    rename('access', 'access_token'),
  ),
  strange(
    'shape',
    'the movements come as a bare list',
    'listMovements',
    'listMovements object',
    wrap(({ data }) => data),
  ),
  strange(
    'type',
    'the number of a payment is text',
    'createPayment',
    'createPayment /pk',
    put('pk', String),
  ),
  strange(
    'type',
    'the balance is a number',
    'getBalance',
    'getBalance /balance',
    put('balance', Number),
  ),
  strange(
    'type',
    'the detail has null for the url',
    'getPayment',
    'getPayment /url',
    put('url', () => null),
  ),
  strange(
    'value',
    'a new payment is in a state that no document knows',
    'createPayment',
    'createPayment /state',
    put('state', () => 9),
  ),
  strange(
    'value',
    'an edit does not change the amount',
    'editPayment',
    'editPayment /amount',
    put('amount', () => 50_000),
  ),
  strange(
    'format',
    'a date is written otherwise',
    'createPayment',
    'createPayment /date_created',
    put('date_created', () => '06/04/2026 10:00'),
  ),
  strange(
    'format',
    'an amount has thousands separators',
    'createPayment',
    'createPayment /amount',
    put('amount', () => '50,000.00'),
  ),
  strange(
    'header',
    'the detail comes as plain text',
    'getPayment',
    'getPayment content-type',
    media('text/plain'),
  ),
  strange(
    'order',
    'the movements begin with the oldest',
    'listMovements',
    'cobru.movements.order',
    wrap((body) => ({ ...body, data: [...body.data].reverse() })),
  ),
]
