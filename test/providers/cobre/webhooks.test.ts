import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { sign } from '#webhooks/sign'
import {
  BANK_ACCOUNT,
  createTestSandbox,
  type Json,
  PAYER,
  quirkTest,
  toPse,
  WALLET,
} from './setup.ts'

const CREDIT = 'accounts.balance.credit'

/** As the documents say: timestamp, dot, raw body; lower-case hex. */
function verify(message: Json, key: string, rawBody: string): boolean {
  const text = `${message.headers['event-timestamp']}.${rawBody}`
  return createHmac('sha256', key).update(text).digest('hex') === message.headers['event-signature']
}

test('signs the test vector as documented', async () => {
  const { notifications } = await loadSpec('cobre')
  const rule = notifications.get(CREDIT)!.delivery.signature!
  const body =
    '{"id":"ev_00000000000000000001","event_key":"accounts.balance.credit","created_at":"2026-01-02T03:04:05Z","content":{"id":"trx_00000000000000000001","amount":100}}'
  const headers = sign(rule, {
    body,
    key: 'local-test-signing-key',
    atMs: Date.parse('2026-01-02T03:04:05Z'),
  })
  expect(headers).toEqual({
    'event-timestamp': '2026-01-02T03:04:05Z',
    'event-signature': '233157a97b9f9b5163a9c860a2992200dc8b962098b45a0d96c8136cd638a818',
  })
})

test('an event verifies by the documented recipe, and not with a byte changed', async () => {
  const { api, account, inbox } = await createTestSandbox()
  const made = await api.subscribe([CREDIT])
  const key = account.cobre.credentials.eventSignatureKey!
  expect(made.body.event_signature_key).toBe(`${'*'.repeat(key.length - 4)}${key.slice(-4)}`)
  const account_id = await api.account(250)

  const [event] = await api.events()
  const [message] = await inbox.list()
  expect(verify(message!, key, message!.rawBody)).toBe(true)
  expect(verify(message!, key, message!.rawBody.replace('250', '251'))).toBe(false)
  expect(verify(message!, `${key}x`, message!.rawBody)).toBe(false)
  expect(event).toEqual({
    id: expect.stringMatching(/^ev_\w{20}$/),
    event_key: CREDIT,
    created_at: '2026-11-20T12:00:00Z',
    content: {
      id: expect.stringMatching(/^trx_/),
      type: 'adjustment_credit',
      amount: 250,
      currency: 'COP',
      date: '2026-11-20T12:00:00.000Z',
      metadata: { description: 'Test funds' },
      account_id,
      previous_balance: 0,
      current_balance: 250,
      credit_debit_type: 'credit',
    },
  })
})

test('a subscription without a key gets unsigned events, a deleted one none', async () => {
  const { api, inbox } = await createTestSandbox()
  const made = await api.post('/v1/subscriptions', { events: [CREDIT], url: inbox.url })
  await api.account(1)
  await api.events()
  expect((await inbox.list())[0]!.headers).not.toHaveProperty('event-signature')
  await api.delete(`/v1/subscriptions/${made.body.id}`)
  await api.account(1)
  expect(await api.events()).toHaveLength(1)
})

test('a key has 10 to 64 characters', async () => {
  const { api } = await createTestSandbox()
  const lengths = [9, 10, 64, 65]
  const statuses: number[] = []
  for (const length of lengths) {
    const answer = await api.subscribe([CREDIT], { event_signature_key: 'k'.repeat(length) })
    statuses.push(answer.status)
  }
  expect(statuses).toEqual([400, 201, 201, 400])
})

test('a payout tells every state it passes', async () => {
  const { api, clock } = await createTestSandbox()
  const states = ['initiated', 'processing', 'completed', 'failed'].map(
    (state) => `money_movements.status.${state}`,
  )
  await api.subscribe([...states, 'accounts.balance.debit'])
  const id = await api.payout(await api.account(10), 10)
  await clock.advance(1_000)
  await api.post('/v1/change_mm_state', { money_movement_id: id, state: 'completed' })
  const events = await api.events()
  expect(events.map(({ event_key }) => event_key)).toEqual([
    'money_movements.status.initiated',
    'money_movements.status.processing',
    'accounts.balance.debit',
    'money_movements.status.completed',
  ])
  expect(events[3]!.content).toMatchObject({ id, status: { state: 'completed' } })
})

quirkTest(
  'cobre.webhook.event-names = as-catalogued',
  'prefixes differ',
  async ({ api, trigger }) => {
    await api.subscribe([
      'counterparty.status.processing',
      'evidence-request.ask',
      'transfer_acc.status.enabled',
      'alerts.fx_rate.triggered',
    ])
    await api.counterparty(WALLET)
    await trigger('cobre.evidence.ask', {})
    const keys = (await api.events()).map(({ event_key }) => event_key)
    expect(keys).toEqual(['counterparty.status.processing', 'evidence-request.ask'])
  },
)

quirkTest(
  'cobre.webhook.evidence-envelope = event-type-and-timestamp',
  'another envelope',
  async ({ api, trigger }) => {
    await api.subscribe(['evidence-request.ask'])
    await trigger('cobre.evidence.ask', {})
    const [event] = await api.events()
    expect(event).toMatchObject({ event_type: 'EvidenceRequest', timestamp: expect.any(Number) })
    expect(event).not.toHaveProperty('created_at')
  },
)

quirkTest('cobre.transaction.date-name = both-names', 'one time, two names', async ({ api }) => {
  await api.subscribe([CREDIT])
  const id = await api.account(1)
  const [event] = await api.events()
  expect(event!.content).toHaveProperty('date')
  expect(event!.content).not.toHaveProperty('transaction_date')
  expect((await api.transactions(id))[0]).toHaveProperty('transaction_date')
})

quirkTest(
  'cobre.transaction.unique-id = camel-case',
  'the movement of a credit',
  async ({ api, clock, trigger }) => {
    const [from, to] = [await api.account(9), await api.account()]
    const id = await api.payout(from, 9, { destination_id: to })
    await clock.advance(1_000)
    await trigger('cobre.movement.complete', { id })
    expect((await api.transactions(to))[0]!.metadata.uniqueTransactionId).toBe(id)
  },
)

/** A receiver of our own: answers what it is told, or breaks the connection. */
async function createReceiver(answer: number | 'reset') {
  let calls = 0
  const server = createServer((request, response) => {
    calls++
    if (answer === 'reset') request.socket.destroy()
    else response.writeHead(answer).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, calls: () => calls }
}

quirkTest(
  'cobre.webhook.retry = connection-only',
  'a broken connection is tried 200, 400, 1000 ms later',
  async ({ api, clock, account }) => {
    const [broken, busy] = [await createReceiver('reset'), await createReceiver(503)]
    await api.post('/v1/subscriptions', { events: [CREDIT], url: broken.url })
    await api.post('/v1/subscriptions', { events: [CREDIT], url: busy.url })
    await api.account(1)
    await account.settle()
    const counts = [broken.calls()]
    for (const ms of [199, 1, 399, 1, 999, 1, 10_000]) {
      await clock.advance(ms)
      counts.push(broken.calls())
    }
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
    expect(busy.calls()).toBe(1)
  },
)

quirkTest(
  'cobre.webhook.retry = none',
  'nothing is tried again',
  async ({ api, clock, account }) => {
    const broken = await createReceiver('reset')
    await api.post('/v1/subscriptions', { events: [CREDIT], url: broken.url })
    await api.account(1)
    await account.settle()
    await clock.advance(60_000)
    expect(broken.calls()).toBe(1)
  },
)

async function playFailure({ api, clock, trigger }: Awaited<ReturnType<typeof createTestSandbox>>) {
  await api.subscribe(
    ['initiated', 'processing', 'failed'].map((state) => `money_movements.status.${state}`),
  )
  const body = toPse(await api.counterparty(PAYER), await api.account())
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push((await api.move(body)).body.id)
  await clock.advance(1_000)
  for (const id of ids) await trigger('cobre.movement.fail', { id })
  await clock.advance(10_000)
  const events = await api.events()
  return ids.map((id) =>
    events.filter(({ content }) => content.id === id).map(({ content }) => content.status.state),
  )
}

quirkTest('cobre.webhook.order = in-order', 'events come in order', async (client) => {
  for (const states of await playFailure(client))
    expect(states).toEqual(['initiated', 'processing', 'failed'])
})

quirkTest('cobre.webhook.order = shuffled', 'events overtake one another', async (client) => {
  const all = await playFailure(client)
  expect(all.every((states) => states.length === 3)).toBe(true)
  expect(all.some((states) => states.join() !== 'initiated,processing,failed')).toBe(true)
})

for (const [choice, count] of [
  ['cobre.webhook.before-answer = after', 0],
  ['cobre.webhook.before-answer = before', 1],
] as const) {
  quirkTest(choice, `${count} events are there with the answer`, async ({ api, inbox }) => {
    await api.subscribe(['money_movements.status.initiated'])
    const source_id = await api.account(1)
    const destination_id = await api.counterparty()
    await api.move({ source_id, destination_id, amount: 1, metadata: {} })
    expect(await inbox.list()).toHaveLength(count)
    expect(await api.events()).toHaveLength(1)
  })
}

for (const [choice, count] of [
  ['cobre.webhook.copies = once', 1],
  ['cobre.webhook.copies = twice', 2],
] as const) {
  quirkTest(choice, `an event comes ${count} times`, async ({ api }) => {
    await api.subscribe([CREDIT])
    await api.account(1)
    const events = await api.events()
    expect(events).toHaveLength(count)
    expect(new Set(events.map(({ id }) => id)).size).toBe(1)
  })
}

for (const [choice, names] of [
  ['cobre.webhook.header-names = hyphens', ['event-signature', 'event-timestamp']],
  ['cobre.webhook.header-names = underscores', ['event_signature', 'event_timestamp']],
] as const) {
  quirkTest(choice, `headers are ${names.join(' and ')}`, async ({ api, inbox }) => {
    await api.subscribe([CREDIT])
    await api.account(1)
    await api.events()
    const found = Object.keys((await inbox.list())[0]!.headers).filter((name) =>
      name.startsWith('event'),
    )
    expect(found.sort()).toEqual([...names])
  })
}

for (const [choice, status] of [
  ['cobre.subscription.unknown-event = refused', 400],
  ['cobre.subscription.unknown-event = accepted', 201],
] as const) {
  quirkTest(choice, `an unknown event answers ${status}`, async ({ api }) => {
    expect((await api.subscribe(['money_movements.status.pending'])).status).toBe(status)
  })
}

for (const [choice, isSigned] of [
  ['cobre.subscription.secret-name = event-signature-key', false],
  ['cobre.subscription.secret-name = signature-key', true],
] as const) {
  quirkTest(choice, 'a signature_key', async ({ api, inbox }) => {
    const body = { events: [CREDIT], url: inbox.url, signature_key: 'local-test-signing-key' }
    expect((await api.post('/v1/subscriptions', body)).status).toBe(201)
    await api.account(1)
    await api.events()
    expect('event-signature' in (await inbox.list())[0]!.headers).toBe(isSigned)
  })
}

test('an inbox takes events at its https address too', async () => {
  const { api, inbox } = await createTestSandbox({
    variants: { 'cobre.subscription.scheme': 'https-only' },
  })
  const made = await api.subscribe([CREDIT], { url: inbox.url.replace('http:', 'https:') })
  expect(made.status).toBe(201)
  await api.account(1)
  expect(await api.events()).toHaveLength(1)
})

for (const [choice, status] of [
  ['cobre.subscription.scheme = http-too', 201],
  ['cobre.subscription.scheme = https-only', 400],
] as const) {
  quirkTest(choice, `an http address answers ${status}`, async ({ api }) => {
    expect((await api.subscribe([CREDIT])).status).toBe(status)
  })
}

for (const [choice, isFilled] of [
  ['cobre.movement.event-sides = filled', true],
  ['cobre.movement.event-sides = as-read', false],
] as const) {
  quirkTest(choice, 'both ends of a movement in its events', async ({ api, clock }) => {
    await api.subscribe(['money_movements.status.processing'])
    const source_id = await api.account(5)
    const id = await api.payout(source_id, 5)
    await clock.advance(1_000)
    const [event] = await api.events()
    const { counterparty_email: _, counterparty_phone: __, ...metadata } = BANK_ACCOUNT.metadata
    const { type } = BANK_ACCOUNT
    expect(event!.content.destination).toEqual(isFilled ? { type, ...metadata } : null)
    const { body: account } = await api.get(`/v1/accounts/${source_id}`)
    const keys = Object.keys(event!.content.source ?? {})
    expect(keys).toEqual(isFilled ? SIDE_KEYS : [])
    if (isFilled)
      expect(account).toMatchObject({
        ...event!.content.source,
        obtained_balance: 0,
        obtained_balance_at: account.obtained_balance_at,
        updated_at: account.updated_at,
      })
    expect(await api.movement(id)).toMatchObject({ source: null, destination: null })
  })
}

/** Of an account, as two receivers type it. */
const SIDE_KEYS = [
  'id',
  'alias',
  'account_type',
  'account_number',
  'connectivity',
  'provider_id',
  'provider_name',
  'obtained_balance',
  'obtained_balance_at',
  'metadata',
  'currency',
  'created_at',
  'updated_at',
]

for (const [choice, status] of [
  ['cobre.subscription.update = not-offered', 405],
  ['cobre.subscription.update = served', 200],
] as const) {
  quirkTest(choice, `changing the events answers ${status}`, async ({ api }) => {
    const { body } = await api.subscribe(['accounts.balance.credit'])
    const path = `/v1/subscriptions/${body.id}`
    const changed = await api.call('PUT', path, { events: ['accounts.balance.debit'] })
    expect(changed.status).toBe(status)
    const id = await api.account(5)
    await api.fund(id, 5, '0350')
    const key = status === 200 ? 'accounts.balance.debit' : 'accounts.balance.credit'
    expect((await api.events()).map(({ event_key }) => event_key)).toEqual([key])
    expect((await api.get('/v1/subscriptions')).body.contents[0].events).toEqual([key])
    if (status === 405) return
    expect((await api.call('PUT', path, { events: ['x.y'] })).status).toBe(400)
    expect((await api.call('PUT', '/v1/subscriptions/sub_x', { events: [key] })).status).toBe(404)
  })
}
