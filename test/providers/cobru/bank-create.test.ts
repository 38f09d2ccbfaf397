/** Bank withdrawals in Colombia: creation, costs and refusals (E.9). */
import { expect, test } from 'vitest'
import { createCobru, hintsOf, START_AT } from './kit.ts'
import { BANK, balanceOf, done, OLDER_BANK, readBooks } from './money.ts'

const PATH = '/thirdpartywithdraw/'

test('cobru.bank.create-status = 200: the full record, in the types of the current page', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post(PATH, {
    ...BANK,
    description: 'teste',
    callback: 'http://127.0.0.1:9/h',
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    type: 'third_party_withdraw',
    pk: 213_355,
    state: 'created',
    amount: 10123.3,
    payed_amount: 10000,
    fee: 70,
    fee_iva: 13.3,
    gmf: 40,
    account_number: '05559090119',
    description: 'teste',
    date_created: new Date(START_AT).toISOString(),
    date_consigned: null,
    date_deposited: null,
    date_rejected: null,
    date_payed: null,
    account_holder_name: 'TEST test test',
    account_holder_document_type: 0,
    account_holder_document: '21342134',
    account_date_registered: 0,
    account_type: 0,
    account_state: 0,
    account_bank: 'Nequi',
    owner_id: 17_883,
    owner_first_name: 'Comercio de Ensayo SAS',
    owner_last_name: '',
    payer_name: 'TEST test test',
    payer_id: '21342134',
    account_phone: '+57000000',
    account_email: 'test@example.com',
    bank_dispersion: null,
    payment_method: 'Retiro a tercero',
    currency_code: 'COP',
    callback: 'http://127.0.0.1:9/h',
    note: null,
  })
})

test('cobru.bank.create-status = 201: the same with 201', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.create-status': '201' } })
  expect(await cobru.api.post(PATH, BANK)).toMatchObject({ status: 201, body: { pk: 213_355 } })
})

test('cobru.bank.mixed-money-types = mixed: three amounts are text and two are numbers', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.mixed-money-types': 'mixed' } })
  expect(await done(cobru.api, PATH, BANK)).toMatchObject({
    amount: '10123.30',
    payed_amount: '10000.00',
    gmf: '40.00',
    fee: 70,
    fee_iva: 13.3,
  })
})

test('cobru.bank.mixed-money-types = numbers: every amount is a number', async () => {
  await using cobru = await createCobru()
  expect(await done(cobru.api, PATH, BANK)).toMatchObject({
    amount: 10123.3,
    payed_amount: 10000,
    gmf: 40,
    fee: 70,
    fee_iva: 13.3,
  })
})

test('cobru.bank.fee-direction = inside: the balance loses what was asked for', async () => {
  await using cobru = await createCobru()
  const body = await done(cobru.api, PATH, { ...BANK, amount: 250_000 })
  expect(body).toMatchObject({ amount: 250000, payed_amount: 248921.02, gmf: 995.68 })
  expect(await balanceOf(cobru)).toBe('1750000.00')
  expect(await readBooks(cobru)).toMatchObject({
    'transit:owner/COP': 24_892_102,
    'fees/COP': 7_000,
    'vat/COP': 1_330,
    'gmf/COP': 99_568,
  })
})

test('cobru.bank.fee-direction = on-top: the beneficiary gets what was asked for', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.fee-direction': 'on-top' } })
  const body = await done(cobru.api, PATH, { ...BANK, amount: 10_000 })
  expect(body).toMatchObject({ amount: 10123.3, payed_amount: 10000, gmf: 40 })
  expect(await balanceOf(cobru)).toBe('1989876.70')
})

test('an amount that the costs eat up is refused', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post(PATH, { ...BANK, amount: 83.3 })
  expect(answer).toMatchObject({ status: 400, body: { error: 'E001' } })
  expect(hintsOf(answer).hint).toContain('leave nothing')
  expect(await cobru.api.post(PATH, { ...BANK, amount: 84 })).toMatchObject({ status: 200 })
})

test('cobru.bank.bank-name-is-id = accept-both: an id or a name', async () => {
  await using cobru = await createCobru()
  const post = async (bank_name: unknown) =>
    (await cobru.api.post(PATH, { ...BANK, bank_name })).body
  expect(await post(22)).toMatchObject({ account_bank: 'Itau' })
  expect(await post('3')).toMatchObject({ account_bank: 'Bancamia S.A.' })
  expect(await post('Bancolombia')).toMatchObject({ account_bank: 'Bancolombia' })
  expect(await post(undefined)).toMatchObject({ account_bank: null })
})

test('cobru.bank.bank-name-is-id = int-id: a name is refused', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.bank-name-is-id': 'int-id' } })
  const named = await cobru.api.post(PATH, { ...BANK, bank_name: 'Bancolombia' })
  expect(named).toMatchObject({
    status: 400,
    body: { bank_name: ['A valid integer is required.'] },
  })
  expect(await cobru.api.post(PATH, { ...BANK, bank_name: '22' })).toMatchObject({ status: 200 })
})

test('an id that no list has is refused, with the list', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post(PATH, { ...BANK, bank_name: 99 })
  expect(answer.body).toEqual({ bank_name: ['Invalid pk "99" - object does not exist.'] })
  expect(hintsOf(answer).hint).toContain('22 Itau')
})

const WORDS = { account_type: 'savings', account_holder_document_type: 'NIT' }

test('cobru.bank.int-enums = accept-both: words stand for numbers', async () => {
  await using cobru = await createCobru()
  const body = await done(cobru.api, PATH, { ...BANK, ...WORDS })
  expect(body).toMatchObject({ account_type: 0, account_holder_document_type: 3 })
  const other = await done(cobru.api, PATH, { ...BANK, account_type: 'corriente' })
  expect(other).toMatchObject({ account_type: 1 })
})

test('cobru.bank.int-enums = int: words are refused', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.int-enums': 'int' } })
  const answer = await cobru.api.post(PATH, { ...BANK, ...WORDS })
  expect(answer).toMatchObject({ status: 400, body: { account_type: [expect.any(String)] } })
  expect(await cobru.api.post(PATH, BANK)).toMatchObject({ status: 200 })
})

test('cobru.bank.doc-type-2 = accepted: TI is taken, a type of no list is not', async () => {
  await using cobru = await createCobru()
  const post = (type: number) =>
    cobru.api.post(PATH, { ...BANK, account_holder_document_type: type })
  expect(await post(2)).toMatchObject({ status: 200, body: { account_holder_document_type: 2 } })
  expect(await post(9)).toMatchObject({
    status: 400,
    body: { account_holder_document_type: ['"9" is not a valid choice.'] },
  })
})

const { account_phone: _phone, account_email: _email, ...WITHOUT } = BANK

test('cobru.bank.phone-and-email = required: both are demanded', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.post(PATH, WITHOUT)).body).toEqual({
    account_phone: ['This field is required.'],
    account_email: ['This field is required.'],
  })
})

test('cobru.bank.phone-and-email = optional: a public client does without', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.phone-and-email': 'optional' } })
  expect(await done(cobru.api, PATH, WITHOUT)).toMatchObject({
    account_phone: '',
    account_email: '',
  })
})

test.each([
  ['E005', { account_number: 'ABC12345' }],
  ['R020', { account_number: '12345' }],
  ['R020', { account_number: '1'.repeat(21) }],
  ['R022', { account_holder_name: 'Al' }],
  ['R016', { account_number: '3100000001' }],
])('answers %s for %j', async (error, over) => {
  await using cobru = await createCobru({ variants: OLDER_BANK })
  const answer = await cobru.api.post(PATH, { ...BANK, ...over })
  expect(answer).toMatchObject({ status: 400, body: { error } })
  expect(hintsOf(answer).hint).toMatch(new RegExp(`^${error}: `))
  expect(await balanceOf(cobru)).toBe('2000000.00')
})

test.each([
  ['cobru.bank.duplicate-key = 400-error: a repeat is refused with 400', '400-error', 400],
  ['cobru.bank.duplicate-key = 200-error: a repeat is refused with 200', '200-error', 200],
])('%s', async (_, variant, status) => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.duplicate-key': variant } })
  const body = { ...BANK, idempotency_key: 'nomina-1' }
  const first = await cobru.api.post(PATH, body)
  const again = await cobru.api.post(PATH, body)
  expect(first).toMatchObject({ status: 200, body: { pk: 213_355 } })
  expect(again).toMatchObject({
    status,
    text: '{"error":"double_idempotency_key_in_thirdparty"}',
  })
  expect(hintsOf(again).quirks).toEqual([`cobru.bank.duplicate-key=${variant}`])
  expect(await balanceOf(cobru)).toBe('1989876.70')
})

test('a key is used up by a withdrawal, not by a refusal, and holds on every rail', async () => {
  await using cobru = await createCobru()
  const idempotency_key = 'nomina-2'
  const refused = await cobru.api.post(PATH, { ...BANK, amount: 9_000_000, idempotency_key })
  expect(refused.status).toBe(400)
  await done(cobru.api, PATH, { ...BANK, idempotency_key })
  const breb = { amount: 2_000, account_holder_name: 'Rosa', key_value: '@rosa', idempotency_key }
  expect(await cobru.api.post('/withdraw/co/', breb)).toMatchObject({ status: 400 })
})

test('banks are listed as printed', async () => {
  await using cobru = await createCobru()
  expect((await cobru.api.get('/bank_list_third_party_withdraw/')).body).toEqual([
    { id: 1, name: 'BBVA Colombia' },
    { id: 2, name: 'Banco GNB Sudameris' },
    { id: 3, name: 'Bancamia S.A.' },
    { id: 4, name: 'Banco AV Villas' },
    { id: 22, name: 'Itau' },
  ])
})

test('cobru.bank.country-code = two-and-three: CO in the query is COL in the answer', async () => {
  await using cobru = await createCobru()
  const { body } = await cobru.api.get('/bank_list/?country=CO')
  expect(body).toHaveLength(5)
  expect(body[0]).toEqual({ id: '1', name: 'BBVA Colombia', country: 'COL', currency: 'COP' })
  const all = (await cobru.api.get('/bank_list/')).body as { country: string }[]
  expect(new Set(all.map(({ country }) => country))).toEqual(
    new Set(['COL', 'ARG', 'BRA', 'ECU', 'MEX']),
  )
  expect(await cobru.api.get('/bank_list/?country=COL')).toMatchObject({ status: 400 })
})
