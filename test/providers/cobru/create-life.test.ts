/** What a create sets going: keys, flags, callback and last day (E.2), one test per variant. */
import { expect, test } from 'vitest'
import { authorise, createCobru, hintsOf, START_AT, toCreateBody } from './kit.ts'

const DUPLICATE = 'cobru.create.idempotency-duplicate'
const KEY = { idempotency_key: 'orden-1001' }

test('cobru.create.idempotency-auto = owner-and-hash: a key is made when none is sent', async () => {
  await using cobru = await createCobru()

  const first = await cobru.create()
  const second = await cobru.create()

  expect(first.idempotency_key).toMatch(/^3100000001_[0-9a-f]{40}$/)
  expect(second.idempotency_key).not.toBe(first.idempotency_key)
  expect((await cobru.create(KEY)).idempotency_key).toBe('orden-1001')
})

test('cobru.create.idempotency-duplicate = ignored-second-201: a repeat makes a second payment', async () => {
  await using cobru = await createCobru()

  const first = await cobru.create(KEY)
  const second = await cobru.create(KEY)

  expect([first.pk, second.pk]).toEqual([27_150, 27_151])
  expect(second.url).not.toBe(first.url)
  expect(second.idempotency_key).toBe(first.idempotency_key)
})

test('cobru.create.idempotency-duplicate = error-409: a repeat is refused, another key is not', async () => {
  await using cobru = await createCobru({ variants: { [DUPLICATE]: 'error-409' } })
  await cobru.create(KEY)

  const repeat = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, KEY))

  expect(repeat.status).toBe(409)
  expect(repeat.body).toEqual({ error: 'El idempotency_key ya fue utilizado.' })
  expect(hintsOf(repeat)).toEqual({
    quirks: [`${DUPLICATE}=error-409`],
    hint: 'Do not rely on `idempotency_key`; keep your own reference and look before you create again.',
  })
  expect(await cobru.create({ idempotency_key: 'orden-1002' })).toMatchObject({ pk: 27_151 })
})

test('cobru.create.idempotency-duplicate = returns-first: a repeat gets the first answer', async () => {
  await using cobru = await createCobru({ variants: { [DUPLICATE]: 'returns-first' } })
  const first = await cobru.create(KEY)

  const repeat = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, { ...KEY, amount: 7 }))

  expect(repeat.status).toBe(201)
  expect(repeat.body).toEqual(first)
  expect(hintsOf(repeat).quirks).toEqual([`${DUPLICATE}=returns-first`])
  expect(await cobru.create()).toMatchObject({ pk: 27_151 })
})

test.each(['error-409', 'returns-first'])(
  'with cobru.create.idempotency-duplicate %s a refused create does not use up its key',
  async (variant) => {
    await using cobru = await createCobru({ variants: { [DUPLICATE]: variant } })
    const broken = toCreateBody(cobru.sandbox, { ...KEY, callback: undefined })

    expect(await cobru.api.post('/cobru/', broken)).toMatchObject({ status: 403 })

    expect(await cobru.create(KEY)).toMatchObject({ pk: 27_150 })
  },
)

test.each(['error-409', 'returns-first'])(
  'with cobru.create.idempotency-duplicate %s a key is remembered for 30 days and per customer',
  async (variant) => {
    await using cobru = await createCobru({
      variants: { [DUPLICATE]: variant, 'cobru.auth.token-ttl': '3600s' },
    })
    await cobru.create(KEY)
    await using other = await cobru.sandbox.account()

    const foreign = await other.cobru.fetch('/cobru/', {
      method: 'POST',
      headers: (await authorise(other.cobru)).headers,
      body: JSON.stringify(toCreateBody(other, KEY)),
    })

    expect(foreign.status).toBe(201)
    await cobru.sandbox.clock.advance('P30D')
    const { headers } = await authorise(cobru.sandbox.cobru)
    const late = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox, KEY), headers)
    expect(late).toMatchObject({ status: 201, body: { pk: 27_151 } })
  },
)

test.each(['breb', 'Bre-B', 'bre_b'])(
  'cobru.create.flag-names = normalise-aliases: the flag %j enables breb',
  async (flag) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create({ payment_method_enabled: JSON.stringify({ [flag]: true }) })

    expect(await cobru.api.post(`/${url}`, { payment: 'breb' })).toMatchObject({ status: 200 })
  },
)

test.each([
  ['breb', 200],
  ['Bre-B', 400],
  ['bre_b', 400],
])(
  'cobru.create.flag-names = exact-only: the flag %j answers breb with %i',
  async (flag, status) => {
    await using cobru = await createCobru({
      variants: { 'cobru.create.flag-names': 'exact-only' },
    })
    const { url } = await cobru.create({ payment_method_enabled: JSON.stringify({ [flag]: true }) })

    const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

    expect(answer.status).toBe(status)
    if (status === 400) {
      expect(answer.body).toEqual({
        error: 'Payment method is not enabled.',
        result: 'NOT_ALLOWED',
      })
      expect(hintsOf(answer).hint).not.toBe('')
    }
  },
)

test.each(['API', undefined, 'web'])(
  'cobru.create.platform-gates-callback = always-send: a platform of %j is told of',
  async (platform) => {
    await using cobru = await createCobru()
    const { url } = await cobru.create({ platform })

    await cobru.sandbox.trigger('cobru.payment.approve', { url })

    expect(await cobru.sandbox.inbox.next()).toMatchObject({ body: { url, state: 3 } })
  },
)

test('cobru.create.platform-gates-callback = only-when-api: no other platform is told of', async () => {
  const quirk = 'cobru.create.platform-gates-callback'
  await using cobru = await createCobru({ variants: { [quirk]: 'only-when-api' } })
  const silent = await cobru.create({ platform: undefined })
  const told = await cobru.create({ platform: 'API' })

  await cobru.sandbox.trigger('cobru.payment.approve', { url: silent.url })
  await cobru.sandbox.trigger('cobru.payment.approve', { url: told.url })
  await cobru.sandbox.settle()

  expect((await cobru.sandbox.inbox.list()).map(({ body }) => body)).toEqual([
    expect.objectContaining({ url: told.url, state: 3 }),
  ])
  const deliveries = await cobru.sandbox.webhooks.list()
  expect(deliveries.find(({ subject }) => subject.endsWith(silent.url))).toMatchObject({
    status: 'dropped',
    quirks: expect.arrayContaining([`${quirk}=only-when-api`]),
  })
})

test('cobru.create.expiration-zero = same-day: 0 days last until midnight in Bogotá', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 0 })
  const detail = async () => {
    const { headers } = await authorise(cobru.sandbox.cobru)
    return (await cobru.api.get(`/cobru_detail/${url}`, headers)).body
  }

  await cobru.sandbox.clock.set(Date.parse('2026-04-06T23:59:58.999-05:00'))
  expect(await detail()).toMatchObject({ state: 0, expiration_days: 0 })

  await cobru.sandbox.clock.advance(1)
  expect(await detail()).toMatchObject({
    state: 5,
    date_expired: Date.parse('2026-04-06T23:59:59-05:00'),
  })
})

test('an `expiration_days` of 1 lasts a day longer', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 1 })

  await cobru.sandbox.clock.advance(Date.parse('2026-04-07T23:59:58.999-05:00') - START_AT)
  expect(await cobru.sandbox.inbox.list()).toEqual([])

  await cobru.sandbox.clock.advance(1)
  expect(await cobru.sandbox.inbox.next()).toMatchObject({ body: { url, state: 5 } })
})

test.each([-1, 0.5, 3651, '1', null])('`expiration_days` of %j names the field', async (days) => {
  await using cobru = await createCobru()
  const sent = toCreateBody(cobru.sandbox, { expiration_days: days })
  expect(await cobru.api.post('/cobru/', sent)).toMatchObject({
    status: 400,
    body: { expiration_days: [expect.any(String)] },
  })
})
