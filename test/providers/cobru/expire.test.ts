import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru, hintsOf, START_AT } from './kit.ts'

const PATH = '/cobru/update_to_expired/'

/** Reads the state with a token of this instant. */
async function stateOf({ sandbox, api }: Cobru, url: string): Promise<number> {
  const { headers } = await authorise(sandbox.cobru)
  return (await api.get(`/cobru_detail/${url}`, headers)).body.state
}

test('cobru.expire.hidden = available: an open payment expires, and a callback says so', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(PATH, { url })

  expect(answer).toMatchObject({ status: 200, body: { result: 'OK' } })
  expect(await stateOf(cobru, url)).toBe(5)
  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ url, state: 5 })
})

test.each(['process', 'decline'])('expires after "%s" too', async (trigger) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.sandbox.trigger(`cobru.payment.${trigger}`, { url })

  expect(await cobru.api.post(PATH, { url })).toMatchObject({ body: { result: 'OK' } })
  expect(await stateOf(cobru, url)).toBe(5)
})

test.each([
  ['paid', 3, ['approve'], { result: 'COBRU_IS_PAYED' }],
  ['refunded', 4, ['approve', 'refund'], { result: 'COBRU_IS_PAYED' }],
  ['expired', 5, ['expire'], { result: 'error' }],
])('refuses to expire what is %s', async (_, state, triggers, body) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  for (const name of triggers) await cobru.sandbox.trigger(`cobru.payment.${name}`, { url })

  const answer = await cobru.api.post(PATH, { url })

  expect(answer).toMatchObject({ status: 400, body })
  expect(hintsOf(answer).hint).toBeTruthy()
  expect(await stateOf(cobru, url)).toBe(state)
})

test('does not know an unknown slug and wants one', async () => {
  await using cobru = await createCobru()
  expect(await cobru.api.post(PATH, { url: 'zzzzzzzz' })).toMatchObject({ status: 404 })
  expect(await cobru.api.post(PATH, {})).toMatchObject({
    status: 400,
    body: { url: ['This field is required.'] },
  })
})

test("does not expire another customer's payment", async () => {
  await using cobru = await createCobru()
  await using other = await cobru.sandbox.account()
  const { url } = await cobru.create()

  const answer = await cobru.api.post(PATH, { url }, (await authorise(other.cobru)).headers)

  expect(answer.status).toBe(404)
  expect(await stateOf(cobru, url)).toBe(0)
})

test.each([
  [0, '2026-04-06T23:59:59-05:00'],
  [1, '2026-04-07T23:59:59-05:00'],
  [30, '2026-05-06T23:59:59-05:00'],
])('expires %i days on at 23:59:59 in Bogotá, and not a millisecond before', async (days, end) => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: days })

  await cobru.sandbox.clock.advance(Date.parse(end) - START_AT - 1)
  expect(await stateOf(cobru, url)).toBe(0)
  expect(await cobru.sandbox.inbox.list()).toEqual([])

  await cobru.sandbox.clock.advance(1)
  expect(await stateOf(cobru, url)).toBe(5)
  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ url, state: 5 })
})

test('counts the day in Bogotá, where it is still the day before after midnight UTC', async () => {
  const startAt = Date.parse('2026-04-07T03:00:00Z')
  await using cobru = await createCobru({ startAt })
  const { url } = await cobru.create({ expiration_days: 0 })

  await cobru.sandbox.clock.advance('PT2H')

  expect(await stateOf(cobru, url)).toBe(5)
})

test('leaves a paid payment alone when its last day ends', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ expiration_days: 0 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  await cobru.sandbox.clock.advance('P2D')
  expect(await stateOf(cobru, url)).toBe(3)
})

test('takes no details once it has expired', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create()
  await cobru.api.post(PATH, { url })

  const answer = await cobru.api.post(`/${url}`, { payment: 'breb' })

  expect(answer).toMatchObject({ status: 400, body: { result: 'error' } })
  expect(hintsOf(answer).hint).toContain('expired')
})
