/**
 * The shop against a sandbox:
 *
 *     npx --no-install ensayo exec --provider cobru -- node --test test/examples/shop/test.ts
 *     npx --no-install ensayo matrix --provider cobru -- node --test test/examples/shop/test.ts
 *
 * Cobru's documents allow answers with which no shop can go on; then a test demands that the shop
 * says so, and ends. Which answers these are stands in `isDocumentedRefusal`.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { serve } from '@hono/node-server'
import { advance, forgeCallback, now, play, repeatLastCallback, requests } from '../control.ts'
import { createCobru } from './cobru.ts'
import { createApp } from './server.ts'
import { createShop, type Order } from './shop.ts'

const { COBRU_BASE_URL = '', COBRU_API_KEY = '', COBRU_REFRESH_TOKEN = '' } = process.env

/** How many answers of a path get lost on their way to us. */
const lost: Record<string, number> = {}
let url = ''
const cobru = createCobru({
  baseUrl: COBRU_BASE_URL,
  apiKey: COBRU_API_KEY,
  refreshToken: COBRU_REFRESH_TOKEN,
  now,
  wait: async () => {},
  fetch: async (input, init) => {
    const answer = await fetch(input, init)
    const path = new URL(String(input)).pathname
    if (!lost[path]) return answer
    lost[path]--
    throw new TypeError('fetch failed')
  },
})
const shop = createShop({ cobru, publicUrl: () => url, now, log: () => {} })
let server: ReturnType<typeof serve>

before(async () => {
  await new Promise<void>((resolve) => {
    server = serve({ fetch: createApp(shop).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      url = `http://127.0.0.1:${port}`
      resolve()
    })
  })
})
after(() => server.close())

/** A create is refused for callbacks over http, which tests use, and by a storm of 403s. */
const isDocumentedRefusal = (reason: string) =>
  /403: .*Error en la creacion del cobru/.test(reason) ||
  /400: .*"callback":\["Enter a valid URL/.test(reason)

/** Buys something. Undefined when Cobru would not take any order, and the customer was told. */
async function buy(at = url): Promise<Order | undefined> {
  const body = JSON.stringify({ amount: 50_000, description: 'Una silla' })
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${at}/orders`, { method: 'POST', headers, body })
  const { id, error, reason } = await answer.json()
  if (answer.status === 201) return shop.find(id)
  assert.equal(answer.status, 503)
  assert.match(error, /Please try again later/)
  assert.ok(isDocumentedRefusal(reason), reason)
  return undefined
}

/** The payer pays, and whatever callbacks there are come in. */
async function pay(order: Order): Promise<void> {
  await play('payment.approve', { url: order.slug })
  await settle(60)
}

async function settle(seconds: number): Promise<void> {
  await advance(seconds)
  await shop.idle()
}

/** Paid; or for a person to look at, where Cobru has no consultation to ask. */
function assertPaid(order: Order): void {
  if (order.status !== 'review') assert.equal(order.status, 'paid')
  assert.equal(order.shipments, order.status === 'paid' ? 1 : 0)
}

test('a paid order is shipped once, however often Cobru tells of it', async () => {
  const order = await buy()
  if (!order) return
  assert.equal((await fetch(order.link)).status, 200)
  await shop.poll()
  assert.equal(order.shipments, 0)
  await pay(order)
  await shop.poll()
  assertPaid(order)
  await repeatLastCallback()
  await shop.idle()
  assertPaid(order)
})

test('an order is paid although no callback came', async () => {
  // The sandbox calls nobody outside.
  const ours = url
  url = 'https://yourapp.com'
  const order = await buy(ours).finally(() => {
    url = ours
  })
  if (!order) return
  await pay(order)
  await shop.poll()
  assertPaid(order)
})

test('a forged callback ships nothing', async () => {
  const order = await buy()
  if (!order) return
  const forge = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const paid = { orderId: order.id, state: 3, amount: '50000.00', url: order.slug }
  assert.equal((await forge(`/cobru/${order.id}/guess`, paid)).status, 404)
  const path = `/cobru/${order.id}/${order.secret}`
  assert.equal((await forge(path, { ...paid, url: 'zzzzzzzz' })).status, 404)
  assert.equal((await forge(path, paid)).status, 200)
  await forgeCallback(order.slug)
  await shop.idle()
  assert.equal(order.shipments, 0)
})

test('a refused payment is not shipped', async () => {
  const order = await buy()
  if (!order) return
  await play('payment.decline', { url: order.slug })
  await settle(60)
  await shop.poll()
  assert.ok(['unpaid', 'review'].includes(order.status), order.status)
  assert.equal(order.shipments, 0)
})

test('a QR is shown while it lives, and made anew after; else the page is left', async () => {
  const order = await buy()
  if (!order) return
  const show = async () => (await fetch(`${url}/orders/${order.id}/qr`)).json()
  const first = await show()
  assert.equal(first.link, order.link)
  assert.equal((await show()).qr, first.qr)
  await settle(301)
  const { qr } = await show()
  if (first.qr === undefined) assert.equal(qr, undefined)
  else assert.notEqual(qr, first.qr)
  assert.equal(order.shipments, 0)
})

test('the seller is paid once, although the answer got lost', async () => {
  const order = await buy()
  if (!order) return
  lost['/thirdpartywithdraw/'] = 1
  await pay(order)
  await shop.poll()
  assertPaid(order)
  if (order.status === 'review') return
  const sent = (await requests('createThirdPartyWithdrawal')).map(({ request }) =>
    JSON.parse(request.body),
  )
  const own = sent.filter(({ idempotency_key }) => idempotency_key === `seller-${order.id}`)
  assert.equal(own.length, 2)
  assert.notEqual(order.payout?.id, undefined)
  await play('bank.reject', { id: Number(order.payout?.id) })
  await shop.poll()
  assert.equal(order.payout?.state, 'failed')
})

test('a transfer that arrives is seen by polling', async () => {
  const order = await buy()
  if (!order) return
  await pay(order)
  await shop.poll()
  if (order.status === 'review') return
  await settle(180)
  await shop.poll()
  // How fast a bank is, nobody promises.
  assert.ok(['arrived', 'pending'].includes(order.payout?.state ?? ''), order.payout?.state)
})

test('one token serves many requests and is renewed before its end', async () => {
  for (const seconds of [840, 840, 3_600]) {
    await settle(seconds)
    await cobru.readBalance()
    await cobru.readBalance()
  }
  const answers = await requests('getBalance')
  assert.ok(
    answers.every((each) => (each as { response?: { status: number } }).response?.status === 200),
  )
  assert.ok((await requests('refreshToken')).length <= 6)
})
