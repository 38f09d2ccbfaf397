/** Runs the shop: `PORT`, `HOST`, `PUBLIC_URL` (where Cobru reaches it) and the variables of Cobru. */
import { serve } from '@hono/node-server'
import { createCobru } from './cobru.ts'
import { createApp } from './server.ts'
import { createShop } from './shop.ts'

const { COBRU_BASE_URL, COBRU_API_KEY, COBRU_REFRESH_TOKEN } = process.env
if (!COBRU_BASE_URL || !COBRU_API_KEY || !COBRU_REFRESH_TOKEN) {
  throw new Error('COBRU_BASE_URL, COBRU_API_KEY and COBRU_REFRESH_TOKEN must be set.')
}
const { PORT = '3000', HOST: hostname = '127.0.0.1' } = process.env

const cobru = createCobru({
  baseUrl: COBRU_BASE_URL,
  apiKey: COBRU_API_KEY,
  refreshToken: COBRU_REFRESH_TOKEN,
})
let url = process.env.PUBLIC_URL ?? ''
const shop = createShop({ cobru, publicUrl: () => url })
serve({ fetch: createApp(shop).fetch, port: Number(PORT), hostname }, ({ port }) => {
  url ||= `http://${hostname}:${port}`
  console.log(`The shop is at ${url}`)
})

/** Callbacks may never come. */
const POLL_MS = 5 * 60_000
setInterval(() => shop.poll().catch(console.error), POLL_MS)
