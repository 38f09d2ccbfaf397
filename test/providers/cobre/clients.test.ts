/**
 * Whole flows of public clients on the profile `clients`: their requests, and their own way of
 * reading answers and events. None of their code is here; each reads what that client reads.
 */
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { BANK_ACCOUNT, type Client, createTestSandbox, type Json, NEQUI_ACCOUNT } from './setup.ts'

const createClientSandbox = () => createTestSandbox({ profiles: { cobre: 'clients' } })

/** Logs in as all of them do: either status, `access_token`, `expiration_time`. */
async function logIn({ account, api }: Client): Promise<Json> {
  const { secret, userId: user_id } = account.cobre.credentials
  const { body, status } = await api.post('/v1/auth', { user_id, secret })
  expect([200, 201]).toContain(status)
  expect(body.expiration_time).toBeGreaterThan(0)
  return { authorization: `Bearer ${body.access_token}` }
}

/** Events whose signature holds by the receivers' own rule: hyphenated headers, hex over timestamp, dot and raw body. */
async function receive({ account, api, inbox }: Client): Promise<Json[]> {
  await api.events()
  return (await inbox.list()).map(({ body, headers, rawBody }) => {
    const text = `${headers['event-timestamp']}.${rawBody}`
    const key = account.cobre.credentials.eventSignatureKey!
    const expected = createHmac('sha256', key).update(text).digest('hex')
    expect(headers['event-signature']).toBe(expected)
    return body as Json
  })
}

test('an e-learning shop keeps its subscription, sells by a checkout with the rail `breb` and hears of it', async () => {
  const client = await createClientSandbox()
  const { account, api, clock, trigger } = client
  const headers = await logIn(client)
  const call = (method: string, path: string, body?: unknown) =>
    api.call(method, path, body, headers)

  const offered = (await call('GET', '/v1/subscribable_events')).body.contents.map(
    ({ subscriptionKey }: Json) => subscriptionKey,
  )
  const wanted = ['initiated', 'completed', 'failed'].map(
    (state) => `money_movements.status.${state}`,
  )
  expect(offered).toEqual(expect.arrayContaining(wanted))
  const url = account.inbox.url
  const made = await call('POST', '/v1/subscriptions', {
    description: 'Shop',
    events: wanted.slice(0, 1),
    url,
    event_signature_key: account.cobre.credentials.eventSignatureKey,
  })
  expect(made.status).toBe(201)
  const known = (await call('GET', '/v1/subscriptions')).body.contents.find(
    (each: Json) => each.url === url,
  )
  expect(Object.keys(known)).toEqual(
    expect.arrayContaining(['id', 'url', 'events', 'created_at', 'description']),
  )
  const missing = wanted.filter((event) => !known.events.includes(event))
  const events = [...known.events, ...missing]
  expect((await call('PUT', `/v1/subscriptions/${known.id}`, { events })).status).toBe(200)

  const [balance] = (await call('GET', `/v1/accounts?alias=${await named(api, 'Shop')}`)).body
    .contents
  const checkout = await call('POST', '/v1/checkouts', {
    alias: 'Course',
    amount: 4_000,
    external_id: 'order-7',
    destination_id: balance.id,
    checkout_rails: ['pse', 'breb'],
    checkout_header: 'Course',
    checkout_item: 'Course',
    description_to_payee: 'Course',
    money_movement_intent_limit: 1,
    redirect_url: 'https://example.com/thanks',
  })
  expect([checkout.status, URL.canParse(checkout.body.checkout_url)]).toEqual([201, true])
  await trigger('cobre.checkout.pay', { id: checkout.body.id })
  await clock.advance(5_000)
  const told = (await receive(client)).map(({ content }) => content.status.state)
  expect(told).toEqual(['initiated', 'completed'])
  const [event] = (await receive(client)).slice(-1)
  expect(event!.content).toMatchObject({ external_id: 'order-7', amount: 4_000 })
  expect((await call('GET', `/v1/checkouts/${checkout.body.id}`)).body.external_id).toBe('order-7')
  expect(await api.balance(balance.id)).toBe(4_000)
})

async function named(api: Client['api'], alias: string): Promise<string> {
  await api.post('/v1/accounts', { provider_id: 'pr_col_cobre', action: 'create', alias })
  return alias
}

test('a payroll service reads the tag, pays with `external_id: null` and books by the event alone', async () => {
  const client = await createClientSandbox()
  const { api, clock } = client
  const headers = await logIn(client)
  const source_id = await api.account(90_000)
  const { body: account } = await api.call(
    'GET',
    `/v1/accounts/${source_id}?sensitive_data=true`,
    undefined,
    headers,
  )
  expect(account.metadata.cobre_tag).toMatch(/^@[a-z]+\d+$/)
  await api.subscribe(['money_movements.status.processing', 'money_movements.status.completed'])
  const employee = await api.call('POST', '/v1/counterparties', BANK_ACCOUNT, headers)
  const shown = await api.get(`/v1/counterparties/${employee.body.id}?sensitive_data=true`)
  expect(shown.body.metadata.account_number).toBe(BANK_ACCOUNT.metadata.account_number)
  const found = await api.get('/v1/counterparties?page_number=0&page_size=10&sensitive_data=true')
  expect(found.body.contents.map(({ id }: Json) => id)).toContain(employee.body.id)

  const payout = {
    source_id,
    destination_id: employee.body.id,
    amount: 30_000,
    external_id: null,
    checker_approval: false,
    metadata: { description: 'Advance', reference: '000123' },
  }
  const first = await api.move(payout)
  const second = await api.move(payout)
  expect([first.status, second.status]).toEqual([201, 201])
  await clock.advance(1_000)
  for (const { body } of [first, second])
    await api.post('/v1/change_mm_state', { money_movement_id: body.id, state: 'completed' })

  const events = await receive(client)
  const last = events.filter(({ event_key }) => event_key.endsWith('completed'))
  expect(last.map(({ content }) => content.id)).toEqual([first.body.id, second.body.id])
  for (const { content } of events) {
    expect(Object.keys(content)).toEqual(expect.arrayContaining(EVENT_KEYS))
    expect(content.source.metadata.cobre_tag).toBe(account.metadata.cobre_tag)
    expect(content.destination).toMatchObject({
      type: 'cc',
      counterparty_fullname: BANK_ACCOUNT.metadata.counterparty_fullname,
    })
  }
  const [, debit] = await api.transactions(source_id)
  expect(debit!.metadata).toMatchObject({ money_movement_id: first.body.id, mm_external_id: '' })
  const again = { ...payout, external_id: 'advance-1' }
  expect((await api.move(again)).status).toBe(201)
  const conflict = await api.move(again)
  expect(conflict.status).toBe(409)
  expect(Object.keys(conflict.body)).toEqual(['error_code', 'error_description'])
})

/** What two receivers type. */
const EVENT_KEYS = [
  'id',
  'batch_id',
  'external_id',
  'creator',
  'type',
  'geo',
  'status',
  'source_id',
  'source',
  'destination_id',
  'destination',
  'currency',
  'amount',
  'metadata',
  'checker_approval',
  'created_at',
  'updated_at',
]

test('a booking service opens a balance, is paid by PSE and finds payer and balance in the event', async () => {
  const client = await createClientSandbox()
  const { api, clock, trigger } = client
  const headers = await logIn(client)
  const hotel = { provider_id: 'pr_col_cobre', action: 'create', alias: 'Hotel' }
  const { body: balance } = await api.call('POST', '/v1/accounts', hotel, headers)
  expect(balance.metadata.cobre_tag).toBe(balance.account_number)
  await api.subscribe(['money_movements.status.completed'])
  const guest = {
    counterparty_fullname: 'Luis Prueba',
    counterparty_id_type: 'cc',
    counterparty_id_number: '1000000002',
    counterparty_email: 'luis@example.com',
  }
  const source_id = await api.counterparty({ geo: 'col', type: 'r2p', metadata: guest })
  const made = await api.move({
    source_id,
    destination_id: balance.id,
    amount: 120_000,
    external_id: 'booking-1',
    metadata: {
      r2p_rail: 'pse',
      description_to_payer: 'Room',
      description_to_payee: 'Room',
      redirect_url: 'https://example.com/paid',
      financial_institution_code: '507',
    },
  })
  await clock.advance(1_000)
  const { metadata } = await api.movement(made.body.id)
  expect(URL.canParse(metadata.payment_link)).toBe(true)
  await trigger('cobre.movement.complete', { id: made.body.id })
  const [{ content }] = (await receive(client)) as [Json]
  const { counterparty_email: _, ...names } = guest
  expect(content.source).toEqual({ type: 'r2p', ...names })
  expect(content.destination).toMatchObject({ id: balance.id, alias: 'Hotel' })
  expect(await api.balance(balance.id)).toBe(120_000)
  expect(await api.state(made.body.id)).toBe('completed')
})

test('a debit service names its balance in the metadata and debits a Nequi account', async () => {
  const client = await createClientSandbox()
  const { api, clock, trigger } = client
  await logIn(client)
  const made = await api.post('/v1/accounts', {
    provider_id: 'pr_col_cobre',
    action: 'create',
    metadata: { alias: 'Debits' },
  })
  expect([made.status, made.body.alias]).toEqual([201, 'Debits'])
  expect(made.body.metadata.cobre_tag).toBeDefined()
  const destination_id = made.body.id
  const source_id = await api.counterparty(NEQUI_ACCOUNT)
  const path = `/v1/counterparties/${source_id}/direct_debit_registrations`
  const registration = await api.post(path, { destination_id, registration_description: 'Plan' })
  await trigger('cobre.registration.accept', { id: registration.body.id })
  expect((await api.get(`${path}/${registration.body.id}`)).body.status.state).toBe('registered')
  const metadata = { description: 'Plan', reference: '7' }
  const debit = await api.move({ source_id, destination_id, amount: 900, metadata })
  await clock.advance(2_000)
  expect([await api.state(debit.body.id), await api.balance(destination_id)]).toEqual([
    'completed',
    900,
  ])
})

test('a wallet registers keys and finds each by its alias, not another one', async () => {
  const { api } = await createClientSandbox()
  const path = `/v1/accounts/${await api.account()}/keys`
  const holder = { full_name: 'Ana Prueba', id_type: 'CC', id_number: '1000000001' }
  const keys: Json = {}
  for (const alias of ['A', 'B'])
    keys[alias] = (await api.post(path, { alias, key_config: 'random', holder })).body
  for (const alias of ['A', 'B'])
    expect((await api.get(`${path}?alias=${alias}&page_size=1`)).body.contents).toEqual([
      keys[alias],
    ])
})
