/**
 * The official WooCommerce plugin on its profile: its requests, and its way of reading what comes back.
 * Source: https://github.com/CobruApp/cobru-for-wc, classes/, 1.6.2 of 2026-02-16, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import type { InboxMessage } from '../../../mocks/index.ts'
import { type Loose, readInbox, type Sent, sendJson, startProfile } from './clients-kit.ts'
import type { Cobru } from './kit.ts'

const METHODS = '{ "pse": true, "credit_card": true, "NEQUI": true, "Bre-B": true } '

/** The plugin's API class; `base` stands before a path that begins with a slash. */
function createPlugin(cobru: Cobru, base = '') {
  const { apiToken, apiSecretKey, refreshToken } = cobru.sandbox.cobru.credentials
  const pair = { 'Api-Token': apiToken, 'Api-Secret-Key': apiSecretKey }

  /** Asked for before every call, as its cache is switched off. */
  const withBearer = async () => {
    const body = { refresh: refreshToken }
    const answer = await sendJson(cobru, `${base}/token/refresh/`, { headers: pair, body })
    return { ...pair, Authorization: `Bearer ${answer.body.access}` }
  }

  const send = async (path: string, method = 'POST', body?: unknown) =>
    sendJson(cobru, `${base}${path}`, { method, headers: await withBearer(), body })

  const createCobru = async (order: { number: string; total: number }) => {
    const inbox = cobru.sandbox.inbox.url
    const answer = await send('/cobru/', 'POST', {
      amount: order.total,
      description: `Order #${order.number}`,
      expiration_days: 0,
      client_assume_costs: false,
      payment_method_enabled: METHODS,
      iva: 0,
      platform: 'API',
      payer_redirect_url: 'https://shop.example/checkout/order-received/',
      callback: `${inbox}?orderId=${order.number}`,
    })
    if (answer.status !== 201) throw new Error(readProblem(answer))
    const { pk, url, amount, fee_amount, iva_amount } = answer.body
    return { pk, url, amount, fee_amount, iva_amount }
  }

  const sendPayment = async (url: string, total: number, card = '4111111111111111') =>
    readPayment(
      await send(`/${url}`, 'POST', {
        name: 'Rosa Ensayo',
        payment: 'credit_card',
        cc: '1082626262',
        document_type: 'CC',
        email: 'rosa@example.com',
        phone: '3001234567',
        phone_nequi: '',
        address: 'Calle 1',
        push: false,
        bank: null,
        amount: total,
        platform: 'API',
        credit_card: card,
        expiration_date: '12/30',
        cvv: '123',
        dues: '1',
      }),
    )

  return { createCobru, sendPayment, send }
}

/** `detail`, else the first message about the amount, else the text. */
const readProblem = ({ body, text }: Sent): string => body?.detail ?? body?.amount?.[0] ?? text

/** Parsed twice; the second object says how it ended, and thirty-four of its fields become a note. */
function readPayment({ status, body, text }: Sent): { state: number; note: object } {
  if (status !== 200) throw new Error(text)
  const data = typeof body === 'string' ? JSON.parse(body) : body
  const fields: Loose = data[1]?.fields
  if (fields?.state === undefined) throw new Error(data.cause)
  const note = Object.fromEntries(NOTED.map((name) => [name, fields[name]]))
  return { state: fields.state, note }
}

const NOTED = [
  ...['owner', 'date_created', 'date_payed', 'description', 'amount', 'before_amount'],
  ...['payed_amount', 'fee_iva_amount', 'fee_amount', 'currency_code', 'iva_amount', 'fee_iva'],
  ...['amount_exceeded', 'tax_amount_reteiva', 'tax_amount_reteica', 'tax_amount_retefuente'],
  ...['state', 'payment_method', 'franchise', 'reference_cobru', 'payer_country_code'],
  ...['payer_name', 'payer_email', 'payer_id_type', 'payer_id', 'payer_phone', 'payer_address'],
  ...['payer_redirect_url', 'payment_order', 'client_assume_costs', 'confirmation_url'],
  ...['payment_method_enabled', 'expiration_date', 'expiration_days'],
]

/** What WordPress makes of a callback: the query, and the body over it. */
function readCallback({ query, body }: Pick<InboxMessage, 'query' | 'body'>) {
  const data: Loose = { ...query, ...(body as object) }
  if (data.state === 3) {
    const isSafe = data.payment_method !== 'credit_card' || data.amount <= 100_000
    return { order: data.orderId, status: isSafe ? 'completed' : 'on-hold' }
  }
  return { order: data.orderId, status: data.state === 2 ? 'processing' : 'failed' }
}

test('creates, shows the page, is told of the payment and completes the order', async () => {
  await using cobru = await startProfile('woocommerce')
  const plugin = createPlugin(cobru)

  const created = await plugin.createCobru({ number: '1001', total: 50_000 })
  const query = new URLSearchParams({ name: 'Rosa Ensayo', third_party: 'true' })
  const page = await cobru.sandbox.cobru.fetch(`/${created.url}?${query}`)
  await cobru.sandbox.trigger('cobru.payment.approve', { url: created.url, method: 'pse' })

  expect(created).toMatchObject({ amount: '50000.00', fee_amount: 2395, iva_amount: 455.05 })
  expect(page.status).toBe(200)
  const told = (await readInbox(cobru.sandbox)).map(readCallback)
  expect(told).toEqual([{ order: '1001', status: 'completed' }])
})

test('a card is charged directly: approved, in process, declined and tried again on the same slug', async () => {
  await using cobru = await startProfile('woocommerce')
  const plugin = createPlugin(cobru)
  const { url } = await plugin.createCobru({ number: '1002', total: 200_000 })

  const declined = await plugin.sendPayment(url, 200_000, '4111111111111112')
  const waiting = await plugin.sendPayment(url, 200_000, '4111111111111113')
  const approved = await plugin.sendPayment(url, 200_000)

  expect([declined.state, waiting.state, approved.state]).toEqual([2, 1, 3])
  // Every field of the note is there; some are null.
  expect(Object.values(approved.note)).not.toContain(undefined)
  const told = (await readInbox(cobru.sandbox)).map(readCallback)
  expect(told.at(-1)).toEqual({ order: '1002', status: 'on-hold' })
})

test('a card that is not decided gives its cause', async () => {
  await using cobru = await startProfile('woocommerce')
  const plugin = createPlugin(cobru)
  const { url } = await plugin.createCobru({ number: '1003', total: 50_000 })
  const problem = plugin.sendPayment(url, 50_000, '4111111111111114')
  await expect(problem).rejects.toThrow('No fue posible procesar la tarjeta.')
})

test('versions before 1.6.2 join base and path with two slashes', async () => {
  await using cobru = await startProfile('woocommerce')
  const plugin = createPlugin(cobru, '/')
  const { url } = await plugin.createCobru({ number: '1004', total: 50_000 })
  expect(await plugin.sendPayment(url, 50_000)).toMatchObject({ state: 3 })
})

test('reads `amount[0]` of a refusal, and `detail` where the pair is wrong', async () => {
  await using cobru = await startProfile('woocommerce')
  const plugin = createPlugin(cobru)
  const refused = plugin.createCobru({ number: '1005', total: 0 })
  await expect(refused).rejects.toThrow('A valid number is required.')
  const headers = { 'Api-Token': 'wrong', 'Api-Secret-Key': 'wrong' }
  const stranger = await sendJson(cobru, '/token/refresh/', { headers, body: { refresh: 'x' } })
  expect(readProblem(stranger)).toBe('Authentication credentials were not provided.')
})

test('with its headers a shop consults a payment and pays out', async () => {
  await using cobru = await startProfile('woocommerce')
  const { createCobru, send } = createPlugin(cobru)
  const { url } = await createCobru({ number: '1006', total: 50_000 })

  const detail = await send(`/cobru_detail/${url}`, 'GET')
  const payout = await send('/thirdpartywithdraw/', 'POST', {
    amount: 10_000,
    account_holder_name: 'Rosa Ensayo',
    account_type: '0',
    account_holder_document: '1082626262',
    account_holder_document_type: '0',
    account_number: '05559090119',
    bank_name: '1',
  })

  expect(detail.body).toMatchObject({ state: 0, client_assume_costs: false, url })
  expect(payout).toMatchObject({ status: 200, body: { pk: expect.any(Number) } })
})

test('on `docs` the pair of this plugin is refused, with a hint that names it', async () => {
  await using cobru = await startProfile('docs')
  const plugin = createPlugin(cobru)
  await expect(plugin.createCobru({ number: '1', total: 50_000 })).rejects.toThrow(
    'Authentication credentials were not provided.',
  )
  const answer = await cobru.sandbox.cobru.fetch('/balance/', { headers: { 'Api-Token': 'x' } })
  expect(answer.headers.get('x-ensayo-hint')).toContain('`Api-Token`')
})
