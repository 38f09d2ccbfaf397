import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf, START_AT } from './kit.ts'

const PAYER = {
  payment: 'efecty',
  name: 'Rosa Ensayo',
  cc: '1000000001',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '3000000000',
}

const KEYS_OF_THE_SAMPLE = [
  ...['amount', 'date_created', 'date_expired', 'date_payed', 'description', 'expiration_days'],
  ...['fee_amount', 'images', 'iva_amount', 'payed_amount', 'payer_email', 'payer_id'],
  ...['payer_name', 'payer_phone', 'payment_method', 'payment_method_enabled', 'state', 'url'],
]

/** Creates a payment and reads it. */
async function createAndRead(cobru: Cobru, overrides: Record<string, unknown> = {}) {
  const { url } = await cobru.create(overrides)
  return cobru.api.get(`/cobru_detail/${url}`)
}

test('cobru.detail.existence = available: a payment in process is shown with its payer', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"efecty": true}' })
  await cobru.api.post(`/${url}`, PAYER)

  const { status, body } = await cobru.api.get(`/cobru_detail/${url}`)

  expect(status).toBe(200)
  expect(body).toEqual({
    fee_amount: 2395,
    payer_id: '1000000001',
    payer_name: 'Rosa Ensayo',
    payment_method: 'efecty',
    state: 1,
    payer_email: 'rosa@example.com',
    payment_method_enabled: '{"efecty": true}',
    date_payed: '',
    url,
    amount: 50000,
    expiration_days: 1,
    payer_phone: '3000000000',
    iva_amount: 455.05,
    date_expired: Date.parse('2026-04-07T23:59:59-05:00'),
    date_created: START_AT,
    images: null,
    description: 'Order #123',
    payed_amount: 47605,
  })
})

test('cobru.detail.existence = 404: the consultation does not exist', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.existence': '404' } })

  const answer = await createAndRead(cobru)

  expect(answer.status).toBe(404)
  expect(answer.body).toEqual({ detail: 'Not found.' })
  expect(hintsOf(answer).quirks).toContain('cobru.detail.existence=404')
})

test('cobru.detail.numbers = number: amounts are numbers, though the create answers text', async () => {
  await using cobru = await createCobru()
  const created = await cobru.create({ amount: 50000.5 })

  const { body } = await cobru.api.get(`/cobru_detail/${created.url}`)

  expect(created.amount).toBe('50000.50')
  expect(body).toMatchObject({ amount: 50000.5, payed_amount: 47605.5, fee_amount: 2395 })
  expect(body.iva_amount).toBe(455.05)
})

test('cobru.detail.numbers = string: amounts are text with two decimals', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.numbers': 'string' } })

  const { body } = await createAndRead(cobru)

  expect(body).toMatchObject({ amount: '50000.00', payed_amount: '47605.00' })
  expect(body).toMatchObject({ fee_amount: '2395.00', iva_amount: '455.05' })
  expect(body.state).toBe(0)
})

test.each([
  ['cobru.detail.date-payed-empty = empty-string', ''],
  ['cobru.detail.date-payed-empty = null', null],
])('%s: unpaid is %j, paid is an instant', async (name, unpaid) => {
  const variants = Object.fromEntries([name.split(' = ')])
  await using cobru = await createCobru({ variants })
  const { url } = await cobru.create()
  const before = await cobru.api.get(`/cobru_detail/${url}`)
  await cobru.sandbox.clock.advance('PT2H')

  await cobru.sandbox.trigger('cobru.payment.approve', { url })

  expect(before.body.date_payed).toBe(unpaid)
  const after = await cobru.api.get(
    `/cobru_detail/${url}`,
    (await authorise(cobru.sandbox.cobru)).headers,
  )
  expect(after.body.date_payed).toBe(START_AT + 7_200_000)
})

test('cobru.detail.epoch-ms = epoch-ms: dates are milliseconds, in the create ISO text', async () => {
  await using cobru = await createCobru()
  const created = await cobru.create({ expiration_days: 0 })

  const { body } = await cobru.api.get(`/cobru_detail/${created.url}`)

  expect(created.date_created).toBe('2026-04-06T10:00:00.000000-05:00')
  expect(body.date_created).toBe(START_AT)
  expect(body.date_expired).toBe(Date.parse('2026-04-06T23:59:59-05:00'))
})

test('cobru.detail.pme-type = string: the flags come back as they were sent', async () => {
  await using cobru = await createCobru()
  const { body } = await createAndRead(cobru, {
    payment_method_enabled: '{"efecty": true, "pse":false }',
  })
  expect(body.payment_method_enabled).toBe('{"efecty": true, "pse":false }')
})

test('cobru.detail.pme-type = object: the flags come back parsed', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.pme-type': 'object' } })
  const { body } = await createAndRead(cobru, {
    payment_method_enabled: '{"efecty": true, "pse":false }',
  })
  expect(body.payment_method_enabled).toEqual({ efecty: true, pse: false })
})

test('cobru.detail.sample-posts = get-only: a POST is refused, even without credentials', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const known = await cobru.api.post(`/cobru_detail/${url}`)
  const stranger = await cobru.api.send(`/cobru_detail/${url}`, { method: 'POST' })

  expect(known.status).toBe(405)
  expect(known.body).toEqual({ detail: 'Method "POST" not allowed.' })
  expect(known.headers.get('allow')).toBe('GET')
  expect(hintsOf(known).hint).toContain('Use GET')
  expect(stranger.status).toBe(405)
})

test('cobru.detail.sample-posts = also-post: a POST reads like a GET, with credentials', async () => {
  await using cobru = await createCobru({
    variants: {
      'cobru.detail.sample-posts': 'also-post',
      'cobru.detail.keys-absent': 'extended',
    },
  })
  const { url } = await cobru.create()

  const posted = await cobru.api.post(`/cobru_detail/${url}`)
  const stranger = await cobru.api.send(`/cobru_detail/${url}`, { method: 'POST' })

  expect(posted.status).toBe(200)
  expect(posted.body).toEqual((await cobru.api.get(`/cobru_detail/${url}`)).body)
  expect(stranger.status).toBe(403)
})

test('cobru.detail.images-type = null: without images null, with images a list', async () => {
  await using cobru = await createCobru()
  const images = ['https://yourapp.com/a.png', 'https://yourapp.com/b.png']

  expect((await createAndRead(cobru)).body.images).toBeNull()
  expect((await createAndRead(cobru, { images })).body.images).toEqual(images)
})

test('cobru.detail.images-type = string: images are a list written as text', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.images-type': 'string' } })
  const images = ['https://yourapp.com/a.png']

  expect((await createAndRead(cobru)).body.images).toBe('[]')
  expect((await createAndRead(cobru, { images })).body.images).toBe('["https://yourapp.com/a.png"]')
})

test('cobru.detail.keys-absent = extended: keys that clients read stand beside the sample', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.keys-absent': 'extended' } })
  const { body } = await createAndRead(cobru)
  const more = ['client_assume_costs', 'currency_code', 'pk']
  expect(Object.keys(body).sort()).toEqual([...KEYS_OF_THE_SAMPLE, ...more].sort())
})

test('cobru.detail.keys-absent = sample-only: pk, costs and currency are missing', async () => {
  await using cobru = await createCobru()
  const { body } = await createAndRead(cobru)
  expect(Object.keys(body).sort()).toEqual(KEYS_OF_THE_SAMPLE)
})

test("cobru.detail.owner-only = not-found: another customer's payment is as unknown as no payment", async () => {
  await using cobru = await createCobru()
  await using other = await cobru.sandbox.account()
  const { url } = await cobru.create()
  const { headers } = await authorise(other.cobru)

  const foreign = await cobru.api.get(`/cobru_detail/${url}`, headers)
  const unknown = await cobru.api.get('/cobru_detail/zzzzzzzz')

  expect(foreign).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  expect(unknown).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
})

test('asks for credentials before it tells whether a payment exists', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const answer = await cobru.api.send(`/cobru_detail/${url}`)
  expect(answer.status).toBe(403)
})
