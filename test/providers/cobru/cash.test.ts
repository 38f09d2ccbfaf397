/** Cash withdrawals: creation, life on the clock, list and callback (E.8). */
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf, START_AT } from './kit.ts'
import { balanceOf, CASH, done, readBooks, readRecords } from './money.ts'

const create = (cobru: Cobru, over: object = {}) =>
  cobru.api.post('/cashwithdraw/', { ...CASH, callback: cobru.sandbox.inbox.url, ...over })

const stateOf = async ({ api }: Cobru, id: number) =>
  (await api.get(`/cashwithdraw/${id}`)).body.state

test('cobru.cash.net-amount = net: 10,000 leave the balance and 9,700 are handed out', async () => {
  await using cobru = await createCobru()
  const answer = await create(cobru)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ status: 'ok', document: '213232323', ref: 123_456, amount: 9_700 })
  expect(hintsOf(answer).quirks).toEqual(['cobru.cash.net-amount=net'])
  expect(await balanceOf(cobru)).toBe('1990000.00')
  expect(await readBooks(cobru)).toMatchObject({
    'transit:owner/COP': 970_000,
    'fees/COP': 30_000,
  })
})

test('cobru.cash.id-names = three: `ref`, `pk` and `id` are one number', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru)).body
  expect((await cobru.api.get('/cashwithdraw/')).body).toMatchObject([{ pk: ref }])
  expect((await cobru.api.get(`/cashwithdraw/${ref}`)).body).toMatchObject({ pk: ref })
  await cobru.api.post('/cancelcashwithdraw/', { id: ref })
  expect(new URLSearchParams((await cobru.sandbox.inbox.next()).rawBody).get('id')).toBe(`${ref}`)
})

test('lists what the documents list', async () => {
  await using cobru = await createCobru()
  await create(cobru)
  const row = {
    amount: 10_000,
    date: '2026-04-06T10:00:00.000000-05:00',
    from_user: '17883',
    from_user_phone: '3100000001',
    pk: 123_456,
    to_user: CASH.name,
    to_user_phone: 'N/A',
    method: 'efecty',
    state: 0,
    callback: cobru.sandbox.inbox.url,
  }
  expect((await cobru.api.get('/cashwithdraw/')).body).toEqual([row])
  expect((await cobru.api.get('/cashwithdraw/123456')).body).toEqual(row)
})

test.each([
  ['cobru.cash.to-user-meaning = name: `to_user` is who collects', 'name', CASH.name],
  ['cobru.cash.to-user-meaning = document: `to_user` is a document', 'document', '213232323'],
])('%s', async (_, variant, to_user) => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.to-user-meaning': variant } })
  await create(cobru)
  expect((await cobru.api.get('/cashwithdraw/')).body).toMatchObject([{ to_user }])
})

const PATHS: [string, string[], number, number][] = [
  ['nothing', [], 0, 0],
  ['process', ['process'], 1, 1],
  ['pay', ['process', 'pay'], 2, 2],
  ['reject', ['reject'], 3, 5],
]

test.each([
  ['cobru.cash.state-model = seed: 3 rejected, 4 cancelled, 5 expired', 'seed', 4, 5],
  ['cobru.cash.state-model = stoplight: 5 for whatever came to nothing', 'stoplight', 5, 5],
])('%s', async (_, variant, cancelled, expired) => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.state-model': variant } })
  for (const [, triggers, seed, stoplight] of PATHS) {
    const { ref } = (await create(cobru)).body
    for (const name of triggers) await cobru.sandbox.trigger(`cobru.cash.${name}`, { id: ref })
    expect(await stateOf(cobru, ref)).toBe(variant === 'seed' ? seed : stoplight)
  }
  const { ref } = (await create(cobru)).body
  const late = (await create(cobru, { exp_days: 0 })).body.ref
  await done(cobru.api, '/cancelcashwithdraw/', { id: ref })
  await cobru.sandbox.clock.advance('PT14H')
  Object.assign(cobru.headers, (await authorise(cobru.sandbox.cobru)).headers)
  expect(await stateOf(cobru, ref)).toBe(cancelled)
  expect(await stateOf(cobru, late)).toBe(expired)
})

test('expires with the last second of its last day in Bogotá, and the money comes back', async () => {
  await using cobru = await createCobru()
  await create(cobru, { exp_days: 1 })
  const endsAt = Date.parse('2026-04-07T23:59:59-05:00')
  const read = async () => (await readRecords(cobru, 'cashWithdrawal'))[0]!.state

  await cobru.sandbox.clock.advance(endsAt - START_AT - 1)
  expect(await read()).toBe('pending')
  expect(await readBooks(cobru)).toHaveProperty('transit:owner/COP')

  await cobru.sandbox.clock.advance(1)
  expect(await read()).toBe('expired')
  expect(await readBooks(cobru)).not.toHaveProperty('transit:owner/COP')
})

test('what was collected does not expire', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru, { exp_days: 0 })).body
  await cobru.sandbox.trigger('cobru.cash.pay', { id: ref })
  await cobru.sandbox.clock.advance('P2D')
  expect(await readRecords(cobru, 'cashWithdrawal')).toMatchObject([{ state: 'paid' }])
  expect(await readBooks(cobru)).toMatchObject({ 'outside/COP': 970_000, 'fees/COP': 30_000 })
})

test('cobru.cash.callback-form = form-state-5: a form, whose state is 5 once cancelled', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru)).body
  await cobru.sandbox.clock.advance('PT1M1S')
  await done(cobru.api, '/cancelcashwithdraw/', { id: ref })

  const { headers, rawBody } = await cobru.sandbox.inbox.next()
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(rawBody))).toEqual({
    id: '123456',
    date_created: '2026-04-06 10:00:00',
    date_deposited: '',
    date_consigned: '',
    date_rejected: '',
    date_cancelled: '2026-04-06 10:01:01',
    state: '5',
    amount: '10000',
    name: CASH.name,
    document: '213232323',
  })
  expect(rawBody).toContain('date_created=2026-04-06+10%3A00%3A00')
})

test('every change of state is told, in the numbers of the active model', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru)).body
  for (const name of ['process', 'pay'])
    await cobru.sandbox.trigger(`cobru.cash.${name}`, { id: ref })
  const states = [await cobru.sandbox.inbox.next(), await cobru.sandbox.inbox.next()]
  expect(states.map(({ rawBody }) => new URLSearchParams(rawBody).get('state'))).toEqual(['1', '2'])
})

test('without a callback nothing is sent', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru, { callback: undefined })).body
  await cobru.sandbox.trigger('cobru.cash.pay', { id: ref })
  await cobru.sandbox.settle()
  expect(await cobru.sandbox.webhooks.list()).toEqual([])
})

test.each([
  ['cobru.cash.cancel-twice = 200-message: again says so with 200', '200-message', 200],
  ['cobru.cash.cancel-twice = 400-message: again says so with 400', '400-message', 400],
])('%s', async (_, variant, status) => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.cancel-twice': variant } })
  const { ref } = (await create(cobru)).body
  const first = await cobru.api.post('/cancelcashwithdraw/', { id: ref })
  const again = await cobru.api.post('/cancelcashwithdraw/', { id: ref })
  expect(first).toMatchObject({
    status: 200,
    text: '{"message":"Retiro cancelado exitosamente"}',
  })
  expect(again).toMatchObject({
    status,
    text: '{"message":"El retiro ha sido cancelado anteriormente"}',
  })
  expect(await balanceOf(cobru)).toBe('2000000.00')
})

test('what is collected cannot be cancelled, and what does not exist neither', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru)).body
  await cobru.sandbox.trigger('cobru.cash.pay', { id: ref })
  const closed = await cobru.api.post('/cancelcashwithdraw/', { id: ref })
  expect(closed).toMatchObject({ status: 400, body: { message: expect.any(String) } })
  expect(hintsOf(closed).hint).toContain('paid')
  expect(await cobru.api.post('/cancelcashwithdraw/', { id: 1 })).toMatchObject({ status: 400 })
  expect(await cobru.api.get('/cashwithdraw/1')).toMatchObject({ status: 404 })
})

test.each(['BAD_USER', 'EXPIRED', 'ALL_USED', 'NOT_FOUND'])(
  'cobru.cash.error-with-200 = 200: the coupon error %s comes with 200 and creates nothing',
  async (error) => {
    await using cobru = await createCobru()
    const coupon = error === 'NOT_FOUND' ? 'nada' : error
    const answer = await create(cobru, { coupon })
    expect(answer).toMatchObject({ status: 200, text: `{"error":"${error}"}` })
    expect(hintsOf(answer).hint).toContain('look for `error`')
    expect(await readRecords(cobru, 'cashWithdrawal')).toEqual([])
  },
)

test('the coupon of the sandbox waives the fee', async () => {
  await using cobru = await createCobru()
  expect((await create(cobru, { coupon: 'ENSAYO' })).body).toMatchObject({ amount: 10_000 })
  expect((await create(cobru, { coupon: null })).body).toMatchObject({ amount: 9_700 })
})

test.each([
  [
    'cobru.cash.unknown-method-body = with-error: `message` and `error`',
    'with-error',
    { message: 'unknown method', error: true },
  ],
  [
    'cobru.cash.unknown-method-body = without-error: `message` alone',
    'without-error',
    { message: 'unknown method' },
  ],
])('%s', async (_, variant, body) => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.unknown-method-body': variant } })
  const answer = await create(cobru, { method: 'paloma' })
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual(body)
})

test('cobru.cash.method-baloto = efecty-only: baloto is unknown', async () => {
  await using cobru = await createCobru()
  const answer = await create(cobru, { method: 'baloto' })
  expect(answer).toMatchObject({ status: 400, body: { message: 'unknown method' } })
  expect(hintsOf(answer).hint).toContain('use `efecty`')
})

test('cobru.cash.method-baloto = both: baloto is taken', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.method-baloto': 'both' } })
  expect((await create(cobru, { method: 'baloto' })).body).toMatchObject({ status: 'ok' })
})

test('cobru.cash.generic-400-code = code: an amount that the fee eats up answers a code', async () => {
  await using cobru = await createCobru()
  const answer = await create(cobru, { amount: 300 })
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ message: 'BAD REQUEST', error: true, code: 1 })
  expect((await create(cobru, { amount: 300.01 })).body).toMatchObject({ amount: 0.01 })
})

test('cobru.cash.string-numbers = both: numbers may be text', async () => {
  await using cobru = await createCobru()
  const answer = await create(cobru, { amount: '10000.00', exp_days: '30', document: 213232323 })
  expect(answer.body).toMatchObject({ status: 'ok', document: '213232323', amount: 9_700 })
})

test('cobru.cash.exp-days-min = 0: today is a last day', async () => {
  await using cobru = await createCobru()
  expect(await create(cobru, { exp_days: 0 })).toMatchObject({ status: 200 })
  expect(await create(cobru, { exp_days: -1 })).toMatchObject({ status: 400 })
})

test('cobru.cash.exp-days-min = 1: tomorrow is the first last day', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.exp-days-min': '1' } })
  const answer = await create(cobru, { exp_days: 0 })
  expect(answer).toMatchObject({ status: 400, body: { exp_days: [expect.any(String)] } })
  expect(await create(cobru, { exp_days: 1 })).toMatchObject({ status: 200 })
})

test('cobru.cash.estimate-flag = no-record: a quote creates nothing', async () => {
  await using cobru = await createCobru()
  const { body } = await create(cobru, { estimate: true })
  expect(body).toEqual({ status: 'ok', document: '213232323', amount: 9_700 })
  expect(await balanceOf(cobru)).toBe('2000000.00')
})

test('cobru.cash.estimate-flag = ignored: a quote creates a withdrawal', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.cash.estimate-flag': 'ignored' } })
  const answer = await create(cobru, { estimate: true })
  expect(answer.body).toMatchObject({ ref: 123_456 })
  expect(hintsOf(answer).hint).toContain('ignored')
})

test('triggers name the record that is missing or done', async () => {
  await using cobru = await createCobru()
  const { ref } = (await create(cobru)).body
  await expect(cobru.sandbox.trigger('cobru.cash.pay', { id: 1 })).rejects.toThrow('`ref` of POST')
  await cobru.sandbox.trigger('cobru.cash.pay', { id: ref })
  await expect(cobru.sandbox.trigger('cobru.cash.reject', { id: ref })).rejects.toThrow(
    'is paid; it must be',
  )
})
