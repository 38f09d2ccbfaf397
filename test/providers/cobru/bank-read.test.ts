/** Bank withdrawals: list, detail, short form, receipt; the oldest generation (E.9). */
import { expect, test } from 'vitest'
import { authorise, type Cobru, createCobru } from './kit.ts'
import { BANK, balanceOf, done, readBooks } from './money.ts'

const PATH = '/thirdpartywithdraw/'
const create = ({ api }: Cobru, over: object = {}) => done(api, PATH, { ...BANK, ...over })

test('cobru.bank.list-vs-page = paginated: ten to a page, newest first', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.list-vs-page': 'paginated' } })
  for (let n = 1; n <= 12; n++) await create(cobru, { description: `${n}` })
  const page = async (query = '') => (await cobru.api.get(`${PATH}${query}`)).body
  const first = await page()
  expect(first).toMatchObject({ count: 12, previous: null })
  expect(first.results[0]).toMatchObject({ description: '12' })
  expect(first.results).toHaveLength(10)
  expect(first.next).toMatch(/\/thirdpartywithdraw\/\?page=2$/)
  const second = await page('?page=2')
  expect(second).toMatchObject({ count: 12, next: null, results: [{}, { description: '1' }] })
  expect(second.previous).toMatch(/\?page=1$/)
  expect(await page('?page=3')).toMatchObject({ next: null, previous: null, results: [] })
})

test('cobru.bank.list-vs-page = array: a plain list, with a key as well', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru, { idempotency_key: 'k1' })
  await create(cobru)
  expect((await cobru.api.get(PATH)).body).toMatchObject([{}, { pk }])
  const found = (await cobru.api.get(`${PATH}?idempotency_key=k1`)).body
  expect(found.map((row: { pk: number }) => row.pk)).toEqual([pk])
})

test('cobru.bank.list-vs-page = page-by-key: a plain list, but a page for a key', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.list-vs-page': 'page-by-key' } })
  const { pk } = await create(cobru, { idempotency_key: 'k1' })
  expect((await cobru.api.get(PATH)).body).toMatchObject([{ pk }])
  expect((await cobru.api.get(`${PATH}?idempotency_key=k1`)).body).toMatchObject({
    count: 1,
    results: [{ pk }],
  })
})

test('an unknown key finds an empty page', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.list-vs-page': 'page-by-key' } })
  await create(cobru)
  const { body } = await cobru.api.get(`${PATH}?idempotency_key=nadie`)
  expect(body).toEqual({ count: 0, next: null, previous: null, results: [] })
})

test.each([
  ['cobru.bank.state-type = int: a number', 'int', 0, 5],
  ['cobru.bank.state-type = string: a word', 'string', 'created', 'rejected'],
])('%s in record and list', async (_, variant, before, after) => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.state-type': variant } })
  const { pk, state } = await create(cobru)
  await cobru.sandbox.trigger('cobru.bank.reject', { id: pk })
  expect(state).toBe(before)
  expect((await cobru.api.get(`${PATH}${pk}`)).body.state).toBe(after)
})

test('cobru.bank.array-dates = array: a list with one number, 0 when empty', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.array-dates': 'array' } })
  const { date_created: created, date_rejected: rejected } = await create(cobru)
  expect([created, rejected]).toEqual([[Date.parse('2026-04-06T15:00:00Z')], [0]])
})

test('cobru.bank.array-dates = iso-string: text, null when empty', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.array-dates': 'iso-string' } })
  const { date_created: created, date_rejected: rejected } = await create(cobru)
  expect([created, rejected]).toEqual(['2026-04-06T15:00:00.000Z', null])
})

test('shows one in full, in short and as a receipt', async () => {
  await using cobru = await createCobru()
  const made = await create(cobru)
  expect((await cobru.api.get(`${PATH}${made.pk}`)).body).toEqual(made)
  expect((await cobru.api.get(`/get_withdraw/?pk=${made.pk}`)).body).toEqual({
    id: '213355',
    amount: 10_123.3,
    status: 'Pendiente',
    created_at: '2026-04-06T15:00:00.000Z',
  })
  const pdf = await cobru.api.get(`/panel/detail_withdraw_pdf/?withdraw_id=${made.pk}`)
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(pdf.text).toMatch(/^%PDF-1\.4\n[\s\S]*pk: 213355[\s\S]*amount: 10123\.3\b[\s\S]*%%EOF\n$/)
  expect(Number(/startxref\n(\d+)/.exec(pdf.text)?.[1])).toBe(pdf.text.indexOf('xref\n'))
})

test.each([`${PATH}1`, '/get_withdraw/?pk=1', '/panel/detail_withdraw_pdf/?withdraw_id=1'])(
  '%s is not found',
  async (path) => {
    await using cobru = await createCobru()
    expect(await cobru.api.get(path)).toMatchObject({ status: 404, body: { detail: 'Not found.' } })
  },
)

test('another account does not find it', async () => {
  await using cobru = await createCobru()
  const { pk } = await create(cobru)
  const { headers } = await authorise((await cobru.sandbox.account()).cobru)
  expect(await cobru.api.get(`${PATH}${pk}`, headers)).toMatchObject({ status: 404 })
  expect((await cobru.api.get(PATH, headers)).body).toEqual([])
})

test('the oldest generation pays 24,050 of 30,000, and lists in its own shape', async () => {
  await using cobru = await createCobru()
  const made = await cobru.api.post('/withdraw/', { amount: 30_000, bank_account: 1 })
  expect(made).toMatchObject({ status: 201, body: { amount: 30_000, pk: 213_355, success: true } })
  expect((await cobru.api.get('/withdraw/')).body).toEqual([
    {
      state: 'created',
      account_number: '00000000001',
      amount: 30_000,
      payed_amount: 24_050,
      date_created: '2026-04-06T15:00:00.000Z',
      date_consigned: null,
      date_deposited: null,
      date_rejected: null,
    },
  ])
  expect((await cobru.api.get(PATH)).body).toEqual([])
  expect(await balanceOf(cobru)).toBe('1970000.00')
  expect(await readBooks(cobru)).toMatchObject({ 'fees/COP': 500_000, 'vat/COP': 95_000 })
})

test('what the oldest generation cannot create is a 503', async () => {
  await using cobru = await createCobru()
  const answer = await cobru.api.post('/withdraw/', { amount: 5_950, bank_account: 1 })
  expect(answer).toMatchObject({ status: 503, body: { success: false } })
  expect((await cobru.api.post('/withdraw/', { amount: 5_951, bank_account: 1 })).status).toBe(201)
})
