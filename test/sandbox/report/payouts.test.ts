/** Readiness items about payouts: keys, balance before, reading after. */
import { expect, test } from 'vitest'
import { createShop, type Shop, WITHDRAWAL } from './kit.ts'

const PATH = '/thirdpartywithdraw/'

const payOut = (shop: Shop, fields: object = {}) =>
  shop.post(PATH, { ...WITHDRAWAL, idempotency_key: 'order-1', ...fields })

test('a payout with a key of its own is met', async () => {
  const shop = await createShop()
  expect((await shop.item('payout-key')).verdict).toBe('not-seen')
  await payOut(shop)
  await payOut(shop, { idempotency_key: 'order-2', amount: 20_000 })
  expect((await shop.item('payout-key')).verdict).toBe('met')
})

test('a payout without a key, or with one used for another, is violated', async () => {
  const shop = await createShop()
  await payOut(shop, { idempotency_key: undefined })
  await payOut(shop)
  await payOut(shop, { amount: 20_000 })
  expect((await shop.item('payout-key')).findings).toMatchObject([
    { requests: ['req_2'], saw: 'It carries no idempotency_key.' },
    { requests: ['req_3', 'req_4'], saw: 'Its idempotency_key was used before, for another body.' },
  ])
})

test.each([
  ['the same payout again under the same key', {}, {}],
  ['a corrected body under the key of what was refused', { account_holder_name: undefined }, {}],
])('%s is fine', async (_what, first, second) => {
  const shop = await createShop()
  await payOut(shop, first)
  await payOut(shop, second)
  expect((await shop.item('payout-key')).verdict).toBe('met')
})

test('a payout refused for its credentials needs no key', async () => {
  const shop = await createShop()
  await shop.post(PATH, WITHDRAWAL, { authorization: 'Bearer nonsense' })
  expect((await shop.item('payout-key')).verdict).toBe('not-seen')
})

test('the balance is read before a payout, and counts for five minutes', async () => {
  const shop = await createShop()
  await shop.get('/balance/')
  await payOut(shop)
  await shop.sandbox.clock.advance('PT5M')
  await payOut(shop, { idempotency_key: 'order-2' })
  expect((await shop.item('payout-balance')).verdict).toBe('met')
  await shop.sandbox.clock.advance(1)
  await payOut(shop, { idempotency_key: 'order-3' })
  expect(await shop.item('payout-balance')).toMatchObject({
    verdict: 'violated',
    findings: [{ requests: ['req_5'], cure: 'Read getBalance within 5 minutes before it.' }],
  })
})

test('a balance read afterwards, or not answered, is none', async () => {
  const shop = await createShop()
  await shop.get('/balance/', { authorization: 'Bearer nonsense' })
  await payOut(shop)
  await shop.get('/balance/')
  expect((await shop.item('payout-balance')).verdict).toBe('violated')
})

test('a payout that is refused for a missing field needs no balance', async () => {
  const shop = await createShop()
  await payOut(shop, { account_holder_name: undefined })
  expect((await shop.item('payout-balance')).verdict).toBe('not-seen')
})

test.each(['/thirdpartywithdraw/PK', '/get_withdraw/?pk=PK', '/thirdpartywithdraw/'])(
  'a payout read by GET %s is met',
  async (path) => {
    const shop = await createShop()
    const { body } = await payOut(shop)
    expect((await shop.item('payout-poll')).verdict).toBe('violated')
    const answer = await shop.get(path.replace('PK', String(body.pk)))
    expect(answer.status).toBe(200)
    expect((await shop.item('payout-poll')).verdict).toBe('met')
  },
)

test('reading one payout is not reading another', async () => {
  const shop = await createShop()
  const first = await payOut(shop)
  await payOut(shop, { idempotency_key: 'order-2' })
  await shop.get(`/thirdpartywithdraw/${first.body.pk}`)
  expect((await shop.item('payout-poll')).findings).toMatchObject([{ requests: ['req_3'] }])
})

test('a payout that was refused asks for no reading', async () => {
  const shop = await createShop()
  await payOut(shop, { account_holder_name: undefined })
  expect((await shop.item('payout-poll')).verdict).toBe('not-seen')
})
