/** What a Cobru that departs from the spec might do. */
import { type Deviation, of } from './second-sandbox.ts'

/** Slug → epoch ms at which it was first seen paid. */
const paidSince = new Map<string, number>()

export const COBRU_DEVIATIONS: readonly Deviation[] = [
  {
    title: 'a field of the create is called otherwise',
    names: ['createPayment', 'fee_amount'],
    flow: 'payment.created',
    answer: of('createPayment', (body) => {
      body.fee = body.fee_amount
      delete body.fee_amount
    }),
  },
  {
    // The spec knows numbers here, as another variant: it is the flow that minds.
    title: 'the amount of a create is a number',
    names: ['"amount":"50000.00"', '"amount":50000,'],
    flow: 'payment.created',
    answer: of('createPayment', (body) => {
      body.amount = Number(body.amount)
    }),
  },
  {
    title: 'the flags of a create are an object and no string',
    names: ['createPayment', '/payment_method_enabled'],
    flow: 'payment.created',
    answer: of('createPayment', (body) => {
      body.payment_method_enabled = JSON.parse(body.payment_method_enabled)
    }),
  },
  {
    title: 'a create has a field that no document knows',
    names: ['createPayment', '/risk_score', 'unknown-field'],
    flow: 'payment.created',
    isHarmless: true,
    answer: of('createPayment', (body) => {
      body.risk_score = 0.2
    }),
  },
  {
    title: 'a create answers 202',
    names: ['createPayment', '202'],
    flow: 'payment.created',
    answer: of('createPayment', (_, reply) => {
      reply.status = 202
    }),
  },
  {
    title: 'a new payment is in a state that no document knows',
    names: ['createPayment', '/state'],
    flow: 'payment.created',
    answer: of('createPayment', (body) => {
      body.state = 9
    }),
  },
  {
    title: 'the detail comes as plain text',
    names: ['getPayment', 'content-type'],
    flow: 'payment.created',
    answer: of('getPayment', (_, reply) => {
      reply.headers['content-type'] = 'text/plain'
    }),
  },
  {
    title: 'the detail has null for the url',
    names: ['getPayment', '/url'],
    flow: 'payment.created',
    answer: of('getPayment', (body) => {
      body.url = null
    }),
  },
  {
    title: 'the movements come as a bare list',
    names: ['listMovements'],
    flow: 'movements.of-payments',
    answer: of('listMovements', (body, reply) => {
      reply.body = body.data
    }),
  },
  {
    title: 'a token is called otherwise',
    names: ['refreshToken', 'access'],
    flow: 'auth.token-opens-the-api',
    answer: of('refreshToken', (body) => {
      body.access_token = body.access
      delete body.access
    }),
  },
  {
    title: 'a date is written otherwise',
    names: ['createPayment', '/date_created'],
    flow: 'payment.created',
    answer: of('createPayment', (body) => {
      body.date_created = '06/04/2026 10:00'
    }),
  },
  {
    title: 'a detail shows a minute late that its payment was paid',
    names: ['"state":3'],
    flow: 'checkout.card-paid',
    answer: of('getPayment', (body, { now }) => {
      if (body.state !== 3) return
      const since = paidSince.get(body.url) ?? now
      paidSince.set(body.url, since)
      if (now - since < 60_000) body.state = 0
    }),
  },
  {
    title: 'the balance has no pesos',
    names: ['getBalance'],
    flow: 'auth.token-opens-the-api',
    answer: of('getBalance', (body) => {
      delete body.balance
    }),
  },
  {
    title: 'the callback calls the state otherwise',
    names: ['paymentUpdated', 'state'],
    flow: 'payment.paid-and-told',
    notification: ({ body }) => {
      if (!('state' in body)) return
      body.status = body.state
      delete body.state
    },
  },
]
