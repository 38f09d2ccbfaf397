/** Readiness items about notifications: acknowledged, repeated, believed, followed by a reading. */
import { expect, test } from 'vitest'
import { createShop, itemOf, refusedConnection, type Shop, WITHDRAWAL } from './kit.ts'

async function payOne(shop: Shop): Promise<string> {
  const { url } = await shop.create()
  await shop.pay(url)
  return url
}

test('a callback that is answered 200 is met', async () => {
  const shop = await createShop()
  await payOne(shop)
  expect((await shop.item('callback')).verdict).toBe('met')
})

test.each([
  [500, 'Answered 500.'],
  [404, 'Answered 404.'],
  [302, 'Answered 302.'],
])('a callback that is answered %i is violated', async (status, saw) => {
  const shop = await createShop()
  shop.state.receive = () => status
  await payOne(shop)
  const { findings } = await shop.item('callback')
  expect(findings[0]).toMatchObject({
    where: [expect.stringMatching(new RegExp(`^whk_\\w+ paymentUpdated → ${status}$`))],
    saw,
    deliveries: [expect.stringMatching(/^whk_/)],
  })
})

test('a connection that breaks off is violated, one that nobody listened for says nothing', async () => {
  const shop = await createShop()
  shop.state.receive = () => refusedConnection()
  await payOne(shop)
  expect(await shop.item('callback')).toMatchObject({
    verdict: 'not-seen',
    notes: expect.arrayContaining(['Nobody listened at http://shop/callback.']),
  })
  shop.state.receive = () => new TypeError('fetch failed: other side closed')
  await payOne(shop)
  expect((await shop.item('callback')).findings[0]!.saw).toContain('No answer: fetch failed')
})

test('a slow answer is violated although it is 200', async () => {
  let ms = 0
  const shop = await createShop({
    real: { now: () => 0, monotonicMs: () => ms, setTimer: () => () => {} } as never,
  })
  shop.state.receive = () => {
    ms += 6_000
    return 200
  }
  await payOne(shop)
  expect((await shop.item('callback')).findings[0]!.saw).toBe(
    'Answered after 6 seconds; 5 seconds are allowed.',
  )
})

test('a callback that failed once and was taken the next time is met', async () => {
  const shop = await createShop({ variants: { 'cobru.webhook.delivery': 'retry-until-200' } })
  const answers = [503, 200, 200]
  shop.state.receive = () => answers.shift() ?? 200
  await payOne(shop)
  await shop.sandbox.clock.advance('PT1M')
  expect((await shop.item('callback')).verdict).toBe('met')
})

test('a callback to the inbox of the sandbox shows nothing about the client', async () => {
  const shop = await createShop()
  const { url } = await shop.create({ callback: shop.sandbox.inbox.url })
  await shop.pay(url)
  expect(await shop.item('callback')).toMatchObject({
    verdict: 'not-seen',
    notes: expect.arrayContaining([expect.stringContaining('own inbox')]),
  })
})

test('a withheld callback says so', async () => {
  const shop = await createShop()
  const { url } = await shop.create({ callback: 'https://yourapp.com/hook' })
  await shop.pay(url)
  expect((await shop.item('callback')).notes[0]).toContain('Withheld: ')
})

const TWICE = { variants: { 'cobru.webhook.delivery': 'duplicate' } }

test('duplicates that are acknowledged and ignored are met', async () => {
  const shop = await createShop(TWICE)
  const done = new Set<string>()
  shop.state.receive = async (request) => {
    const { url, state } = (await request.json()) as { url: string; state: number }
    if (state === 3 && !done.has(url)) {
      done.add(url)
      await shop.post('/thirdpartywithdraw/', { ...WITHDRAWAL, idempotency_key: url })
    }
    return 200
  }
  await payOne(shop)
  expect((await shop.item('callback-duplicates')).verdict).toBe('met')
})

test('without a duplicate nothing is known, and the report says how to make one', async () => {
  const shop = await createShop()
  await payOne(shop)
  expect(await shop.item('callback-duplicates')).toMatchObject({
    verdict: 'not-seen',
    notes: [expect.stringContaining('chaos add --provider cobru --kind duplicate')],
  })
})

test('a payout for the callback and another for its repeat is violated', async () => {
  const shop = await createShop(TWICE)
  let count = 0
  shop.state.receive = async (request) => {
    const { state } = (await request.json()) as { state: number }
    if (state === 3) {
      await shop.post('/thirdpartywithdraw/', { ...WITHDRAWAL, idempotency_key: `k${++count}` })
    }
    return 200
  }
  await payOne(shop)
  const { findings } = await shop.item('callback-duplicates')
  expect(findings).toMatchObject([
    {
      saw: 'POST createThirdPartyWithdrawal was done again after the repeat.',
      requests: [expect.any(String), expect.any(String)],
      deliveries: [expect.stringMatching(/^whk_/)],
    },
  ])
})

test('an acknowledgement first and the payouts afterwards are found all the same', async () => {
  const shop = await createShop(TWICE)
  let count = 0
  shop.state.receive = () => 200
  const url = await payOne(shop)
  for (const _ of [1, 2]) {
    await shop.post('/thirdpartywithdraw/', { ...WITHDRAWAL, idempotency_key: `${url}${++count}` })
  }
  expect((await shop.item('callback-duplicates')).verdict).toBe('violated')
})

test.each([
  ['under one idempotency key', (count: number) => ({ idempotency_key: 'order-1', count })],
  [
    'to different people',
    (count: number) => ({ account_number: `0555909011${count}`, idempotency_key: `k${count}` }),
  ],
])('two payouts after a repeat, %s, do no harm', async (_what, toFields) => {
  const shop = await createShop(TWICE)
  await payOne(shop)
  for (const count of [1, 2]) {
    const { count: _, ...fields } = { count, ...toFields(count) }
    await shop.post('/thirdpartywithdraw/', { ...WITHDRAWAL, ...fields })
  }
  expect((await shop.item('callback-duplicates')).verdict).toBe('met')
})

test('two orders that are paid out alike are no repeat', async () => {
  const shop = await createShop(TWICE)
  const done = new Set<string>()
  shop.state.receive = async (request) => {
    const { url, state } = (await request.json()) as { url: string; state: number }
    if (state === 3 && !done.has(url)) {
      done.add(url)
      await shop.post('/thirdpartywithdraw/', { ...WITHDRAWAL, idempotency_key: url })
    }
    return 200
  }
  await payOne(shop)
  await payOne(shop)
  expect((await shop.item('callback-duplicates')).verdict).toBe('met')
})

test('a duplicate that is answered 409 is violated', async () => {
  const shop = await createShop(TWICE)
  const known = new Set<string>()
  shop.state.receive = async (request) => {
    const body = await request.text()
    if (known.has(body)) return 409
    known.add(body)
    return 200
  }
  await payOne(shop)
  expect((await shop.item('callback-duplicates')).findings[0]!.saw).toBe(
    'The repeat was not acknowledged.',
  )
})

test('a payment that is read after its callback is met, during the callback too', async () => {
  const shop = await createShop()
  await payOne(shop)
  expect((await shop.item('lookup')).verdict).toBe('violated')
  const calm = await createShop()
  calm.state.receive = async (request) => {
    const { url } = (await request.json()) as { url: string }
    await calm.get(`/cobru_detail/${url}`)
    return 200
  }
  await payOne(calm)
  expect((await calm.item('lookup')).verdict).toBe('met')
})

test('who asks where there is no consultation has done what there is to do', async () => {
  const shop = await createShop({ variants: { 'cobru.detail.existence': '404' } })
  shop.state.receive = async (request) => {
    const { url } = (await request.json()) as { url: string }
    expect(await shop.get(`/cobru_detail/${url}`)).toMatchObject({ status: 404 })
    return 200
  }
  await payOne(shop)
  expect((await shop.item('lookup')).verdict).toBe('met')
})

test('reading another payment, or this one before its callback, is no lookup', async () => {
  const shop = await createShop()
  const other = await shop.create()
  const { url } = await shop.create()
  await shop.get(`/cobru_detail/${url}`)
  await shop.pay(url)
  await shop.get(`/cobru_detail/${other.url}`)
  expect(await shop.item('lookup')).toMatchObject({
    verdict: 'violated',
    findings: [{ saw: 'Nothing was read after it.', cure: expect.stringContaining('getPayment') }],
  })
})

test('a callback of a rejection, and one that was refused, ask for no lookup', async () => {
  const shop = await createShop()
  const first = await shop.create()
  await shop.sandbox.trigger('cobru.payment.expire', { url: first.url })
  await shop.sandbox.settle()
  shop.state.receive = () => 500
  await payOne(shop)
  expect((await shop.item('lookup')).verdict).toBe('not-seen')
})

test('a lie that is believed is violated; a reading first is enough, and so is a refusal', async () => {
  const lying = { variants: { 'cobru.webhook.unsigned': 'spoofed' } }
  const lieTo = async (shop: Shop) => {
    const { url } = await shop.create()
    await shop.sandbox.trigger('cobru.payment.expire', { url })
    await shop.sandbox.settle()
    return url
  }
  const naive = await createShop(lying)
  await lieTo(naive)
  expect(await naive.item('callback-forged')).toMatchObject({
    verdict: 'violated',
    findings: [{ saw: 'It was forged (it lies) and taken for real.' }],
  })
  await naive.get(`/cobru_detail/${await lieTo(naive)}`)
  expect((await naive.item('callback-forged')).findings).toHaveLength(1)

  const strict = await createShop(lying)
  strict.state.receive = () => 401
  await lieTo(strict)
  expect((await strict.item('callback-forged')).verdict).toBe('met')
})

test('a callback that is true shows nothing about forged ones', async () => {
  const shop = await createShop()
  await payOne(shop)
  expect(await shop.item('callback-forged')).toMatchObject({
    verdict: 'not-seen',
    notes: [expect.stringContaining('webhooks forge --notification cobru.paymentUpdated')],
  })
})

/** The sandbox, with marks on its deliveries. */
function marking(shop: Shop, marks: object): Shop['sandbox'] {
  const { engine } = shop.sandbox
  const deliveries: typeof engine.deliveries = async (...words) =>
    (await engine.deliveries(...words)).map((row) => ({ ...row, ...marks }))
  return { ...shop.sandbox, engine: { ...engine, deliveries } }
}

test('a delivery that is marked as forged is judged as such, and shows nothing else', async () => {
  const shop = await createShop()
  await payOne(shop)
  const forged = marking(shop, { forged: 'unknown-record' })
  expect((await itemOf(forged, 'cobru', 'callback-forged')).verdict).toBe('violated')
  expect((await itemOf(forged, 'cobru', 'callback')).verdict).toBe('not-seen')
  expect((await itemOf(forged, 'cobru', 'lookup')).verdict).toBe('not-seen')
})

test('a body that was cut on purpose may be refused', async () => {
  const shop = await createShop()
  shop.state.receive = () => 400
  await payOne(shop)
  expect((await itemOf(marking(shop, { truncated: true }), 'cobru', 'callback')).verdict).toBe(
    'not-seen',
  )
})

test('a repeat of what was read before asks for no other reading', async () => {
  const shop = await createShop(TWICE)
  const read = new Set<string>()
  shop.state.receive = async (request) => {
    const { url, state } = (await request.json()) as { url: string; state: number }
    if (state === 3 && !read.has(url)) {
      read.add(url)
      await shop.get(`/cobru_detail/${url}`)
    }
    return 200
  }
  await payOne(shop)
  expect((await shop.item('lookup')).verdict).toBe('met')
})

test('a callback that was not acknowledged so far is violated, though it will come again', async () => {
  const shop = await createShop({ variants: { 'cobru.webhook.delivery': 'retry-until-200' } })
  shop.state.receive = () => 500
  await payOne(shop)
  expect((await shop.sandbox.webhooks.list()).some(({ status }) => status === 'pending')).toBe(true)
  expect((await shop.item('callback')).verdict).toBe('violated')
})

test('a callback from before a snapshot was loaded is no longer judged', async () => {
  const shop = await createShop()
  const url = await payOne(shop)
  await shop.get(`/cobru_detail/${url}`)
  await shop.sandbox.engine.restore(await shop.sandbox.engine.snapshot())
  for (const id of ['lookup', 'callback']) {
    expect((await shop.item(id)).verdict).toBe('not-seen')
  }
})

test('a lookup that the journal has dropped is not missed', async () => {
  const shop = await createShop({ maxEntries: 5 })
  const url = await payOne(shop)
  await shop.get(`/cobru_detail/${url}`)
  expect((await shop.item('lookup')).verdict).toBe('met')
  for (let call = 0; call < 5; call++) await shop.get('/balance/')
  expect((await shop.item('lookup')).verdict).toBe('not-seen')
})
