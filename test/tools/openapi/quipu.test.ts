/** A file in the style of those with tokens, envelopes, discriminators and webhooks. */
import { expect, test } from 'vitest'
import { read, toInit } from '../../fixtures/acme-sandbox.ts'
import { make, serve } from './make.ts'

async function connect() {
  const { path } = await make('quipu', 'quipu.json')
  const { fetch, credentials, sandbox } = await serve(path, 'quipu')
  const login = {
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    grant_type: 'client_credentials',
  }
  const issued = await read(await fetch('/oauth/token', toInit('POST', login)))
  const { access_token } = issued.body as { access_token: string }
  const send = async (method: string, path: string, body?: unknown, headers = {}) =>
    read(
      await fetch(
        path,
        toInit(method, body, { authorization: `Bearer ${access_token}`, ...headers }),
      ),
    )
  return { send, issued, login, fetch, credentials, sandbox }
}

test('passes `check` with the module beside it, and says what is not in it', async () => {
  const { made, findings } = await make('quipu', 'quipu.json')
  expect(findings).toEqual([])
  expect(made.counts).toEqual({ all: 7, kept: 5, examples: 1, tokens: 1 })
  expect(made.notModelled).toEqual([])
  expect(made.notes).toEqual([
    'Callbacks of POST /payments are left out, for nothing says when they are sent: changed.',
    '/payments/{payment_id}:cancel is left out: a parameter is a whole segment of a path.',
    'The security scheme "OAuth" (oauth2) takes a bearer token.',
    'The security scheme "Device" (apiKey, cookie) is not checked: a request needs nothing for it.',
    'Examples that do not fit their own schema are left out: GET /methods 200.',
    'Nothing causes a webhook yet. "notify" in an x-lifecycle, or in a behaviour, does: payment.paid.',
  ])
})

test('issues a token for the credentials of an account, and for no others', async () => {
  const { issued, login, fetch, send } = await connect()
  expect(issued).toEqual({
    status: 200,
    body: { access_token: expect.stringMatching(/^ey/), expires_in: 3600, token_type: 'bearer' },
  })
  const problem = {
    status: 401,
    title: 'Unprocessable',
    errors: [{ detail: 'Credentials are not valid', code: 'Q-1' }],
  }
  const wrong = { ...login, client_secret: 'wrong' }
  expect(await read(await fetch('/oauth/token', toInit('POST', wrong)))).toEqual({
    status: 401,
    body: problem,
  })
  expect(await send('GET', '/methods', undefined, { authorization: 'Bearer no' })).toEqual({
    status: 401,
    body: problem,
  })
})

test('makes a payment in its envelope, of what the request says and of what its parts list', async () => {
  const { send } = await connect()
  const method = { kind: 'card', card: { number: '4000000000000002', cvc: '123' } }
  const key = { 'idempotency-key': 'k-1' }
  const made = await send(
    'POST',
    '/payments',
    { amount: 100, method, notification_url: 'http://shop/hook' },
    key,
  )
  expect(made).toEqual({
    status: 200,
    body: {
      request: 'req-1',
      payment: {
        payment_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        created_at: '2026-03-01T12:00:00.000Z',
        amount: 100,
        currency: 'COP',
        notification_url: 'http://shop/hook',
        status: 'pending',
        method: { kind: 'card', card: { number: '4000000000000002' } },
        refunds: [],
      },
    },
  })
  const { payment_id } = (made.body as { payment: { payment_id: string } }).payment
  expect(await send('GET', `/payments/${payment_id}`)).toEqual(made)
})

test('takes the fields of a change out of their envelope, but for one that has another form', async () => {
  const { send } = await connect()
  const method = { kind: 'cash', agent: 'Esquina' }
  const key = { 'idempotency-key': 'k-1' }
  const made = await send('POST', '/payments', { amount: 100, method }, key)
  const { payment } = made.body as { payment: { payment_id: string } }
  const change = { payment: { description: 'Order 7', amount: '200' } }
  expect(await send('PATCH', `/payments/${payment.payment_id}`, change)).toEqual({
    status: 200,
    body: { request: 'req-1', payment: { ...payment, description: 'Order 7' } },
  })
})

test('refuses what fits no form of the method, and a request without its header', async () => {
  const { send } = await connect()
  const key = { 'idempotency-key': 'k-1' }
  const wrong = await send('POST', '/payments', { amount: 100, method: { kind: 'cheque' } }, key)
  expect(wrong).toMatchObject({ status: 422, body: { status: 422, errors: [{ code: 'Q-1' }] } })
  const method = { kind: 'cash', agent: 'Esquina' }
  expect(await send('POST', '/payments', { amount: 100, method })).toMatchObject({
    status: 422,
    body: { errors: [{ detail: expect.stringMatching(/^idempotency-key: /) }] },
  })
})

test('answers the documented example that fits', async () => {
  const { send } = await connect()
  expect(await send('GET', '/methods')).toEqual({
    status: 200,
    body: [
      { kind: 'card', card: { number: '4000000000000002' } },
      { kind: 'cash', agent: 'Esquina' },
    ],
  })
})

test('takes either of two credentials, and registers where webhooks go', async () => {
  const { fetch, credentials, sandbox } = await connect()
  const query = `?api_key=${credentials.key}`
  const endpoint = { url: 'http://shop/hook', events: ['payment.paid'] }
  const made = await read(await fetch(`/webhook-endpoints${query}`, toInit('POST', endpoint)))
  expect(made).toEqual({ status: 201, body: { id: 1000, ...endpoint } })
  expect(await read(await fetch(`/webhook-endpoints${query}`))).toEqual({
    status: 200,
    body: [made.body],
  })
  const { notifications } = sandbox.engine.providers.get('quipu')!.spec
  expect(notifications.get('payment.paid')?.endpoints).toMatchObject({
    url: 'url',
    events: 'events',
  })
})
