import { expect, test } from 'vitest'
import { type Cobru, createCobru } from './kit.ts'

const PAYER = {
  name: 'Rosa Ensayo',
  cc: '1000000001',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '3000000000',
}

/** Creates a payment and has it paid by a Bre-B transfer. */
async function pay(cobru: Cobru, overrides: Record<string, unknown> = {}) {
  const created = await cobru.create(overrides)
  await cobru.sandbox.trigger('cobru.payment.approve', { url: created.url, method: 'breb' })
  return created
}

/** The callback of a payment paid with Bre-B. */
async function readCallback(cobru: Cobru, overrides: Record<string, unknown> = {}) {
  await pay(cobru, overrides)
  return cobru.sandbox.inbox.next({ provider: 'cobru' })
}

/** `id = variant` as an option. */
const toVariant = (text: string): Record<string, string> => Object.fromEntries([text.split(' = ')])

test('cobru.webhook.payload = seed: the callback has the five keys of the documents', async () => {
  await using cobru = await createCobru()
  const callback = `${cobru.sandbox.inbox.url}?orderId=123`
  const { url } = await pay(cobru, { callback })

  const hook = await cobru.sandbox.inbox.next()

  expect(hook.method).toBe('POST')
  expect(hook.headers['content-type']).toBe('application/json')
  expect(hook.body).toEqual({
    orderId: '123',
    state: 3,
    payment_method: 'Bre-B',
    amount: '50000.00',
    url,
  })
})

test('cobru.webhook.payload = legacy: the callback has the older keys, and cus for PSE', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.payload': 'legacy' } })
  const { url } = await cobru.create({ description: 'test' })
  const details = { ...PAYER, payment: 'pse', bank: '1040', address: 'Calle 1' }
  await cobru.api.post(`/${url}`, details)
  const begun = await cobru.sandbox.inbox.next()

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  const { body } = await cobru.sandbox.inbox.next()
  expect(body).toEqual({
    payed: true,
    url,
    state: 3,
    amount: '50000.00',
    payed_amount: 47605,
    fee_amount: 2395,
    iva_amount: 455.05,
    payment_method: 'pse',
    payer_name: 'Rosa Ensayo',
    payer_email: 'rosa@example.com',
    payer_id_type: 'cc',
    payer_id: '1000000001',
    payer_phone: '3000000000',
    description: 'test',
    cus: expect.stringMatching(/^\d{9}$/),
  })
  expect(begun.body).toMatchObject({ payed: false, state: 1, cus: (body as { cus: string }).cus })
})

test('cobru.webhook.payload = legacy: only PSE has a trace code', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.payload': 'legacy' } })
  const { body } = await readCallback(cobru)
  expect(Object.keys(body as object)).toHaveLength(14)
  expect(body).not.toHaveProperty('cus')
  expect(body).not.toHaveProperty('orderId')
})

test('cobru.webhook.payload = merged: the callback has the keys of both generations', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.payload': 'merged' } })
  const { body } = await readCallback(cobru)
  expect(body).toMatchObject({
    orderId: expect.any(String),
    state: 3,
    payed: true,
    fee_amount: 2395,
  })
  expect(Object.keys(body as object)).toHaveLength(15)
})

test.each([
  ['cobru.webhook.amount-type = string', '1500000.50'],
  ['cobru.webhook.amount-type = number', 1500000.5],
])('%s: `amount` is %j', async (name, amount) => {
  await using cobru = await createCobru({ variants: toVariant(name) })
  const { body } = await readCallback(cobru, { amount: 1500000.5 })
  expect((body as { amount: unknown }).amount).toBe(amount)
})

test.each([
  ['cobru.webhook.method-label = display-label', 'Bre-B'],
  ['cobru.webhook.method-label = backend-literal', 'breb'],
])('%s: Bre-B is called "%s"', async (name, label) => {
  await using cobru = await createCobru({ variants: toVariant(name) })
  const { body } = await readCallback(cobru)
  expect(body).toMatchObject({ payment_method: label })
})

test.each(['display-label', 'backend-literal'])(
  'calls a card `credit_card`, as the plugin compares it, with method-label %s',
  async (name) => {
    await using cobru = await createCobru({ variants: { 'cobru.webhook.method-label': name } })
    const { url } = await cobru.create()
    await cobru.sandbox.trigger('cobru.payment.approve', { url, method: 'credit_card' })
    const { body } = await cobru.sandbox.inbox.next()
    expect(body).toMatchObject({ payment_method: 'credit_card' })
  },
)

test('cobru.webhook.payed-case = payed: the key is in lower case', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.payload': 'legacy' } })
  const { body } = await readCallback(cobru)
  expect(body).toMatchObject({ payed: true })
  expect(body).not.toHaveProperty('Payed')
})

test('cobru.webhook.id-type-lowercase = lowercase: CC is sent and cc is told', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.payload': 'legacy' } })
  const { url } = await cobru.create()
  const { body: rows } = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'efecty' })

  const { body } = await cobru.sandbox.inbox.next()

  expect(rows[0].fields.payer_id_type).toBe('CC')
  expect(body).toMatchObject({ payer_id_type: 'cc' })
})

test('cobru.webhook.unsigned = unsigned: no header proves who sent it', async () => {
  await using cobru = await createCobru()
  const { headers } = await readCallback(cobru)
  expect(Object.keys(headers).filter((name) => /sign|hmac|jwt|authorization/.test(name))).toEqual(
    [],
  )
})

test('cobru.webhook.unsigned = spoofed: a callback claims a payment that the detail denies', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.unsigned': 'spoofed' } })
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.decline', { url })

  const hook = await cobru.sandbox.inbox.next()
  const { body: detail } = await cobru.api.get(`/cobru_detail/${url}`)

  expect(hook.body).toMatchObject({ url, state: 3 })
  expect(detail.state).toBe(2)
})

test('cobru.webhook.unsigned = spoofed: the older payload lies in both of its keys', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.webhook.unsigned': 'spoofed', 'cobru.webhook.payload': 'legacy' },
  })
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.decline', { url })
  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ state: 3, payed: true })
})

test('cobru.webhook.encoding = json: the body is compact JSON', async () => {
  await using cobru = await createCobru()
  const callback = `${cobru.sandbox.inbox.url}?orderId=7`
  const { url } = await pay(cobru, { callback })
  const { rawBody, headers } = await cobru.sandbox.inbox.next()
  expect(headers['content-type']).toBe('application/json')
  expect(rawBody).toBe(
    `{"orderId":"7","state":3,"payment_method":"Bre-B","amount":"50000.00","url":"${url}"}`,
  )
})

test('cobru.webhook.encoding = form: the body is a form, empty where JSON has null', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.encoding': 'form' } })
  const callback = `${cobru.sandbox.inbox.url}?orderId=A%2B7`
  const { url } = await pay(cobru, { callback })
  const paid = await cobru.sandbox.inbox.next()
  const other = await cobru.create({ callback })
  await cobru.sandbox.trigger('cobru.payment.expire', { url: other.url })
  const expired = await cobru.sandbox.inbox.next()

  expect(paid.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(paid.rawBody).toBe(`orderId=A%2B7&state=3&payment_method=Bre-B&amount=50000.00&url=${url}`)
  expect(expired.rawBody).toBe(
    `orderId=A%2B7&state=5&payment_method=&amount=50000.00&url=${other.url}`,
  )
})

test('cobru.webhook.source-ip = add-xff: the header carries the address of the sandbox', async () => {
  await using cobru = await createCobru()
  const { headers } = await readCallback(cobru)
  expect(headers['x-forwarded-for']).toBe('52.60.68.103')
})

test('cobru.webhook.source-ip = none: the header is not sent', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.source-ip': 'none' } })
  const { headers } = await readCallback(cobru)
  expect(headers).not.toHaveProperty('x-forwarded-for')
})
