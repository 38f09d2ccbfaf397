import { expect, test } from 'vitest'
import { createSandbox } from '../../fixtures/any-names.ts'
import { authorise, type Cobru, createCobru, toCreateBody } from './kit.ts'

const CARD = {
  payment: 'credit_card',
  name: 'Rosa Ensayo',
  cc: '1000000002',
  email: 'rosa@example.com',
  phone: '3001112233',
  document_type: 'CC',
  credit_card: '4111111111111111',
  expiration_date: '12/30',
  cvv: '123',
  dues: 1,
}

/** A merchant's afternoon; every byte that is answered or told. */
async function rehearse(cobru: Cobru): Promise<string[]> {
  const { api, sandbox } = cobru
  const { refreshToken: refresh } = sandbox.cobru.credentials
  const seen: string[] = [cobru.token]
  const keep = <A extends { status: number; text: string; headers: Headers }>(answer: A): A => {
    seen.push(JSON.stringify([answer.status, [...answer.headers], answer.text]))
    return answer
  }
  const byBreb = keep(await api.post('/cobru/', toCreateBody(sandbox))).body.url
  const byCard = keep(await api.post('/cobru/', toCreateBody(sandbox))).body.url
  keep(await api.post('/cobru/', { amount: 'x' }))
  keep(await api.post(`/${byBreb}`, { payment: 'breb' }))
  keep(await api.post(`/${byCard}`, CARD))
  keep(await api.send(`/${byBreb}`))
  await sandbox.clock.advance('PT4M')
  await sandbox.trigger('cobru.payment.approve', { url: byBreb })
  keep(await api.post('/token/refresh/', { refresh }))
  keep(await api.get(`/cobru_detail/${byBreb}`))
  keep(await api.get(`/cobru_detail/${byCard}`))
  keep(await api.send('/nothing/here'))
  await sandbox.settle()
  for (const { headers, rawBody, target, receivedAt } of await sandbox.inbox.list())
    seen.push(JSON.stringify([receivedAt, target, headers, rawBody]))
  return seen
}

test.each(['docs', 'legacy', 'captured', 'hostile'])(
  'the same seed and the same requests give the same bytes in profile %s',
  async (profile) => {
    const options = { profiles: { cobru: profile }, seed: 'siembra' }
    await using first = await createCobru(options)
    await using second = await createCobru(options)
    expect(await rehearse(second)).toEqual(await rehearse(first))
  },
)

test('another seed gives other slugs, keys and tokens', async () => {
  await using first = await createCobru({ seed: 'a' })
  await using second = await createCobru({ seed: 'b' })
  const one = await first.create()
  const other = await second.create()
  expect(other.url).not.toBe(one.url)
  expect(other.idempotency_key).not.toBe(one.idempotency_key)
  expect(second.token).not.toBe(first.token)
})

test('after a reset the same requests give the same bytes again', async () => {
  await using cobru = await createCobru()
  const before = await rehearse(cobru)

  await cobru.sandbox.reset()
  const { token } = await authorise(cobru.sandbox.cobru)

  const again = await rehearse(cobru)
  expect(token).toBe(cobru.token)
  // Journal ids go on counting, so that an id names one request.
  expect(again.map(withoutRequestId)).toEqual(before.map(withoutRequestId))
})

const withoutRequestId = (text: string) => text.replace(/"x-ensayo-request","[^"]+"/, '')

test('what one account does changes nothing of what another is answered', async () => {
  await using quiet = await createSandbox({ providers: ['cobru'], timeRate: 0, startAt: 0 })
  await using busy = await createSandbox({ providers: ['cobru'], timeRate: 0, startAt: 0 })
  const createIn = async (account: Awaited<ReturnType<typeof busy.account>>) => {
    const { headers } = await authorise(account.cobru)
    const body = JSON.stringify(toCreateBody(account, { callback: 'https://shop.test/' }))
    return (await account.cobru.fetch('/cobru/', { method: 'POST', headers, body })).text()
  }
  const [first, second] = [await busy.account('one'), await busy.account('two')]
  for (let round = 0; round < 3; round++) await createIn(first)

  expect(await createIn(second)).toBe(await createIn(await quiet.account('two')))
})

test.each([
  ['3600s', 3_600_000],
  ['900s', 900_000],
])(
  'a clock advanced past a life of %s fails the next call, a new token serves',
  async (variant, lifeMs) => {
    await using cobru = await createCobru({ variants: { 'cobru.auth.token-ttl': variant } })
    const { url } = await cobru.create()
    const { refreshToken: refresh } = cobru.sandbox.cobru.credentials

    await cobru.sandbox.clock.advance(lifeMs - 1)
    expect(await cobru.api.get(`/cobru_detail/${url}`)).toMatchObject({ status: 200 })

    await cobru.sandbox.clock.advance(1)
    expect(await cobru.api.get(`/cobru_detail/${url}`)).toMatchObject({
      status: 401,
      body: { detail: 'Given token not valid for any token type', code: 'token_not_valid' },
    })

    const { body } = await cobru.api.post('/token/refresh/', { refresh })
    const authorization = `Bearer ${body.access}`
    expect(await cobru.api.get(`/cobru_detail/${url}`, { authorization })).toMatchObject({
      status: 200,
    })
  },
)
