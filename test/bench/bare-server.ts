/**
 * What the sandbox is measured against: a bare Hono server that parses, validates with ajv, keeps a
 * Map and answers the same bytes, and does nothing else. No credentials, quirks, journal or clock.
 */
import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { Hono } from 'hono'

/** Written by the benchmark: schemas from the spec, bodies captured from the sandbox. */
export interface Recorded {
  refreshSchema: object
  createSchema: object
  refreshed: { access: string }
  created: Record<string, unknown>
  detail: Record<string, unknown>
}

/** As many as the sandbox keeps, so that both carry the same weight. */
const MAX_PAYMENTS = 20_000

const recorded = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Recorded
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
const isRefresh = ajv.compile(recorded.refreshSchema)
const isCreate = ajv.compile<Record<string, unknown>>(recorded.createSchema)
const payments = new Map<string, Record<string, unknown>>()
const app = new Hono()

app.post('/token/refresh/', async (context) => {
  if (!isRefresh(await context.req.json())) return context.json(isRefresh.errors, 400)
  return context.json(recorded.refreshed)
})

app.post('/cobru/', async (context) => {
  const body: unknown = await context.req.json()
  if (!isCreate(body)) return context.json(isCreate.errors, 400)
  const url = Math.random().toString(36).slice(2, 10).padEnd(8, '0')
  const { description, callback, expiration_days } = body
  keep(url, { ...recorded.detail, url, description, expiration_days })
  return context.json({ ...recorded.created, url, callback, expiration_days }, 201)
})

app.get('/cobru_detail/:url', (context) => {
  const payment = payments.get(context.req.param('url'))
  return payment ? context.json(payment) : context.json({ detail: 'Not found.' }, 404)
})

function keep(url: string, payment: Record<string, unknown>): void {
  payments.set(url, payment)
  if (payments.size > MAX_PAYMENTS) payments.delete(payments.keys().next().value!)
}

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(JSON.stringify({ baseUrl: `http://127.0.0.1:${port}` }))
})
