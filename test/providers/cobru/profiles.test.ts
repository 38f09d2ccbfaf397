import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, toCreateBody } from './kit.ts'

const PAYER = {
  payment: 'efecty',
  name: 'Rosa Ensayo',
  cc: '1000000001',
  email: 'rosa@example.com',
  document_type: 'CC',
  phone: '3000000000',
}

const useProfile = ({ sandbox }: Cobru, name: string) =>
  sandbox.engine.setProfile('default', 'cobru', name)

/** Seconds that a token lives. */
function lifeOf(token: string): number {
  const [, claims = ''] = token.split('.')
  const { exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  return exp - iat
}

/** A callback of each state that a refused and then paid payment goes through. */
async function collectCallbacks(cobru: Cobru, overrides = {}) {
  const { url } = await cobru.create(overrides)
  for (const name of ['process', 'decline', 'approve']) {
    await cobru.sandbox.trigger(`cobru.payment.${name}`, { url })
  }
  await cobru.sandbox.settle()
  await cobru.sandbox.clock.advance('PT1M')
  return cobru.sandbox.inbox.list()
}

test('docs: an hour of token, both URLs wanted, every state told in five keys', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'docs' } })
  const body = toCreateBody(cobru.sandbox)

  const noCallback = await cobru.api.post('/cobru/', { ...body, callback: undefined })
  const flags = await cobru.api.post('/cobru/', { ...body, payment_method_enabled: { pse: true } })
  const hooks = await collectCallbacks(cobru, { platform: undefined })

  expect(lifeOf(cobru.token)).toBe(3600)
  expect(noCallback).toMatchObject({
    status: 403,
    body: { error: 'Error en la creacion del cobru.' },
  })
  expect(flags.status).toBe(400)
  expect(hooks.map(({ body }) => body)).toMatchObject([{ state: 1 }, { state: 2 }, { state: 3 }])
  expect(Object.keys(hooks[0]?.body as object)).toHaveLength(5)
})

test('docs is the default and switches nothing', async () => {
  await using cobru = await createCobru()
  const active = cobru.sandbox.engine.profiles('default').filter(({ isActive }) => isActive)
  expect(active).toMatchObject([{ provider: 'cobru', profile: 'docs', variants: {} }])
})

test('legacy: fifteen minutes of token, URLs optional, only the paid `API` payment told, in older keys', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const lenient = toCreateBody(cobru.sandbox, {
    callback: undefined,
    payer_redirect_url: undefined,
  })

  const created = await cobru.api.post('/cobru/', lenient)
  const details = await cobru.api.post(`/${created.body.url}`, PAYER)
  const hooks = await collectCallbacks(cobru)

  expect(lifeOf(cobru.token)).toBe(900)
  expect(created).toMatchObject({ status: 201, body: { amount: 50000, payed_amount: 47149.95 } })
  expect(details.body).toMatchObject([{ model: 'api.paymentorder' }, {}])
  expect(hooks).toHaveLength(1)
  expect(hooks[0]?.body).toMatchObject({ payed: true, state: 3, amount: 50000 })
})

test('legacy: a payment of another platform is never told of', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  expect(await collectCallbacks(cobru, { platform: undefined })).toEqual([])
})

test('legacy: an expired payment is in state 2 and the detail has what clients read besides', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'legacy' } })
  const { url } = await cobru.create()
  await cobru.sandbox.trigger('cobru.payment.expire', { url })
  const { body } = await cobru.api.get(`/cobru_detail/${url}`)
  expect(body.state).toBe(2)
  expect(body).toMatchObject({ pk: expect.any(Number), client_assume_costs: false })
})

test('captured: flags as an object are a 403, Bre-B is gated, no document passes', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'captured' } })
  const { url, ...created } = await cobru.create({
    amount: 10000,
    platform: undefined,
    payment_method_enabled: '{"Bre-B":true,"efecty":true}',
  })

  const flags = await cobru.api.post(
    '/cobru/',
    toCreateBody(cobru.sandbox, { payment_method_enabled: { breb: true } }),
  )
  const breb = await cobru.api.post(`/${url}`, { payment: 'breb' })
  const efecty = await cobru.api.post(`/${url}`, PAYER)
  const qr = await cobru.api.post(`/${url}`, { ...PAYER, payment: 'breb_qr' })

  expect(created).toMatchObject({ payed_amount: '7620.00', fee_amount: 2000, fee_iva_amount: 380 })
  expect(created).toMatchObject({ platform: 'desconocido' })
  expect(created).not.toHaveProperty('description')
  expect(flags).toMatchObject({ status: 403, body: { error: 'Error en la creacion del cobru.' } })
  expect(breb).toMatchObject({ status: 400, body: { result: 'NOT_ALLOWED' } })
  expect(efecty).toMatchObject({ status: 400, body: { result: 'LIMIT_LENGTH_CC' } })
  expect(qr).toMatchObject({ status: 400, body: { result: 'LIMIT_LENGTH_CC' } })
})

test('hostile: callbacks are forms that come twice, out of order, and lie', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'hostile' } })

  const hooks = await collectCallbacks(cobru)

  expect(hooks).toHaveLength(6)
  expect(hooks.map(({ rawBody }) => rawBody)).toEqual(
    Array.from({ length: 6 }, () => expect.stringMatching(/&state=3&.*&amount=50000&/)),
  )
  expect(new Set(hooks.map(({ receivedAt }) => receivedAt)).size).toBeGreaterThan(1)
})

test('hostile: every third create is a 403, numbers and texts are swapped, the QR has another name', async () => {
  await using cobru = await createCobru({ profiles: { cobru: 'hostile' } })
  const body = toCreateBody(cobru.sandbox)
  const answers = []
  for (let i = 0; i < 6; i++) answers.push(await cobru.api.post('/cobru/', body))
  const created = answers.filter(({ status }) => status === 201).map((answer) => answer.body)

  const [first, second] = await Promise.all(
    created.slice(0, 2).map(async ({ url }) => {
      const text = (await cobru.api.post(`/${url}`, { payment: 'breb' })).body
      return JSON.stringify(typeof text === 'string' ? JSON.parse(text) : text)
    }),
  )
  const { body: detail } = await cobru.api.get(`/cobru_detail/${created[0].url}`)

  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 403, 403])
  expect(created[0]).toMatchObject({ amount: 50000, fee_amount: '2395.00' })
  expect(detail).toMatchObject({ amount: '50000.00', date_payed: null })
  const nameOf = (text = '') => /check_qr|qr_value|qr_bitcoin/.exec(text)?.[0]
  expect(nameOf(first)).not.toBe(nameOf(second))
})

test.each(['docs', 'legacy', 'captured', 'hostile'])(
  'takes a payment from token to callback in profile %s',
  async (profile) => {
    await using cobru = await createCobru({ profiles: { cobru: profile } })
    const { url } = await cobru.create()
    await cobru.sandbox.trigger('cobru.payment.approve', { url })
    await cobru.sandbox.clock.advance('PT1M')

    const { body } = await cobru.api.get(`/cobru_detail/${url}`)
    expect(Number(body.state)).toBe(3)
    expect((await cobru.sandbox.inbox.list())[0]?.rawBody).toMatch(/state"?[=:]3/)
  },
)

test('a profile chosen at run time holds from the next request on, and replaces the one before', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.detail.pme-type': 'object' } })
  const { url } = await cobru.create()
  const keys = async () => Object.keys((await cobru.api.get(`/cobru_detail/${url}`)).body).length

  expect(await keys()).toBe(18)
  useProfile(cobru, 'legacy')
  expect(await keys()).toBe(21)
  expect(lifeOf((await authorise(cobru.sandbox.cobru)).token)).toBe(900)
  expect((await cobru.sandbox.quirks.active())['cobru.detail.pme-type']).toBe('string')
  useProfile(cobru, 'docs')
  expect(await keys()).toBe(18)
  expect(() => useProfile(cobru, 'legasy')).toThrow('legacy')
})

test('a profile of one account leaves the others as they are', async () => {
  await using cobru = await createCobru()
  await using other = await cobru.sandbox.account()
  cobru.sandbox.engine.setProfile(other.id, 'cobru', 'hostile')
  expect((await other.quirks.active())['cobru.webhook.encoding']).toBe('form')
  expect((await cobru.sandbox.quirks.active())['cobru.webhook.encoding']).toBe('json')
})
