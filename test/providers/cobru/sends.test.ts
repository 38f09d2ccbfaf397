/** Transfers between Cobru users (E.7). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf } from './kit.ts'
import { balanceOf, done, readBooks } from './money.ts'

const DATE = '2026-04-06T10:00:00.000000-05:00'

test('cobru.send.success-has-pk = pk: a transfer answers its number and moves at once', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/send/', { amount: 99_000, to_user: '3001234567' })
  expect(answer).toMatchObject({ status: 200 })
  expect(answer.body).toEqual({
    pk: 8400,
    from_user: '3100000001',
    to_user: '3001234567',
    amount: 99_000,
    date: DATE,
  })
  expect(await balanceOf(cobru)).toBe('1901000.00')
  expect(await readBooks(cobru)).toMatchObject({ 'wallet:3001234567/COP': 9_900_000 })
})

test('cobru.send.to-user-alias = both: `toUser` is read too', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/send/', { amount: 99_000, toUser: '3001234567' })
  expect(answer).toMatchObject({ status: 200, body: { pk: 8400 } })
  expect(hintsOf(answer).hint).toBe('Name the receiver `to_user`.')
})

test('cobru.send.to-user-alias = to_user: `toUser` is not read', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.send.to-user-alias': 'to_user' } })
  const answer = await cobru.api.post('/send/', { amount: 99_000, toUser: '3001234567' })
  expect(answer).toMatchObject({ status: 400, body: { to_user: ['This field is required.'] } })
  expect(hintsOf(answer).hint).toBe('Name the receiver `to_user`.')
})

test.each([
  ['cobru.send.list-directions = username: by user name', 'username', '3100000001', '3100000002'],
  [
    'cobru.send.list-directions = document: by document, a number',
    'document',
    900100001,
    1000000002,
  ],
  [
    'cobru.send.list-directions = email: by e-mail',
    'email',
    'comercio@example.com',
    'ana.ensayo@example.com',
  ],
])('%s; sent and received are listed, newest first', async (_, variant, owner, other) => {
  await using cobru = await createCobru({ variants: { 'cobru.send.list-directions': variant } })
  await done(cobru.api, '/send/', { to_user: 3_100_000_002, amount: '1000.50' })
  await cobru.sandbox.trigger('cobru.send.receive', { from: '3100000002', amount: 5_000 })

  expect((await cobru.api.get('/send/')).body).toEqual([
    { from_user: other, to_user: owner, amount: 5_000, date: DATE },
    { from_user: owner, to_user: other, amount: 1_000.5, date: DATE },
  ])
  expect(await balanceOf(cobru)).toBe('2003999.50')
})

test('a user spends what it has before money comes from outside', async () => {
  await using cobru = await createCobru()
  await done(cobru.api, '/send/', { to_user: '3100000002', amount: 1_000 })
  await cobru.sandbox.trigger('cobru.send.receive', { from: 3_100_000_002, amount: 1_500 })
  expect(await readBooks(cobru)).toMatchObject({ 'outside/COP': -50_000 })
  expect(await readBooks(cobru)).not.toHaveProperty('wallet:3100000002/COP')
})

test('a user of the sandbox pays a cobru from what it was sent', async () => {
  await using cobru = await createCobru()
  await done(cobru.api, '/send/', { to_user: '3100000002', amount: 60_000 })
  const { url } = await cobru.create({ amount: 50_000 })
  await done(cobru.api, `/${url}`, { payment: 'cobru', phone: '3100000002' })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await readBooks(cobru)).toMatchObject({ 'wallet:3100000002/COP': 1_000_000 })
  expect(await readBooks(cobru)).not.toHaveProperty('outside/COP')
})

test('nobody is found by a phone that no user has, nor by a name of every object', async () => {
  await using cobru = await createCobru()
  for (const to_user of ['3999999999', 'constructor', '__proto__']) {
    const answer = await cobru.api.post('/send/', { to_user, amount: 1 })
    expect(answer).toMatchObject({ status: 404, body: { error: 'Usuario no encontrado.' } })
    expect(hintsOf(answer).hint).toContain('3001234567')
  }
})

test('nobody sends to themselves', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/send/', { to_user: '3100000001', amount: 1 })
  expect(answer).toMatchObject({ status: 403, body: { result: 'same_user' } })
})

test.each([0, -1, '0.00', 'mucho', 0.001, null])('an amount of %j is refused', async (amount) => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/send/', { to_user: '3001234567', amount })
  expect(answer).toMatchObject({ status: 400, body: { amount: [expect.any(String)] } })
})

test('the trigger says which users there are', async () => {
  await using cobru = await createCobru()
  const play = cobru.sandbox.trigger('cobru.send.receive', { from: '1', amount: 1 })
  await expect(play).rejects.toThrow('No Cobru user has the phone 1; 3100000002 is one')
})
