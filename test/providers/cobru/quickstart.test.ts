/**
 * The quickstart of the documents, over sockets: its own commands, only base URL and credentials are ours.
 * Source: https://docs.cobru.co/en/docs/getting-started, read 2026-11-20.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createSandbox } from '../../../mocks/index.ts'
import { START_AT } from './kit.ts'

const run = promisify(execFile)
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

const STEP_1 = `curl -X POST https://dev.cobru.co/token/refresh/ \\
  -H "x-api-key: $COBRU_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"refresh":"'"$COBRU_REFRESH_TOKEN"'"}'`

const ORDER = `{
    "amount": 50000,
    "description": "Order #123",
    "expiration_days": 1,
    "client_assume_costs": false,
    "iva": 0,
    "payment_method_enabled": "{\\"breb\\":true,\\"bancolombia_qr\\":true,\\"pse\\":true}",
    "payer_redirect_url": "https://yourapp.com/payment-success",
    "callback": "https://yourapp.com/api/cobru/webhook"
  }`

const STEP_2 = `curl -X POST https://dev.cobru.co/cobru/ \\
  -H "x-api-key: $COBRU_API_KEY" \\
  -H "Authorization: Bearer $COBRU_ACCESS_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '${ORDER}'`

/** Keys and types that the quickstart prints below "Response 201". */
const DOCUMENTED = {
  pk: 27_150,
  url: expect.stringMatching(/^[a-z0-9]{8}$/),
  amount: '50000.00',
  state: 0,
  fee_amount: 2395,
  currency_code: 'COP',
  idempotency_key: expect.stringMatching(/^\d+_[0-9a-f]+$/),
}

const HOST = 'https://yourapp.com/api/cobru/webhook'

async function listen() {
  return createSandbox({
    providers: ['cobru'],
    listen: true,
    strict: true,
    startAt: START_AT,
    timeRate: 0,
  })
}

type Listening = Awaited<ReturnType<typeof listen>>

/** Runs a command of the documents in a shell; what it prints is the answer. */
async function shell({ cobru }: Listening, command: string, env: Record<string, string> = {}) {
  const script = command.replaceAll('https://dev.cobru.co', cobru.baseUrl)
  const { stdout } = await run('bash', ['-c', script.replace('curl ', 'curl -s ')], {
    env: { ...process.env, ...cobru.env, ...env },
  })
  return JSON.parse(stdout)
}

test.skipIf(!hasCurl)('works word for word with curl, from token to state 3', async () => {
  await using sandbox = await listen()

  const { access } = await shell(sandbox, STEP_1)
  const env = { COBRU_ACCESS_TOKEN: access as string }
  const payment = await shell(sandbox, STEP_2, env)
  expect(payment).toMatchObject(DOCUMENTED)

  await sandbox.trigger('cobru.payment.approve', { url: payment.url })
  const detail = `curl https://dev.cobru.co/cobru_detail/${payment.url} \\
    -H "x-api-key: $COBRU_API_KEY" -H "Authorization: Bearer $COBRU_ACCESS_TOKEN"`
  expect(await shell(sandbox, detail, env)).toMatchObject({ state: 3, url: payment.url })
  // yourapp.com belongs to somebody else: the callback is kept back and says why.
  expect(await sandbox.webhooks.list()).toMatchObject([
    { status: 'withheld', url: HOST, reason: expect.stringContaining('yourapp.com') },
  ])
})

test.skipIf(!hasCurl)('the create page`s own curl works too', async () => {
  await using sandbox = await listen()
  const { access } = await shell(sandbox, STEP_1)
  const command = STEP_2.replace(',\\"bancolombia_qr\\":true', '')

  const payment = await shell(sandbox, command, { COBRU_ACCESS_TOKEN: access })

  expect(payment).toMatchObject({
    pk: 27_150,
    amount: '50000.00',
    state: 0,
    payed_amount: '47605.00',
    fee_amount: 2395,
    currency_code: 'COP',
    payment_method_enabled: '{"breb":true,"pse":true}',
  })
})

test('works with fetch: token, payment, page, callback, detail', async () => {
  await using sandbox = await listen()
  const { COBRU_BASE_URL, COBRU_API_KEY, COBRU_REFRESH_TOKEN } = sandbox.cobru.env
  const base = { 'x-api-key': COBRU_API_KEY!, 'Content-Type': 'application/json' }

  const refreshed = await fetch(`${COBRU_BASE_URL}/token/refresh/`, {
    method: 'POST',
    headers: base,
    body: JSON.stringify({ refresh: COBRU_REFRESH_TOKEN }),
  })
  expect(refreshed.status).toBe(200)
  const token = await refreshed.json()
  expect(token).toEqual({ access: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/) })

  const headers = { ...base, Authorization: `Bearer ${token.access}` }
  const created = await fetch(`${COBRU_BASE_URL}/cobru/`, {
    method: 'POST',
    headers,
    body: ORDER.replace(HOST, `${sandbox.inbox.url}?orderId=123`),
  })
  expect(created.status).toBe(201)
  const payment = await created.json()
  expect(payment).toMatchObject(DOCUMENTED)

  // Step 3: the page is at {baseUrl}/{url}, and not below /pay/.
  const page = await fetch(`${COBRU_BASE_URL}/${payment.url}`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Order #123')
  const wrong = await fetch(`${COBRU_BASE_URL}/pay/${payment.pk}`)
  expect(wrong.status).toBe(404)
  expect(wrong.headers.get('x-ensayo-hint')).toContain('not from `pk`')

  // Step 4: the documented payload, method and all.
  await sandbox.trigger('cobru.payment.approve', { url: payment.url, method: 'breb' })
  const { body, headers: sent, query } = await sandbox.inbox.next({ provider: 'cobru' })
  expect(body).toEqual({
    orderId: '123',
    state: 3,
    payment_method: 'Bre-B',
    amount: '50000.00',
    url: payment.url,
  })
  expect(sent['content-type']).toMatch(/^application\/json/)
  expect(query).toEqual({ orderId: '123' })

  const detail = await fetch(`${COBRU_BASE_URL}/cobru_detail/${payment.url}`, { headers })
  expect(await detail.json()).toMatchObject({ state: 3, amount: 50_000, payment_method: 'breb' })
})
