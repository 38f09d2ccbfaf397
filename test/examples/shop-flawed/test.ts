/** What its author tried, once, on a good day. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { serve } from '@hono/node-server'
import { advance, play, repeatLastCallback } from '../control.ts'
import { createFlawedShop } from './shop.ts'

const { COBRU_BASE_URL = '', COBRU_API_KEY = '', COBRU_REFRESH_TOKEN = '' } = process.env

let url = ''
const shop = createFlawedShop({
  baseUrl: COBRU_BASE_URL,
  apiKey: COBRU_API_KEY,
  refreshToken: COBRU_REFRESH_TOKEN,
  publicUrl: () => url,
})
let server: ReturnType<typeof serve>

before(async () => {
  await new Promise<void>((resolve) => {
    server = serve({ fetch: shop.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      url = `http://127.0.0.1:${port}`
      resolve()
    })
  })
})
after(() => server.close())

test('an order is paid by QR, shipped, and the seller gets a share', async () => {
  const order = await shop.checkout(50_000, 'Una silla')
  await fetch(order.link)
  assert.match(await shop.showQr(order), /^000201/)
  await advance(1)
  assert.equal(order.status, 'open')
  await play('payment.approve', { url: order.slug })
  await advance(1)
  assert.equal(order.status, 'paid')
  assert.equal(order.shipments, 1)
  await advance(180)
  assert.equal(await shop.hasSellerBeenPaid(order), true)
  // Callbacks may come again; nothing fails.
  await repeatLastCallback()
  await advance(180)
  assert.equal(await shop.hasSellerBeenPaid(order), true)
})

test('somebody looks at a QR for a long time and goes away', async () => {
  const order = await shop.checkout(50_000, 'Una mesa')
  for (let minute = 0; minute < 12; minute++) {
    assert.match(await shop.showQr(order), /^000201/)
    await advance(60)
  }
  assert.equal(order.status, 'open')
})
