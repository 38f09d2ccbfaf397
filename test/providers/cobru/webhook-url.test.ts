import { expect, test } from 'vitest'
import { type Cobru, createCobru, toCreateBody } from './kit.ts'

/** Creates a payment and has it paid. */
async function pay(cobru: Cobru, overrides: Record<string, unknown> = {}) {
  const created = await cobru.create(overrides)
  await cobru.sandbox.trigger('cobru.payment.approve', { url: created.url })
  return created
}

/** The callback of a payment that is paid. */
async function readCallback(cobru: Cobru, overrides: Record<string, unknown> = {}) {
  await pay(cobru, overrides)
  return cobru.sandbox.inbox.next({ provider: 'cobru' })
}

test('cobru.webhook.orderid-origin = in-body: `orderId` is in the body, from the query or made of pk', async () => {
  await using cobru = await createCobru()
  const { url: inbox } = cobru.sandbox.inbox
  const { pk } = await pay(cobru)
  const own = await cobru.sandbox.inbox.next()
  await pay(cobru, { callback: `${inbox}?orderId=A-17` })
  const given = await cobru.sandbox.inbox.next()

  expect(own.body).toMatchObject({ orderId: String(pk) })
  expect(given.body).toMatchObject({ orderId: 'A-17' })
  expect(given.query).toEqual({ orderId: 'A-17' })
})

test('cobru.webhook.orderid-origin = query-only: `orderId` stands in the query of the URL alone', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.webhook.orderid-origin': 'query-only' },
  })
  const callback = `${cobru.sandbox.inbox.url}?orderId=A-17`
  const hook = await readCallback(cobru, { callback })
  expect(hook.body).not.toHaveProperty('orderId')
  expect(hook.query).toEqual({ orderId: 'A-17' })
})

test('cobru.webhook.query-preserved = kept: secret and reference of the URL arrive untouched', async () => {
  await using cobru = await createCobru()
  const query = '?paymentId=7&token=s%C3%AD%20%2B&empty=&paymentId=8'
  const { target } = await readCallback(cobru, { callback: `${cobru.sandbox.inbox.url}${query}` })
  expect(target).toBe(query)
})

test('cobru.webhook.https-only = accept-http: a callback over http is taken and called', async () => {
  await using cobru = await createCobru()
  const { url } = await pay(cobru, { callback: cobru.sandbox.inbox.url })
  expect(cobru.sandbox.inbox.url).toMatch(/^http:/)
  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ url })
})

test('cobru.webhook.https-only = reject-http: the create is refused in the shape of a field', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.webhook.https-only': 'reject-http' } })
  const body = toCreateBody(cobru.sandbox, { callback: 'HTTP://shop.test/hook' })

  const refused = await cobru.api.post('/cobru/', body)
  const taken = await cobru.api.post('/cobru/', { ...body, callback: 'https://shop.test/hook' })

  expect(refused).toMatchObject({ status: 400, body: { callback: ['Enter a valid URL.'] } })
  expect(taken.status).toBe(201)
})

test('withholds a callback to a host of somebody else, and says why', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ callback: 'https://yourapp.com/api/cobru/webhook' })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()

  const [row] = await cobru.sandbox.webhooks.list()

  expect(row).toMatchObject({ status: 'withheld', attempts: [] })
  expect(row?.reason).toContain('"yourapp.com"')
  expect(row?.reason).toContain('allow it by name')
})

test('calls nobody when no callback was given', async () => {
  const variants = { 'cobru.create.missing-callback-403': 'lenient-201' }
  await using cobru = await createCobru({ variants })
  const { url } = await cobru.create({ callback: undefined })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.settle()
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})
