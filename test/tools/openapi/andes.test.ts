/** A file in the style of those with forms, expandable objects and one error for everything. */
import { expect, test } from 'vitest'
import { read } from '../../fixtures/acme-sandbox.ts'
import { make, serve } from './make.ts'

/** Speaks forms, as the key's owner. */
async function connect() {
  const { path } = await make('andes', 'andes.yaml')
  const { fetch, credentials, sandbox } = await serve(path, 'andes')
  const basic = `Basic ${Buffer.from(`${credentials.basicAuth}:`).toString('base64')}`
  const send = async (method: string, path: string, form?: string, authorization = basic) => {
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
    return read(
      await fetch(path, { method, headers, ...(form === undefined ? {} : { body: form }) }),
    )
  }
  return { send, credentials, sandbox }
}

test('passes `check`, and says what is not in it', async () => {
  const { made, findings } = await make('andes', 'andes.yaml')
  expect(findings).toEqual([])
  expect(made.counts).toEqual({ all: 9, kept: 7, examples: 1, tokens: 0 })
  expect(made.notModelled).toEqual(['POST /v1/charges/{charge}/capture'])
  expect(made.notes).toEqual([
    'HEAD /v1/balance is left out.',
    '/v1/receipts/{id}.pdf is left out: a parameter is a whole segment of a path.',
    'Left out of schemas: patterns that are not regular expressions of JavaScript (1).',
  ])
  expect(made.module).toBeUndefined()
})

test('makes, shows, lists, changes and forgets a customer', async () => {
  const { send } = await connect()
  const made = await send(
    'POST',
    '/v1/customers',
    'email=a%40b.co&balance=12&metadata[order]=7&address[city]=Cali&tags[]=x&tags[]=y&source=tok_1',
  )
  const customer = {
    id: expect.stringMatching(/^cus_[a-z0-9]{20}$/),
    object: 'customer',
    created: Date.parse('2026-03-01T12:00:00Z') / 1000,
    livemode: false,
    email: 'a@b.co',
    balance: 12,
    metadata: { order: '7' },
    address: { city: 'Cali' },
    tags: ['x', 'y'],
    default_source: null,
  }
  expect(made).toEqual({ status: 200, body: customer })
  const { id } = made.body as { id: string }
  expect(await send('GET', `/v1/customers/${id}`)).toEqual(made)
  expect(await send('POST', `/v1/customers/${id}`, 'balance=3')).toEqual({
    status: 200,
    body: { ...customer, balance: 3 },
  })
  await send('POST', '/v1/customers', 'email=c%40d.co')
  expect(await send('GET', '/v1/customers?email=a%40b.co&expand=data&created[gte]=1')).toEqual({
    status: 200,
    body: {
      object: 'list',
      has_more: false,
      url: '/v1/customers',
      data: [{ ...customer, balance: 3 }],
    },
  })
  expect(await send('DELETE', `/v1/customers/${id}`)).toEqual({
    status: 200,
    body: { id, object: 'customer', deleted: true },
  })
  expect(await send('GET', `/v1/customers/${id}`)).toEqual({
    status: 404,
    body: { error: { type: 'api_error', message: 'There is no such record' } },
  })
})

test('keeps what belongs to a customer with that customer, and shows no card number', async () => {
  const { send } = await connect()
  const own = ((await send('POST', '/v1/customers', '')).body as { id: string }).id
  const other = ((await send('POST', '/v1/customers', '')).body as { id: string }).id
  const card = await send('POST', `/v1/customers/${own}/sources`, 'number=4242&exp_month=3')
  expect(card).toEqual({
    status: 200,
    body: { id: expect.stringMatching(/^card_/), exp_month: 3, last4: '', customer: own },
  })
  expect(await send('GET', `/v1/customers/${own}/sources`)).toEqual({
    status: 200,
    body: { data: [card.body] },
  })
  expect(await send('GET', `/v1/customers/${other}/sources`)).toEqual({
    status: 200,
    body: { data: [] },
  })
  expect((await send('GET', '/v1/customers/none/sources')).status).toBe(404)
})

test('refuses in the form of the file’s errors', async () => {
  const { send, credentials } = await connect()
  expect(await send('POST', '/v1/customers', 'balance=much')).toEqual({
    status: 400,
    body: { error: { type: 'api_error', message: 'balance: must be integer' } },
  })
  expect(await send('GET', '/v1/customers', undefined, 'Basic d3Jvbmc6')).toMatchObject({
    status: 401,
  })
  expect(await send('GET', '/v1/balance', undefined, `Bearer ${credentials.bearerAuth}`)).toEqual({
    status: 200,
    body: { available: 12 },
  })
})

test('says of what nothing tells what it does that it is not modelled', async () => {
  const { send } = await connect()
  expect(await send('POST', '/v1/charges/ch_1/capture')).toMatchObject({
    status: 501,
    body: { ensayo: { code: 'NOT_MODELLED', message: expect.stringContaining('is not modelled') } },
  })
})

test('claims no more than is known: what is written is documented, what is kept is assumed', async () => {
  const { made } = await make('andes', 'andes.yaml')
  const { path } = await make('andes', 'andes.yaml')
  const { sandbox } = await serve(path, 'andes')
  const evidence = Object.fromEntries(
    sandbox.engine.operations().map(({ id, source }) => [id, source.evidence]),
  )
  expect(evidence).toMatchObject({
    postCustomers: 'assumed',
    getBalance: 'documented',
    postChargesChargeCapture: 'documented',
  })
  expect(made.spec).toMatch(
    /x-source:\n {2}url: https:\/\/docs\.andes\.example\n {2}read: 2026-12-01/,
  )
})
