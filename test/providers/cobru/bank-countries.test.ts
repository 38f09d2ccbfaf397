/** Bre-B, Brazil, Argentina and Mexico, on both generations of paths (E.9). */
import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf } from './kit.ts'
import { done, expectBalanced, readBooks } from './money.ts'

const CONTACT = { account_phone: '3000000000', account_email: 'rosa@example.com' }
const BREB = {
  amount: 2_000,
  account_holder_name: 'Rosa Ensayo',
  account_type: 8,
  key_value: '@LLAVE7984',
}
const PIX = {
  ...CONTACT,
  amount: 200.75,
  currency_code: 'BRL',
  pix_key: 'pixkey@example.com',
  pix_key_type: 'email',
  cpf: '55566644488',
}
const CBU = { ...CONTACT, amount: 500, currency_code: 'ARS', bank_name: 3, cbu: '1'.repeat(22) }
const CLABE = {
  ...CONTACT,
  amount: 1_000,
  currency_code: 'MXN',
  clabe: '1'.repeat(18),
  beneficiary: 'Rosa Ensayo',
}

test('cobru.bank.path-generations = all: every generation creates a withdrawal', async () => {
  await using cobru = await createCobru()
  const paths: [string, object][] = [
    ['/withdraw/co/', BREB],
    ['/withdraw/br/', PIX],
    ['/withdraw/ar/', CBU],
    ['/withdraw/mx/', CLABE],
    ['/third_party_withdraw/create/brl/', { ...PIX, bank_name: 902 }],
    ['/third_party_withdraw/create/ars/', CBU],
    ['/third_party_withdraw/create/mxn/', { ...CLABE, bank_name: 904, coupon: 'ENSAYO' }],
  ]
  for (const [path, body] of paths) {
    expect(await done(cobru.api, path, body)).toMatchObject({
      pk: expect.any(Number),
      state: 'created',
    })
  }
  expect((await cobru.api.get('/thirdpartywithdraw/')).body).toHaveLength(7)
  await cobru.sandbox.clock.advance('PT3M')
  expect(await readBooks(cobru)).toMatchObject({
    'outside/BRL': 40_150,
    'outside/ARS': 100_000,
    'outside/MXN': 200_000,
  })
  await expectBalanced(cobru)
})

test.each([
  ['/withdraw/br/', PIX, 'balance_brl', '89772536.45', 200.75],
  ['/withdraw/ar/', CBU, 'balance_ars', '9500.00', 500],
  ['/withdraw/mx/', CLABE, 'balance_mxn', '95536.31', 1000],
])('%s debits its own currency, without costs', async (path, body, key, left, payed) => {
  await using cobru = await createCobru()
  const made = await done(cobru.api, path, body)
  expect(made).toMatchObject({ payed_amount: payed, fee: 0, gmf: 0 })
  expect((await cobru.api.get('/balance/')).body).toMatchObject({
    [key]: left,
    balance: '2000000.00',
  })
})

test('the balance of another currency does not help', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/withdraw/ar/', { ...CBU, amount: 10_000.01 })
  expect(answer).toMatchObject({ status: 400, body: { error: 'not enough balance' } })
  expect(hintsOf(answer).hint).toContain('10000.00 ARS')
})

test('cobru.bank.breb-fields = stoplight: a key beside the name, with Colombian costs', async () => {
  await using cobru = await createCobru()
  const made = await done(cobru.api, '/withdraw/co/', BREB)
  expect(made).toMatchObject({
    amount: 2000,
    payed_amount: 1909.06,
    fee: 70,
    gmf: 7.64,
    account_number: '@LLAVE7984',
    account_type: 8,
  })
  expect(
    await cobru.api.post('/withdraw/co/', { amount: 2_000, destination: '@L1' }),
  ).toMatchObject({
    status: 400,
    body: { key_value: ['This field is required.'] },
  })
})

test('cobru.bank.breb-fields = openapi: a destination alone', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.breb-fields': 'openapi' } })
  const answer = await cobru.api.post('/withdraw/co/', { amount: 2_000, destination: '@L1' })
  expect(answer).toMatchObject({ status: 200, body: { account_number: '@L1' } })
  expect(hintsOf(answer).quirks).toContain('cobru.bank.breb-fields=openapi')
})

test('a key of one`s own is refused', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/withdraw/co/', { ...BREB, key_value: '3100000001' })
  expect(answer).toMatchObject({ status: 400, body: { error: 'R016' } })
})

test('a payout of any rail tells the callback', async () => {
  await using cobru = await createCobru()
  const callback = cobru.sandbox.inbox.url
  const { pk } = await done(cobru.api, '/withdraw/co/', { ...BREB, callback })
  await cobru.sandbox.clock.advance('PT30S')
  expect((await cobru.sandbox.inbox.next()).body).toMatchObject({ id: pk, state: 1 })
})

test.each([2, '6', 'email', 'random'])(
  'cobru.bank.pix-type = both: %j is a type of key',
  async (type) => {
    await using cobru = await createCobru()
    const answer = await cobru.api.post('/withdraw/br/', { ...PIX, pix_key_type: type })
    expect(answer.status).toBe(200)
  },
)

test('a type of key that is not one is refused', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/withdraw/br/', { ...PIX, pix_key_type: 1 })
  expect(answer.body).toEqual({ pix_key_type: ['"1" is not a valid choice.'] })
})

const { cpf: _, ...NO_TAX_NUMBER } = PIX

test('cobru.bank.cpf-or-cnpj = one-required: neither is refused', async () => {
  await using cobru = await createCobru()
  const post = (over: object) => cobru.api.post('/withdraw/br/', { ...NO_TAX_NUMBER, ...over })
  expect(await post({})).toMatchObject({ status: 400, body: { cpf: ['This field is required.'] } })
  expect(await post({ cnpj: '12345678000199' })).toMatchObject({ status: 200 })
})

test('cobru.bank.cpf-or-cnpj = optional: neither is taken', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.cpf-or-cnpj': 'optional' } })
  expect((await cobru.api.post('/withdraw/br/', NO_TAX_NUMBER)).status).toBe(200)
})

const { cbu: __, ...NO_ACCOUNT } = CBU

test('cobru.bank.cbu-or-cvu = one-required: neither is refused, either has 22 digits', async () => {
  await using cobru = await createCobru()
  const post = (over: object) => cobru.api.post('/withdraw/ar/', { ...NO_ACCOUNT, ...over })
  expect(await post({})).toMatchObject({ status: 400, body: { cbu: ['This field is required.'] } })
  expect(await post({ cvu: '2'.repeat(22) })).toMatchObject({ status: 200 })
  expect(await post({ cvu: '2'.repeat(21) })).toMatchObject({
    status: 400,
    body: { cvu: ['Enter 22 digits.'] },
  })
})

test.each([3, '3', 'Banco Nación'])(
  'cobru.bank.ar-bank-type = both: %j names a bank',
  async (bank_name) => {
    await using cobru = await createCobru()
    expect((await cobru.api.post('/withdraw/ar/', { ...CBU, bank_name })).status).toBe(200)
  },
)

test.each([
  { longitude: '74.0060', latitude: '40.7128' },
  { longitude: 74.006, latitude: 40.7128 },
])('cobru.bank.geo-fields = both: %j is taken in every country', async (geo) => {
  await using cobru = await createCobru()
  const post = async (path: string, body: object) =>
    (await cobru.api.post(path, { ...body, ...geo })).status
  expect(await post('/withdraw/br/', PIX)).toBe(200)
  expect(await post('/withdraw/ar/', CBU)).toBe(200)
  expect(await post('/withdraw/mx/', CLABE)).toBe(200)
})

test('cobru.bank.mx-coupon-required = required: on the oldest page only', async () => {
  await using cobru = await createCobru()
  const body = { ...CLABE, bank_name: 904 }
  const oldest = (cobru_: Cobru, over: object) =>
    cobru_.api.post('/third_party_withdraw/create/mxn/', { ...body, ...over })
  expect(await oldest(cobru, {})).toMatchObject({
    status: 400,
    body: { coupon: ['This field is required.'] },
  })
  expect(await oldest(cobru, { coupon: 'ENSAYO' })).toMatchObject({ status: 200 })
  expect(await cobru.api.post('/withdraw/mx/', body)).toMatchObject({ status: 200 })
})

test.each([
  ['/withdraw/br/', { ...PIX, currency_code: 'COP' }, 'currency_code'],
  ['/withdraw/mx/', { ...CLABE, clabe: '123' }, 'clabe'],
  ['/withdraw/mx/', { ...CLABE, beneficiary: '' }, 'beneficiary'],
  ['/withdraw/ar/', { ...CBU, account_phone: undefined }, 'account_phone'],
])('%s is refused where %j has no valid %s', async (path, body, field) => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post(path, body)
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.body)).toEqual([field])
})
