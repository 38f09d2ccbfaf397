import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf, START_AT } from './kit.ts'

const read = async (cobru: Cobru, url: string) => (await cobru.api.get(`/cobru_detail/${url}`)).body

test('edits as the documents print it; what is not sent stays', async () => {
  await using cobru = await createCobru()
  const { url, payment_method_enabled: flags } = await cobru.create()

  const answer = await cobru.api.post('/edit_cobru/', {
    url,
    description: 'updated description',
    amount: 80000,
    expiration_days: 10,
  })

  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    description: 'updated description',
    url,
    amount: 80000,
    payed_amount: 76082.52,
    iva_amount: 625.48,
    fee_amount: 3292,
    date_created: START_AT,
  })
  expect(await read(cobru, url)).toMatchObject({
    description: 'updated description',
    amount: 80000,
    expiration_days: 10,
    payment_method_enabled: flags,
    date_expired: Date.parse('2026-04-16T23:59:59-05:00'),
  })
})

test('sends no callback, as the state stays', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post('/edit_cobru/', { url, amount: 80000 })
  await cobru.sandbox.settle()
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test('cobru.edit.stale-fees = recompute: fee, VAT and net belong to the new amount', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 109000 })

  const { body } = await cobru.api.post('/edit_cobru/', { url, amount: 80000 })

  expect(body.payed_amount + body.fee_amount + body.iva_amount).toBeCloseTo(80000, 6)
  expect(await read(cobru, url)).toMatchObject({ amount: 80000, fee_amount: 3292 })
})

test('cobru.edit.stale-fees = stale: the sum is that of the amount before, as in the sample', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.edit.stale-fees': 'stale' } })
  const { url } = await cobru.create({ amount: 109000 })

  const { body } = await cobru.api.post('/edit_cobru/', { url, amount: 80000 })

  expect(body.amount).toBe(80000)
  expect(body.payed_amount + body.fee_amount + body.iva_amount).toBeCloseTo(109000, 6)
  expect(await read(cobru, url)).toMatchObject({ amount: 80000, fee_amount: 4159 })
})

test('cobru.edit.stale-fees = stale: a further edit still answers the first fees', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.edit.stale-fees': 'stale' } })
  const { url } = await cobru.create({ amount: 109000 })
  const first = await cobru.api.post('/edit_cobru/', { url, amount: 80000 })

  const second = await cobru.api.post('/edit_cobru/', { url, description: 'otra' })

  expect(second.body).toEqual({ ...first.body, description: 'otra' })
})

test('cobru.edit.unrounded = six-decimals: fees have fractions of a centavo', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const { body } = await cobru.api.post('/edit_cobru/', { url, amount: 80001 })

  expect(body).toMatchObject({
    fee_amount: 3292.0299,
    iva_amount: 625.485681,
    payed_amount: 76083.484419,
  })
})

test('cobru.edit.field-names = own-names: the names of the create change nothing', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ payment_method_enabled: '{"pse":true}' })

  const ignored = await cobru.api.post('/edit_cobru/', {
    url,
    payment_method_enabled: '{"breb":true}',
    iva: 19,
  })
  const flags = (await read(cobru, url)).payment_method_enabled
  await cobru.api.post('/edit_cobru/', { url, payment_methods: '{"breb":true}', fee_iva: '19' })

  expect(ignored.status).toBe(200)
  expect(hintsOf(ignored).hint).toContain('payment_methods')
  expect(flags).toBe('{"pse":true}')
  expect((await read(cobru, url)).payment_method_enabled).toBe('{"breb":true}')
  expect((await cobru.api.post(`/${url}`, { payment: 'breb' })).status).toBe(200)
})

test('cobru.edit.url-in-body = in-body: the slug stands in the body and nowhere else', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const inPath = await cobru.api.post(`/edit_cobru/${url}`, { amount: 80000 })
  const missing = await cobru.api.post('/edit_cobru/', { amount: 80000 })
  const inBody = await cobru.api.post('/edit_cobru/', { url, amount: 80000 })

  expect(inPath.status).toBe(404)
  expect(missing).toMatchObject({ status: 400, body: { url: ['This field is required.'] } })
  expect(inBody.status).toBe(200)
})

test('moves the end of the payment to the last second of its new last day', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 5 })
  await cobru.api.post('/edit_cobru/', { url, expiration_days: 0 })
  const endsAt = Date.parse('2026-04-06T23:59:59-05:00')
  const stateOf = async () => (await cobru.sandbox.cobru.fetch(`/${url}/checkout/`)).json()

  await cobru.sandbox.clock.advance(endsAt - START_AT - 1)
  expect(await stateOf()).toMatchObject({ step: 'choose' })

  await cobru.sandbox.clock.advance(1)
  expect(await stateOf()).toMatchObject({ step: 'done:expired' })
})

test('expires at once when the new last day is over', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 5 })
  await cobru.sandbox.clock.advance('P1D')
  const { headers } = await authorise(cobru.sandbox.cobru)

  await cobru.api.post('/edit_cobru/', { url, expiration_days: 0 }, headers)
  await cobru.sandbox.settle()

  const { body } = await cobru.api.get(`/cobru_detail/${url}`, headers)
  expect(body.state).toBe(5)
})

test.each([
  ['paid', 'approve', { result: 'COBRU_IS_PAYED' }],
  ['expired', 'expire', { result: 'error' }],
])('refuses to edit what is %s', async (_, trigger, body) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.trigger(`cobru.payment.${trigger}`, { url })

  const answer = await cobru.api.post('/edit_cobru/', { url, amount: 80000 })

  expect(answer).toMatchObject({ status: 400, body })
  expect(await read(cobru, url)).toMatchObject({ amount: 50000 })
})

test('edits what is in process or rejected', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  for (const trigger of ['process', 'decline']) {
    await cobru.sandbox.trigger(`cobru.payment.${trigger}`, { url })
    const answer = await cobru.api.post('/edit_cobru/', { url, description: trigger })
    expect(answer).toMatchObject({ status: 200, body: { description: trigger } })
  }
})

test('refuses flags that are not a JSON object and amounts that are none', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  const post = (fields: object) => cobru.api.post('/edit_cobru/', { url, ...fields })

  const flags = await post({ payment_methods: 'breb' })
  expect(flags).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(flags).hint).toContain('payment_methods')
  expect(await post({ amount: -1 })).toMatchObject({ status: 400 })
  expect(await post({ amount: 'mucho' })).toMatchObject({ status: 400 })
  expect((await read(cobru, url)).amount).toBe(50000)
})

test('does not know an unknown slug', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/edit_cobru/', { url: 'zzzzzzzz', amount: 80000 })
  expect(answer).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
})
