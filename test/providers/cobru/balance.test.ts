/** Balance, movements and the list that does not exist (E.7, 183). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf, START_AT } from './kit.ts'
import { BANK, CASH, done } from './money.ts'

const MOVEMENTS = '/movements/movements_by_types/'

test('cobru.balance.shape = merged: currencies beside what the older shape has', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.balance.shape': 'merged' } })
  await done(cobru.api, '/cashwithdraw/', CASH)
  expect((await cobru.api.get('/balance/')).body).toEqual({
    balance: '1990000.00',
    balance_cop: '1990000.00',
    balance_usd: '9995.00',
    balance_ars: '10000.00',
    balance_mxn: '96536.31',
    balance_brl: '89772737.20',
    pendingBalance: '9700.00',
    saved: 0,
    profits: 0,
  })
})

test.each([
  ['cobru.balance.shape = multi: the six of the current documents', 'multi', 6],
  ['cobru.balance.shape = legacy: the five of the older ones', 'legacy', 5],
])('%s', async (_, variant, count) => {
  await using cobru = await createCobru({ variants: { 'cobru.balance.shape': variant } })
  const answer = await cobru.api.get('/balance/')
  expect(Object.keys(answer.body)).toHaveLength(count)
  expect(answer.body).toMatchObject({ balance: '2000000.00', balance_usd: '9995.00' })
  expect(hintsOf(answer).quirks).toEqual([`cobru.balance.shape=${variant}`])
  expect('pendingBalance' in answer.body).toBe(variant === 'legacy')
})

test('cobru.movements.string-money = as-sample: money is text, dates are epoch ms, unpaid is 0', async () => {
  await using cobru = await createCobru()
  const paid = await cobru.create({ amount: 50_000 })
  await cobru.sandbox.trigger('cobru.payment.approve', { url: paid.url })
  await cobru.create({ amount: 10_000 })

  const { body } = await cobru.api.get(`${MOVEMENTS}?by_cobrus=true&per_page=10&page_num=1`)

  expect(body.data).toMatchObject([
    { type: 'cobru', amount: '10000.00', state: 0, date_payed: 0, fee_iva: 0.19 },
    {
      type: 'cobru',
      pk: paid.pk,
      reference_cobru: String(paid.pk),
      url: paid.url,
      amount: '50000.00',
      payed_amount: '47605.00',
      fee_amount: '2395.00',
      state: 3,
      date_created: START_AT,
      date_payed: START_AT,
      img: 'http://placehold.it/50x50',
    },
  ])
  expect(Object.keys(body.data[0])).toHaveLength(41)
})

test('cobru.movements.broken-sample = status-in-body: `status` stands beside the rows', async () => {
  await using cobru = await createCobru()
  const { text } = await cobru.api.get(`${MOVEMENTS}?by_sends=true`)
  expect(text).toBe('{"data":[],"status":200}')
})

test('cobru.movements.one-flag = first-wins: of several types the first is listed', async () => {
  await using cobru = await createCobru()
  await done(cobru.api, '/cashwithdraw/', CASH)
  await cobru.create()
  const answer = await cobru.api.get(`${MOVEMENTS}?by_withdraws=true&by_cobrus=true`)
  expect(answer.body.data).toMatchObject([{ type: 'cobru' }])
  expect(hintsOf(answer).hint).toContain('one type per request')
})

test('cobru.movements.one-flag = 400: several types are refused', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.movements.one-flag': '400' } })
  const both = await cobru.api.get(`${MOVEMENTS}?by_withdraws=true&by_cobrus=true`)
  const one = await cobru.api.get(`${MOVEMENTS}?by_withdraws=false&by_cobrus=true`)
  expect(both).toMatchObject({ status: 400, body: { error: expect.any(String) } })
  expect(one.status).toBe(200)
})

test.each([
  ['cobru.movements.order = newest-first: the last payment comes first', 'newest-first', 1],
  ['cobru.movements.order = oldest-first: the first payment comes first', 'oldest-first', 0],
])('%s', async (_, variant, first) => {
  await using cobru = await createCobru({ variants: { 'cobru.movements.order': variant } })
  const made = [await cobru.create(), await cobru.create()]
  const { body } = await cobru.api.get(`${MOVEMENTS}?by_cobrus=true&per_page=1`)
  expect(body.data).toMatchObject([{ pk: made[first]!.pk }])
})

test('no type at all is refused, and so is a page that is none', async () => {
  await using cobru = await createCobru()
  expect(await cobru.api.get(MOVEMENTS)).toMatchObject({ status: 400 })
  expect(await cobru.api.get(`${MOVEMENTS}?by_sends=true&page_num=0`)).toMatchObject({
    status: 400,
    body: { page_num: ['Ensure this value is greater than or equal to 1.'] },
  })
})

test('lists withdrawals, transfers and other payments, newest first', async () => {
  await using cobru = await createCobru()
  const { ref } = await done(cobru.api, '/cashwithdraw/', CASH)
  await cobru.sandbox.clock.advance(1_000)
  const { pk } = await done(cobru.api, '/thirdpartywithdraw/', BANK)
  await done(cobru.api, '/send/', { to_user: '3001234567', amount: 99_000 })
  await done(cobru.api, '/request_service_reload/', {
    value: 5_000,
    recipient: '3',
    operator: 'tigo',
  })
  const list = async (flag: string) => (await cobru.api.get(`${MOVEMENTS}?${flag}=true`)).body.data

  expect(await list('by_withdraws')).toMatchObject([
    {
      type: 'third_party_withdraw',
      pk,
      amount: '10123.30',
      payed_amount: '10000.00',
      gmf: '40.00',
    },
    { type: 'cash_withdraw', pk: ref, amount: '10000.00', payed_amount: '9700.00', state: 0 },
  ])
  expect(await list('by_sends')).toMatchObject([{ type: 'send', amount: '99000.00' }])
  expect(await list('by_other_payments')).toMatchObject([{ type: 'recharge', amount: '5000.00' }])
})

test('pages as asked, and beyond the end shows nothing', async () => {
  await using cobru = await createCobru()
  for (let n = 0; n < 12; n++) await cobru.create({ description: `Orden ${n}` })
  const page = async (query: string) =>
    (await cobru.api.get(`${MOVEMENTS}?by_cobrus=true${query}`)).body.data
  expect(await page('')).toHaveLength(10)
  expect(await page('&page_num=2')).toHaveLength(2)
  expect(await page('&per_page=5&page_num=3')).toMatchObject([{}, { description: 'Orden 0' }])
  expect(await page('&page_num=3')).toEqual([])
})

test('cobru.docs.no-list-endpoint = 405: payments are not listed at /cobru/', async () => {
  await using cobru = await createCobru()
  await cobru.create()
  const answer = await cobru.api.get('/cobru/')
  expect(answer).toMatchObject({ status: 405, body: { detail: 'Method "GET" not allowed.' } })
  expect(answer.headers.get('allow')).toBe('POST')
  expect(hintsOf(answer).hint).toContain('movements_by_types')
})

test('cobru.docs.no-list-endpoint = list: the promised list, in the shape of a detail', async () => {
  await using cobru = await createCobru({
    variants: {
      'cobru.docs.no-list-endpoint': 'list',
      'cobru.detail.keys-absent': 'extended',
    },
  })
  const { url } = await cobru.create()
  const answer = await cobru.api.get('/cobru/')
  expect(answer.body).toEqual([(await cobru.api.get(`/cobru_detail/${url}`)).body])
})
