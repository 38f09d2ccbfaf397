/** Celo dollars and other crypto currencies (E.10). */
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru } from './kit.ts'
import { balanceOf, done, expectBalanced, readBooks } from './money.ts'

const OTHER = '0xc0665cdf91abdf023e1437dc90a7f1a38fd3a346'

const balance = async ({ api }: Cobru) => (await api.get('/celo/')).body.balance
const receive = (cobru: Cobru, amount: number) =>
  cobru.sandbox.trigger('cobru.celo.receive', { amount })

test('cobru.celo.get-creates = creates: the first look makes an empty wallet', async () => {
  await using cobru = await createCobru()
  const first = (await cobru.api.get('/celo/')).body
  expect(first).toEqual({ address: expect.stringMatching(/^0x[0-9a-f]{40}$/), balance: '0' })
  expect((await cobru.api.get('/celo/')).body).toEqual(first)
})

test('cobru.celo.account-verb = both: 24 words by GET and POST', async () => {
  await using cobru = await createCobru()
  const { address } = (await cobru.api.get('/celo/')).body
  const posted = (await cobru.api.post('/celo/account/')).body
  expect(posted).toMatchObject({ address })
  expect(posted.mnemonic.split(' ')).toHaveLength(24)
  expect((await cobru.api.get('/celo/account/')).body).toEqual(posted)
})

test('sends to an address and lists what came and went', async () => {
  await using cobru = await createCobru()
  await receive(cobru, 3.8)
  const { success, tx } = await done(cobru.api, '/celo/', { to: OTHER, amount: 1.1 })
  expect([success, tx]).toEqual([true, expect.stringMatching(/^0x[0-9a-f]{64}$/)])
  expect(await balance(cobru)).toBe('2.7')
  const { address } = (await cobru.api.get('/celo/')).body
  const { body } = await cobru.api.get('/celo/transactions/cusd/')
  expect(body).toEqual([
    { value: 1.1, from: address, to: OTHER, hash: tx, timestamp: '1775487600', symbol: 'cUSD' },
    expect.objectContaining({ value: 3.8, to: address }),
  ])
  await expectBalanced(cobru)
})

test('cobru.celo.send-rule = at-most-balance: the balance is enough, more is not', async () => {
  await using cobru = await createCobru()
  await receive(cobru, 1)
  const send = (amount: number) => cobru.api.post('/celo/', { to: OTHER, amount })
  expect(await send(1.00000001)).toMatchObject({
    status: 400,
    body: { success: false, error: 'balance' },
  })
  expect(await send(1)).toMatchObject({ status: 200 })
  expect(await balance(cobru)).toBe('0')
})

test('an address that is not one is wrong data; one`s own keeps the balance', async () => {
  await using cobru = await createCobru()
  await receive(cobru, 1)
  const { address } = (await cobru.api.get('/celo/')).body
  expect(await cobru.api.post('/celo/', { to: 'x', amount: 1 })).toMatchObject({
    status: 400,
    body: { success: false, error: 'wrong_data' },
  })
  await done(cobru.api, '/celo/', { to: address, amount: 0.5 })
  expect(await balance(cobru)).toBe('1')
})

test('buys CUSD at the rate, for the own wallet or another', async () => {
  await using cobru = await createCobru()
  const [{ usd, cop }] = (await cobru.api.get('/crypto/rates/')).body
  expect([usd, cop]).toEqual([1.03, 4269.8571])
  const order = { currency: 'CUSD', amount: 0.5, longitude: '20320323', latitude: '832882383' }

  const own = await done(cobru.api, '/crypto/buy/', { ...order, wallet: 'cobru' })
  expect(own).toEqual({
    success: true,
    details: { success: true, transaction: expect.stringMatching(/^0x[0-9a-f]{64}$/) },
  })
  expect(await balance(cobru)).toBe('0.5')
  expect(await balanceOf(cobru)).toBe('1997865.07')
  await done(cobru.api, '/crypto/buy/', { ...order, wallet: OTHER })
  expect(await balance(cobru)).toBe('0.5')
  expect(await readBooks(cobru)).toMatchObject({ 'outside/CUSD': 50_000_000 })
  await expectBalanced(cobru)
})

test.each([
  [{ currency: 'BTC', amount: 1, wallet: 'cobru' }, 'currency'],
  [{ currency: 'CUSD', amount: 1, wallet: 'x' }, 'wallet'],
  [{ currency: 'CUSD', amount: 1_000, wallet: 'cobru' }, 'not enough balance'],
  [{ currency: 'CUSD', amount: 0.000000001, wallet: 'cobru' }, 'amount'],
])('%j is not sold', async (body, details) => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/crypto/buy/', body)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ success: false, details })
})

test('cobru.celo.quote-verb = both: GET and POST quote alike, two percent on top', async () => {
  await using cobru = await createCobru()
  const { body } = await cobru.api.get('/pay_with_celo/?amount=30000')
  expect(body).toEqual({
    amount: '30000',
    trm: 4145.49237,
    celo_exchange_fee: 2,
    amount_usd: expect.closeTo(30_000 / 4145.49237, 12),
    exchange_fee: expect.closeTo((30_000 / 4145.49237) * 0.02, 12),
    total: expect.closeTo((30_000 / 4145.49237) * 1.02, 12),
  })
  expect((await cobru.api.post('/pay_with_celo/?amount=30000')).body).toEqual(body)
  expect(await cobru.api.get('/pay_with_celo/')).toMatchObject({ status: 400 })
})

test('cobru.celo.result-200 = 200: a cobru is paid, its net credited, CUSD debited', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 50_000 })
  const pay = () => cobru.api.post('/pay_with_celo/', { url })
  expect(await pay()).toMatchObject({ status: 400, body: { error: 'balance' } })
  await receive(cobru, 20)

  expect(await pay()).toMatchObject({ status: 200, text: '{"result":200}' })

  expect((await cobru.api.get(`/cobru_detail/${url}`)).body).toMatchObject({
    state: 3,
    payment_method: 'CUSD',
  })
  expect(await balanceOf(cobru)).toBe('2047605.00')
  expect(Number(await balance(cobru))).toBeCloseTo(20 - (50_000 / 4145.49237) * 1.02, 7)
  expect(await pay()).toMatchObject({ status: 400, body: { result: 'COBRU_IS_PAYED' } })
  expect(await cobru.api.post('/pay_with_celo/', { url: 'zzzzzzzz' })).toMatchObject({
    status: 404,
  })
  await expectBalanced(cobru)
})

test('a cobru is paid in CUSD from any wallet: an address and an amount to pay', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 50_000, payment_method_enabled: '{"CUSD":true}' })
  const payer = {
    name: 'Rosa Ensayo',
    payment: 'CUSD',
    document_type: 'PPN',
    cc: '1.000.000.000',
    email: 'rosa@example.com',
    phone: '3106810000',
  }
  const { status, body } = await cobru.api.post(`/${url}`, payer)
  expect(status).toBe(200)
  expect(body[0].fields).toMatchObject({ method: 'CUSD', amount: '12.30251933' })
  expect(body[0].fields.checkout).toMatch(/^0x[0-9a-f]{40}$/)
  const page = await cobru.api.send(`/${url}?lang=en`)
  expect(page.text).toContain(body[0].fields.checkout)

  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await balanceOf(cobru)).toBe('2047605.00')
})

test('crypto currencies are quoted as always', async () => {
  await using cobru = await createCobru()
  const { body } = await cobru.api.post('/crypto_currencies_available/', { amount: 1 })
  expect(body).toHaveLength(7)
  expect(body).toContainEqual({ currency: 'BTC', amount: '0.00014099' })
})

test('an order is unpaid until its payment is paid', async () => {
  await using cobru = await createCobru()
  const { url } = await cobru.create({ amount: 10_633.08 })
  const [order] = (await cobru.api.post(`/${url}`, { payment: 'breb' })).body
  const status = async () =>
    (await cobru.api.get(`/crypto_status/${order.fields.GOrdenId}/BTC`)).body
  expect(await status()).toEqual({ state: 'unpaid', amount: '10633.08', exceed: 0 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url })
  expect(await status()).toMatchObject({ state: 'approved' })
  expect(await cobru.api.get('/crypto_status/nada/BTC')).toMatchObject({ status: 404 })
})

test('the poll of a Bancolombia QR is known by name only', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.send('/wompi_status/', { method: 'POST' })
  expect(answer.status).toBe(501)
  expect(answer.headers.get('x-ensayo-evidence')).toBe('named')
})

test('accounts have wallets of their own', async () => {
  await using cobru = await createCobru()
  await receive(cobru, 5)
  const { headers } = await authorise((await cobru.sandbox.account()).cobru)
  expect((await cobru.api.get('/celo/', headers)).body.balance).toBe('0')
})
