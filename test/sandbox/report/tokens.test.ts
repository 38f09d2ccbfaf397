/** Readiness items about tokens: kept, reused, renewed in time. */
import { expect, test } from 'vitest'
import { createShop } from './kit.ts'

test('a token that is used twice is kept', async () => {
  const shop = await createShop()
  await shop.get('/balance/')
  expect((await shop.item('token-cache')).verdict).toBe('not-seen')
  await shop.get('/balance/')
  expect((await shop.item('token-cache')).verdict).toBe('met')
})

test('a token for every call is a storm, and the report names the calls', async () => {
  const shop = await createShop()
  for (let call = 0; call < 3; call++) {
    await shop.get('/balance/')
    await shop.login()
  }
  const item = await shop.item('token-cache')
  expect(item).toMatchObject({
    verdict: 'violated',
    findings: [
      {
        where: expect.arrayContaining(['req_1 POST /token/refresh/ → 200']),
        saw: '3 tokens were asked for while the one before was fresh and had been used once at most.',
        cure: 'Keep the token and use it until shortly before its end; it lives 1 hour.',
      },
    ],
  })
  expect(item.source.url).toBe('https://docs.cobru.co/en/docs/authentication')
})

test.each([
  [
    'one restart',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      await shop.login()
      await shop.get('/balance/')
      await shop.get('/balance/')
    },
  ],
  [
    'renewing shortly before the end',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      for (let hour = 0; hour < 5; hour++) {
        await shop.get('/balance/')
        await shop.sandbox.clock.advance('PT50M')
        await shop.login()
      }
      await shop.get('/balance/')
      await shop.get('/balance/')
    },
  ],
  [
    'a new token because the old one was refused',
    async (shop: Awaited<ReturnType<typeof createShop>>) => {
      for (let round = 0; round < 3; round++) {
        await shop.get('/balance/', { 'x-api-key': 'wrong' })
        await shop.login()
      }
      await shop.get('/balance/')
      await shop.get('/balance/')
    },
  ],
])('%s is not a storm', async (_what, act) => {
  const shop = await createShop()
  await act(shop)
  expect((await shop.item('token-cache')).verdict).toBe('met')
})

test('many tokens within one life are a storm even when each is used', async () => {
  const shop = await createShop()
  for (let login = 0; login < 11; login++) {
    for (let call = 0; call < 3; call++) await shop.get('/balance/')
    if (login < 9) await shop.login()
  }
  expect((await shop.item('token-cache')).verdict).toBe('met')
  await shop.login()
  expect((await shop.item('token-cache')).findings[0]!.saw).toBe(
    'More than 10 tokens were asked for within the life of one.',
  )
})

test('a token renewed before its end is in time', async () => {
  const shop = await createShop()
  await shop.get('/balance/')
  expect(await shop.item('token-in-time')).toMatchObject({
    verdict: 'not-seen',
    notes: [
      'No token came near its end. Advance the clock by 55 minutes between two calls.',
      expect.stringContaining('ensayo clock advance PT55M'),
    ],
  })
  await shop.sandbox.clock.advance('PT55M')
  await shop.login()
  await shop.get('/balance/')
  expect((await shop.item('token-in-time')).verdict).toBe('met')
})

test('a token sent after its end is late, also when the client then renews it', async () => {
  const shop = await createShop()
  await shop.sandbox.clock.advance('PT1H')
  expect((await shop.get('/balance/')).status).toBe(401)
  await shop.login()
  await shop.get('/balance/')
  expect(await shop.item('token-in-time')).toMatchObject({
    verdict: 'violated',
    findings: [
      {
        requests: ['req_1', 'req_2'],
        saw: 'The token was sent when it was 1 hour old, and refused; it lives 1 hour.',
      },
    ],
  })
})

test('the life of a token is that of the active variant', async () => {
  const shop = await createShop({ variants: { 'cobru.auth.token-ttl': '900s' } })
  await shop.sandbox.clock.advance('PT15M')
  await shop.get('/balance/')
  expect((await shop.item('token-in-time')).findings[0]!.saw).toContain('it lives 15 minutes')
})

test('a token from before a reset, and one that is merely wrong, are not late', async () => {
  const shop = await createShop()
  await shop.sandbox.reset()
  await shop.sandbox.clock.advance('PT2H')
  await shop.get('/balance/')
  await shop.get('/balance/', { authorization: 'Bearer nonsense' })
  expect((await shop.item('token-in-time')).verdict).toBe('not-seen')
})
