import { expect, test } from 'vitest'
import { createMemoryStore } from '#store/memory'
import { DELIVERIES, type Store } from '#store/store'
import { createDispatcher } from '#webhooks/dispatcher'
import type { DispatcherOptions } from '#webhooks/dispatcher-options'
import { createInbox } from '#webhooks/inbox'
import { send } from '#webhooks/send'
import type { DeliveryRow } from '#webhooks/types'
import { createReceiver } from './receiver.ts'
import { MINUTES, makeRow, NOW, SECONDS } from './rows.ts'

const INBOX = 'http://127.0.0.1:4800/_ensayo/inbox/'

/** A dispatcher on a fake clock; time limits pass when a test says so. */
function createBench(options: Partial<DispatcherOptions> = {}) {
  const store = createMemoryStore({})
  const clock = { now: NOW }
  const inbox = createInbox()
  const timers = new Map<() => void, number>()
  const told: DeliveryRow[] = []
  const dispatcher = createDispatcher({
    store,
    clockOf: () => ({ now: () => clock.now }),
    fetch: send,
    real: {
      monotonicMs: () => 0,
      setTimer: (ms, run) => {
        timers.set(run, ms)
        return () => timers.delete(run)
      },
    },
    isInbox: (url) => (url.startsWith(INBOX) ? url.slice(INBOX.length).split('/')[0] : undefined),
    receiveInbox: (account, incoming) => inbox.receive(account, incoming),
    onError: (error) => {
      throw error
    },
    onDelivered: (row) => told.push(row),
    ...options,
  })
  return { store, clock, inbox, timers, told, dispatcher, insert: insertInto(store) }
}

function insertInto(store: Store) {
  return (...rows: DeliveryRow[]) =>
    store.transaction(rows[0]!.account, (tx) => {
      for (const row of rows) tx.insert(DELIVERIES, row)
    })
}

test('sends what is due, headers and bytes as they stand in the row', async () => {
  await using receiver = await createReceiver()
  const { dispatcher, insert, told } = createBench()
  const headers = { 'content-type': 'application/json', 'x-signature': 'abc' }
  await insert(makeRow({ url: `${receiver.url}/hook?a=1`, headers, body: '{"n":"ñ"}' }))

  expect(await dispatcher.deliverDue('default', NOW)).toBe(1)
  expect(receiver.received).toMatchObject([
    {
      method: 'POST',
      url: '/hook?a=1',
      body: '{"n":"ñ"}',
    },
  ])
  // Beside those of the row only what HTTP/1.1 demands.
  expect(receiver.received[0]!.headers).toEqual({
    ...headers,
    host: receiver.url.slice('http://'.length),
    'content-length': '10',
    connection: 'keep-alive',
  })
  const [row] = await dispatcher.list('default')
  expect(row).toMatchObject({
    status: 'delivered',
    attempts: [{ at: NOW, status: 200, durationMs: 0, bodyStart: '' }],
  })
  expect(row).not.toHaveProperty('dueAt')
  expect(told).toEqual([row])
})

test('leaves alone what is not due yet', async () => {
  await using receiver = await createReceiver()
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: receiver.url, dueAt: NOW + 1 }))

  expect(await dispatcher.deliverDue('default', NOW)).toBe(0)
  expect(await dispatcher.deliverDue('default', NOW + 1)).toBe(1)
})

test('tries again as the schedule says, then gives up', async () => {
  await using receiver = await createReceiver((_, response) => response.writeHead(500).end('no'))
  const { dispatcher, insert, clock } = createBench()
  await insert(makeRow({ url: receiver.url, retryMs: [1 * MINUTES, 5 * MINUTES] }))

  for (const minutes of [0, 1, 6, 60]) {
    clock.now = NOW + minutes * MINUTES
    await dispatcher.deliverDue('default', clock.now - 1)
    await dispatcher.deliverDue('default', clock.now)
  }

  const [row] = await dispatcher.list('default')
  expect(row!.status).toBe('failed')
  expect(row!.attempts.map(({ at, status, bodyStart }) => [at, status, bodyStart])).toEqual([
    [NOW, 500, 'no'],
    [NOW + 1 * MINUTES, 500, 'no'],
    [NOW + 6 * MINUTES, 500, 'no'],
  ])
  expect(receiver.received).toHaveLength(3)
})

test('does not follow a redirect, nor take it for an acknowledgement', async () => {
  await using receiver = await createReceiver((_, response) =>
    response.writeHead(307, { location: '/elsewhere' }).end(),
  )
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: receiver.url }))
  await dispatcher.deliverDue('default', NOW)

  expect(receiver.received).toHaveLength(1)
  expect(await dispatcher.list('default')).toMatchObject([
    { status: 'failed', attempts: [{ status: 307 }] },
  ])
})

test('records a connection that nobody takes as an attempt', async () => {
  const receiver = await createReceiver()
  await receiver[Symbol.asyncDispose]()
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: receiver.url, retryMs: [1 * MINUTES], retryOn: 'connection' }))
  await dispatcher.deliverDue('default', NOW)

  const [row] = await dispatcher.list('default')
  expect(row).toMatchObject({ status: 'pending', dueAt: NOW + 1 * MINUTES })
  expect(row!.attempts[0]!.status).toBeUndefined()
  expect(row!.attempts[0]!.error).toMatch(/ECONNREFUSED/)
})

test('records a header that cannot be sent as an attempt', async () => {
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ headers: { 'x-bad': 'a\nb' } }))
  await dispatcher.deliverDue('default', NOW)

  const [row] = await dispatcher.list('default')
  expect(row).toMatchObject({ status: 'failed', attempts: [{ error: expect.any(String) }] })
})

test('gives up on an answer after the time limit', async () => {
  const { dispatcher, insert, timers } = createBench()
  await using receiver = await createReceiver(() => fire(timers))
  await insert(makeRow({ url: receiver.url, timeoutMs: 10 * SECONDS }))
  await dispatcher.deliverDue('default', NOW)

  const [row] = await dispatcher.list('default')
  expect(row).toMatchObject({
    status: 'failed',
    attempts: [{ error: 'No answer within 10000 ms', bodyStart: '' }],
  })
  expect(timers.size).toBe(0)
})

test('takes the status for the answer when the body never ends', async () => {
  const { dispatcher, insert, timers } = createBench({
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      fire(timers)
      return response
    },
  })
  await using receiver = await createReceiver((_, response) => void response.flushHeaders())
  await insert(makeRow({ url: receiver.url }))
  await dispatcher.deliverDue('default', NOW)

  expect(await dispatcher.list('default')).toMatchObject([
    { status: 'delivered', attempts: [{ status: 200, error: 'No answer within 10000 ms' }] },
  ])
})

test('reads no more than the start of a body, however long it is', async () => {
  await using receiver = await createReceiver(
    (_, response) => void response.write('ñ'.repeat(5_000)),
  )
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: receiver.url }))
  await dispatcher.deliverDue('default', NOW)

  const [row] = await dispatcher.list('default')
  expect(row!.attempts[0]).toMatchObject({ status: 200, bodyStart: 'ñ'.repeat(256) })
})

test('withholds what would go to a stranger, and calls nobody', async () => {
  const { dispatcher, insert, told } = createBench({ fetch: () => expect.unreachable() })
  await insert(makeRow({ url: 'https://yourapp.com/hook', retryMs: [1 * MINUTES] }))

  expect(await dispatcher.deliverDue('default', NOW)).toBe(1)
  expect(await dispatcher.list('default')).toMatchObject([
    { status: 'withheld', attempts: [], reason: expect.stringContaining('"yourapp.com"') },
  ])
  expect(told).toHaveLength(1)
  expect(await dispatcher.deliverDue('default', NOW + 60 * MINUTES)).toBe(0)
})

test('calls a host that is allowed by name', async () => {
  const called: unknown[] = []
  const { dispatcher, insert } = createBench({
    allowHosts: ['yourapp.com'],
    fetch: async (url) => {
      called.push(url)
      return new Response(null, { status: 204 })
    },
  })
  await insert(makeRow({ url: 'https://yourapp.com/hook' }))
  await dispatcher.deliverDue('default', NOW)

  expect(called).toEqual(['https://yourapp.com/hook'])
  expect(await dispatcher.list('default', { status: 'delivered' })).toHaveLength(1)
})

test('puts what is for an inbox there, without the network', async () => {
  const { dispatcher, insert, inbox } = createBench({ fetch: () => expect.unreachable() })
  await insert(makeRow({ url: `${INBOX}other/x?a=1` }))
  await dispatcher.deliverDue('default', NOW)

  expect(inbox.list('other')).toMatchObject([
    {
      provider: 'acme',
      notification: 'paymentUpdated',
      deliveryId: 'whk_1',
      attempt: 1,
      target: '/x?a=1',
      body: { state: 3 },
      receivedAt: NOW,
    },
  ])
  expect(await dispatcher.list('default')).toMatchObject([
    { status: 'delivered', attempts: [{ status: 200 }] },
  ])
})

test('records an inbox that fails as an attempt', async () => {
  const { dispatcher, insert } = createBench({
    receiveInbox: () => Promise.reject(new Error('no such account')),
  })
  await insert(makeRow({ url: `${INBOX}other` }))
  await dispatcher.deliverDue('default', NOW)

  expect(await dispatcher.list('default')).toMatchObject([
    { status: 'failed', attempts: [{ error: 'no such account' }] },
  ])
})

test('starts rows in the order in which they are due', async () => {
  const { dispatcher, insert, inbox } = createBench()
  const rows = [3, 1, 2].map((n) =>
    makeRow({ id: `whk_${n}`, dueAt: NOW + n, url: `${INBOX}default/${n}` }),
  )
  await insert(...rows)
  await dispatcher.deliverDue('default', NOW + 3)

  expect(inbox.list('default').map((message) => message.target)).toEqual(['/1', '/2', '/3'])
})

test('keeps the order of what tells of the same record, while others overtake', async () => {
  const { receiver, release, waiting } = await createSlowReceiver('/slow')
  await using _ = receiver
  const { dispatcher, insert } = createBench()
  await insert(
    makeRow({ id: '1', url: `${receiver.url}/slow`, subject: 'payment:a' }),
    makeRow({ id: '2', url: `${receiver.url}/second`, subject: 'payment:a' }),
    makeRow({ id: '3', url: `${receiver.url}/other`, subject: 'payment:b' }),
  )
  const delivered = dispatcher.deliverDue('default', NOW)
  await waiting
  await expect.poll(() => dispatcher.list('default', { status: 'delivered' })).toHaveLength(1)
  expect(receiver.received.map(({ url }) => url).toSorted()).toEqual(['/other', '/slow'])

  release()
  expect(await delivered).toBe(3)
  expect(receiver.received.at(-1)!.url).toBe('/second')
})

test('does not let a slow receiver hold up other accounts, nor transactions of its own', async () => {
  const { receiver, release, waiting } = await createSlowReceiver('/slow')
  await using _ = receiver
  const { dispatcher, insert, store } = createBench()
  await insert(makeRow({ url: `${receiver.url}/slow` }))
  await insert(makeRow({ account: 'other', url: `${receiver.url}/quick` }))
  const slow = dispatcher.deliverDue('default', NOW)
  await waiting

  expect(await dispatcher.deliverDue('other', NOW)).toBe(1)
  await store.transaction('default', (tx) => tx.insert('payment', { id: 'p1' }))
  release()
  await slow
})

test('sends a row once, however often it is asked to', async () => {
  await using receiver = await createReceiver()
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: receiver.url }))
  const due = () => dispatcher.deliverDue('default', NOW)
  await Promise.all([due(), due(), dispatcher.deliverNow('default', ['whk_1']), due()])
  await due()

  expect(receiver.received).toHaveLength(1)
})

test('sends more rows than fit a batch', async () => {
  const { dispatcher, insert, inbox } = createBench()
  const rows = Array.from({ length: 150 }, (_, n) =>
    makeRow({ id: `${n}`, url: `${INBOX}default` }),
  )
  await insert(...rows)

  expect(await dispatcher.deliverDue('default', NOW)).toBe(150)
  expect(inbox.list('default')).toHaveLength(150)
})

test('sends the rows it is handed now, due or not, those that are finished or unknown excepted', async () => {
  const { dispatcher, insert, inbox } = createBench()
  const { dueAt: _, ...dropped } = makeRow({ id: 'b', url: `${INBOX}default`, status: 'dropped' })
  await insert(makeRow({ id: 'a', url: `${INBOX}default`, dueAt: NOW + 1 * MINUTES }), dropped)
  await dispatcher.deliverNow('default', ['a', 'b', 'c'])

  expect(inbox.list('default').map((message) => message.deliveryId)).toEqual(['a'])
})

test('resends a copy under an id of its own', async () => {
  await using receiver = await createReceiver()
  const { dispatcher, insert, clock } = createBench()
  await insert(makeRow({ url: receiver.url }))
  await dispatcher.deliverDue('default', NOW)
  clock.now = NOW + 1 * MINUTES
  const copy = await dispatcher.resend('default', 'whk_1')

  expect(copy).toMatchObject({
    id: 'whk_1.2',
    status: 'delivered',
    createdAt: NOW + 1 * MINUTES,
    attempts: [{ at: NOW + 1 * MINUTES, status: 200 }],
  })
  expect((await dispatcher.resend('default', 'whk_1.2')).id).toBe('whk_1.3')
  expect(receiver.received.map(({ body }) => body)).toEqual(Array(3).fill('{"state":3}'))
  expect((await dispatcher.list('default')).map(({ id }) => id)).toEqual([
    'whk_1.3',
    'whk_1.2',
    'whk_1',
  ])
})

test('resends what a quirk kept back or the host was not good for, without the old reason', async () => {
  const { dispatcher, insert } = createBench()
  const { dueAt: _, ...row } = makeRow({ url: `${INBOX}default`, status: 'withheld', reason: 'x' })
  await insert(row)

  const copy = await dispatcher.resend('default', 'whk_1')
  expect(copy.status).toBe('delivered')
  expect(copy).not.toHaveProperty('reason')
})

test('says so when there is no such delivery to resend', async () => {
  const { dispatcher } = createBench()
  await expect(dispatcher.resend('default', 'whk_9')).rejects.toMatchObject({
    code: 'DELIVERY_UNKNOWN',
    message: 'Account "default" has no delivery "whk_9".',
  })
})

test('lists by provider, notification, status and subject, the newest first', async () => {
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ id: '1' }), makeRow({ id: '2', provider: 'other' }), makeRow({ id: '3' }))
  const ids = async (filter: Parameters<typeof dispatcher.list>[1]) =>
    (await dispatcher.list('default', filter)).map(({ id }) => id)

  expect(await ids({})).toEqual(['3', '2', '1'])
  expect(await ids({ provider: 'acme' })).toEqual(['3', '1'])
  expect(await ids({ provider: 'acme', limit: 1 })).toEqual(['3'])
  expect(await ids({ status: 'failed' })).toEqual([])
  expect(await ids({ subject: 'payment:2' })).toEqual(['2'])
})

test('keeps the newest finished rows, and every pending one', async () => {
  const { dispatcher, insert } = createBench({ maxFinished: 2 })
  await insert(makeRow({ id: 'later', dueAt: NOW + 60 * MINUTES }))
  for (const id of ['1', '2', '3', '4']) {
    await insert(makeRow({ id, url: `${INBOX}default` }))
    await dispatcher.deliverDue('default', NOW)
  }

  expect((await dispatcher.list('default')).map(({ id }) => id)).toEqual(['4', '3', 'later'])
})

test('does not write to a row of the same id that came after a reset', async () => {
  const { receiver, release, waiting } = await createSlowReceiver('/slow')
  await using _ = receiver
  const { dispatcher, insert, store, told } = createBench()
  await insert(makeRow({ url: `${receiver.url}/slow` }))
  const delivered = dispatcher.deliverDue('default', NOW)
  await waiting
  await store.clear('default')
  await insert(makeRow({ createdAt: NOW + 1, dueAt: NOW + 1 * MINUTES }))
  release()
  await delivered

  expect(await dispatcher.list('default')).toMatchObject([{ status: 'pending', attempts: [] }])
  expect(told).toEqual([])
})

test('settles once nothing is under way', async () => {
  const { receiver, release, waiting } = await createSlowReceiver('/slow')
  await using _ = receiver
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: `${receiver.url}/slow` }))
  void dispatcher.deliverDue('default', NOW)
  await waiting
  const settled = dispatcher.settle().then(() => dispatcher.list('default'))
  release()

  expect(await settled).toMatchObject([{ status: 'delivered' }])
})

test('breaks off at the end, so that the row is sent when it starts again', async () => {
  const { receiver, waiting } = await createSlowReceiver('/slow')
  await using _ = receiver
  const { dispatcher, insert } = createBench()
  await insert(makeRow({ url: `${receiver.url}/slow` }))
  const delivered = dispatcher.deliverDue('default', NOW)
  await waiting
  await dispatcher.close()

  expect(await delivered).toBe(0)
  expect(await dispatcher.list('default')).toMatchObject([{ status: 'pending', attempts: [] }])
  expect(await dispatcher.deliverDue('default', NOW)).toBe(0)
})

function fire(timers: Map<() => void, number>): void {
  for (const run of timers.keys()) run()
}

/** Answers requests for `path` when released; `waiting` resolves once there is one. */
async function createSlowReceiver(path: string) {
  const waiting = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const receiver = await createReceiver(async (request, response) => {
    if (request.url === path) {
      waiting.resolve()
      await released.promise
    }
    response.end()
  })
  return { receiver, waiting: waiting.promise, release: released.resolve }
}
