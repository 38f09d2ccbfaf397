import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import { createReceiver } from '../../core/webhooks/receiver.ts'
import { createSandbox } from '../../fixtures/any-names.ts'
import { authorise, type Cobru, createCobru, START_AT, toCreateBody } from './kit.ts'

const statesOf = async (cobru: Cobru): Promise<unknown[]> =>
  (await cobru.sandbox.inbox.list()).map(({ body }) => (body as { state: number }).state)

/** From creation to refund, by way of a refusal. */
async function live(cobru: Cobru): Promise<string> {
  const { url } = await cobru.create()
  for (const name of ['process', 'decline', 'process', 'approve', 'refund']) {
    await cobru.sandbox.trigger(`cobru.payment.${name}`, { url })
  }
  await cobru.sandbox.settle()
  return url
}

test('cobru.webhook.trigger = every-state-change: each change is told, in order', async () => {
  await using cobru = await createCobru()
  await live(cobru)
  expect(await statesOf(cobru)).toEqual([1, 2, 1, 3, 4])
})

test('cobru.webhook.trigger = paid-only: only the payment is told, the rest is kept back', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.trigger': 'paid-only' } })
  await live(cobru)

  expect(await statesOf(cobru)).toEqual([3])
  const dropped = (await cobru.sandbox.webhooks.list()).filter(({ status }) => status === 'dropped')
  expect(dropped).toHaveLength(4)
  expect(dropped[0]?.quirks).toContain('cobru.webhook.trigger=paid-only')
})

test('a create alone sends nothing', async () => {
  await using cobru = await createCobru()
  await cobru.create()
  await cobru.sandbox.settle()
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test('cobru.webhook.delivery = once: a receiver that fails is not asked again', async () => {
  await using receiver = await createReceiver((_, response) => response.writeHead(500).end())
  await using cobru = await createCobru()
  const { url } = await cobru.create({ callback: receiver.url })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()

  await cobru.sandbox.clock.advance('P1D')

  expect(receiver.received).toHaveLength(1)
  expect(await cobru.sandbox.webhooks.list()).toMatchObject([{ status: 'failed' }])
})

test('cobru.webhook.delivery = duplicate: the same body comes twice', async () => {
  await using receiver = await createReceiver()
  await using cobru = await createCobru({ variants: { 'cobru.webhook.delivery': 'duplicate' } })
  const { url } = await cobru.create({ callback: `${receiver.url}/hook?ref=7` })

  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()

  const [first, second, ...more] = receiver.received
  expect(more).toEqual([])
  expect(first).toMatchObject({ method: 'POST', url: '/hook?ref=7' })
  expect(second?.body).toBe(first?.body)
  const ids = (await cobru.sandbox.webhooks.list()).map(({ id }) => id)
  expect(new Set(ids).size).toBe(2)
})

test('cobru.webhook.delivery = retry-until-200: again after 1, 5, 30 and 120 minutes, then no more', async () => {
  await using receiver = await createReceiver((_, response) => response.writeHead(503).end())
  await using cobru = await createCobru({
    variants: { 'cobru.webhook.delivery': 'retry-until-200' },
  })
  const { url } = await cobru.create({ callback: receiver.url })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()

  for (const [index, minutes] of [1, 5, 30, 120].entries()) {
    await cobru.sandbox.clock.advance(minutes * 60_000 - 1)
    expect(receiver.received).toHaveLength(index + 1)
    await cobru.sandbox.clock.advance(1)
    expect(receiver.received).toHaveLength(index + 2)
  }
  await cobru.sandbox.clock.advance('P1D')

  expect(receiver.received).toHaveLength(5)
})

test.each([
  [200, 1],
  [201, 2],
  [302, 2],
  [404, 2],
])(
  'cobru.webhook.delivery = retry-until-200: %i is answered and %i come in a minute',
  async (status, count) => {
    await using receiver = await createReceiver((_, response) => response.writeHead(status).end())
    await using cobru = await createCobru({
      variants: { 'cobru.webhook.delivery': 'retry-until-200' },
    })
    const { url } = await cobru.create({ callback: receiver.url })
    await cobru.sandbox.trigger('cobru.payment.approve', { url })
    await cobru.sandbox.settle()

    await cobru.sandbox.clock.advance('PT1M')

    expect(receiver.received).toHaveLength(count)
  },
)

test('cobru.webhook.out-of-order = in-order: a slow receiver still gets one state after the other', async () => {
  const states: number[] = []
  await using receiver = await createReceiver(({ body }, response) => {
    states.push(JSON.parse(body).state)
    setImmediate(() => response.end())
  })
  await using cobru = await createCobru()
  const { url } = await cobru.create({ callback: receiver.url })
  for (const name of ['process', 'decline', 'process', 'approve', 'refund']) {
    await cobru.sandbox.trigger(`cobru.payment.${name}`, { url })
  }
  await cobru.sandbox.settle()
  expect(states).toEqual([1, 2, 1, 3, 4])
})

test('cobru.webhook.out-of-order = shuffled: all come within half a minute, not in order', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.out-of-order': 'shuffled' } })
  await live(cobru)

  await cobru.sandbox.clock.advance('PT30S')

  expect(await statesOf(cobru)).not.toEqual([1, 2, 1, 3, 4])
  expect([...(await statesOf(cobru))].sort()).toEqual([1, 1, 2, 3, 4])
  const waits = (await cobru.sandbox.inbox.list()).map(({ receivedAt }) => receivedAt - START_AT)
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000)
})

test('shuffles alike with the same seed and otherwise with another', async () => {
  const orders: unknown[] = []
  for (const seed of ['a', 'a', 'b', 'c']) {
    const variants = { 'cobru.webhook.out-of-order': 'shuffled' }
    await using cobru = await createCobru({ seed, variants })
    await live(cobru)
    await cobru.sandbox.clock.advance('PT30S')
    orders.push((await cobru.sandbox.inbox.list()).map(({ receivedAt }) => receivedAt))
  }
  expect(orders[1]).toEqual(orders[0])
  expect(new Set(orders.map(String)).size).toBe(3)
})

test('never sends before the answer of the request that caused it has left', async () => {
  const events: string[] = []
  await using receiver = await createReceiver((_, response) => {
    events.push('callback')
    response.end()
  })
  await using sandbox = await createSandbox({ providers: ['cobru'], listen: true, strict: true })
  const { headers } = await authorise(sandbox.cobru)
  const { baseUrl } = sandbox.cobru
  const post = (path: string, body: object) =>
    fetch(`${baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  for (let round = 0; round < 10; round++) {
    const created = await post('/cobru/', toCreateBody(sandbox, { callback: receiver.url }))
    const { url } = (await created.json()) as { url: string }
    const text = JSON.stringify({ payment: 'breb' })

    await exchange(`${baseUrl}/${url}`, { headers, text, onEnd: () => events.push('answer') })
    await sandbox.settle()
  }
  expect(events).toEqual(Array.from({ length: 10 }, () => ['answer', 'callback']).flat())
})

/** One exchange over a socket of its own; `onEnd` at the last byte of the answer. */
function exchange(
  url: string,
  { headers, text, onEnd }: { headers: Record<string, string>; text: string; onEnd(): void },
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = httpRequest(url, { method: 'POST', headers, agent: false }, (response) => {
    response.resume().on('end', () => {
      onEnd()
      resolve()
    })
  })
  request.on('error', reject).end(text)
  return promise
}
