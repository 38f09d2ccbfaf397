/** Every list: what is documented as a filter filters, and what is not known earns a hint and narrows nothing. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { type Cobru, createCobru, hintsOf } from './kit.ts'
import { BANK, CASH, done } from './money.ts'

const spec = await loadSpec('cobru')
const LISTS = spec.operations.filter(
  ({ id, method }) => method === 'GET' && /^(list|getCards$)/.test(id),
)

const VARIANTS = { 'cobru.docs.no-list-endpoint': 'list' }

/** Something in every list. */
async function fill(cobru: Cobru) {
  const { api } = cobru
  await cobru.create()
  await cobru.create()
  await done(api, '/send/', { to_user: '3001234567', amount: 1_000 })
  await done(api, '/cashwithdraw/', CASH)
  await done(api, '/thirdpartywithdraw/', { ...BANK, idempotency_key: 'one' })
  await done(api, '/thirdpartywithdraw/', { ...BANK, idempotency_key: 'two' })
  await api.post('/withdraw/', { amount: 30_000, bank_account: 1 })
  const path = '/cobru/debit/create_and_reload_card/'
  const { id } = await done(api, path, { amount: 0 })
  await done(api, path, { amount: 0 })
  await done(api, path, { amount: 1_000, card_id: id })
  await done(api, path, { amount: 2_000, card_id: id })
  await done(api, '/crypto/buy/', { currency: 'CUSD', amount: 1, wallet: 'cobru' })
  return { id }
}

/** A query without which an operation cannot be asked. */
const NEEDED: Record<string, string> = {
  listMovements: 'by_cobrus=true',
  listCardTransactions: 'card_id=3100',
  listSubcategories: 'category_id=66',
}

test('a query that a list does not know earns a hint that names it, and narrows nothing', async () => {
  await using cobru = await createCobru({ variants: VARIANTS })
  await fill(cobru)
  const known = new Set(LISTS.flatMap(({ parameters }) => parameters.map(({ name }) => name)))
  const names = fc.stringMatching(/^[a-z_]{1,30}$/).filter((name) => !known.has(name))
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...LISTS), names, async ({ id, path }, name) => {
      const query = NEEDED[id] ?? ''
      const usual = await cobru.api.get(`${path}?${query}`)
      const answer = await cobru.api.get(`${path}?${query}&${name}=x`)
      expect(answer.status).toBe(200)
      expect(answer.text).toBe(usual.text)
      expect(hintsOf(answer).hint).toContain(
        `The query parameter "${name}" is unknown and was ignored.`,
      )
      expect(hintsOf(usual).hint).not.toContain('is unknown and was ignored')
    }),
    { numRuns: 100, seed: 20260406 },
  )
})

interface Filter {
  operation: string
  /** Query → how many rows it leaves, and which. */
  query: string
  rows: unknown[]
}

const FILTERS: Filter[] = [
  {
    operation: 'listMovements',
    query: 'by_cobrus=true',
    rows: [{ type: 'cobru' }, { type: 'cobru' }],
  },
  { operation: 'listMovements', query: 'by_cobrus=true&per_page=1', rows: [{ pk: 27_151 }] },
  {
    operation: 'listMovements',
    query: 'by_cobrus=true&per_page=1&page_num=2',
    rows: [{ pk: 27_150 }],
  },
  { operation: 'listMovements', query: 'by_sends=true', rows: [{ to_user: '3001234567' }] },
  { operation: 'listMovements', query: 'by_withdraws=true', rows: [{}, {}, {}, {}] },
  { operation: 'listMovements', query: 'by_other_payments=true', rows: [{}, {}, {}] },
  { operation: 'listBankWithdrawals', query: 'idempotency_key=one', rows: [{ pk: 213_355 }] },
  { operation: 'listBankWithdrawals', query: 'idempotency_key=none', rows: [] },
  { operation: 'listCountryBanks', query: 'country=MX', rows: [{ country: 'MEX' }] },
  {
    operation: 'listCardTransactions',
    query: 'card_id=3100',
    rows: [{ amount: 2000 }, { amount: 1000 }],
  },
  { operation: 'listCardTransactions', query: 'card_id=3101', rows: [] },
  { operation: 'listCardTransactions', query: 'card_id=3100&per_page=1', rows: [{ amount: 2000 }] },
  {
    operation: 'listCardTransactions',
    query: 'card_id=3100&per_page=1&page_num=2',
    rows: [{ amount: 1000 }],
  },
  { operation: 'listPins', query: 'operator=56', rows: [{ operator: 56 }] },
  { operation: 'listPackages', query: 'cell_provider=CLARO', rows: [{ cell_provider: 'CLARO' }] },
  {
    operation: 'listSubcategories',
    query: 'category_id=66',
    rows: [{ id: 556 }, { id: 555 }, { id: 554 }],
  },
  { operation: 'listSubcategories', query: 'category_id=1', rows: [] },
]

test.each(FILTERS)('$operation?$query leaves what it names', async ({ operation, query, rows }) => {
  await using cobru = await createCobru({ variants: VARIANTS })
  await fill(cobru)
  const { path } = LISTS.find(({ id }) => id === operation)!
  const answer = await cobru.api.get(`${path}?${query}`)
  const { body } = answer
  expect(Array.isArray(body) ? body : (body.data ?? body.message), answer.text).toMatchObject(rows)
})

test('`page` turns the pages of bank withdrawals where they come in pages', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.bank.list-vs-page': 'paginated' } })
  for (let at = 0; at < 11; at++) await done(cobru.api, '/thirdpartywithdraw/', BANK)
  expect((await cobru.api.get('/thirdpartywithdraw/?page=2')).body.results).toHaveLength(1)
})

test('`card_id`, `card_uuid` and `dpto` show one, or those of one', async () => {
  await using cobru = await createCobru()
  await fill(cobru)
  expect((await cobru.api.get('/cobru/debit/get_card/?card_id=3101')).body).toMatchObject({
    id: 3101,
  })
  expect((await cobru.api.get('/list_tc/?card_uuid=none')).body).toEqual({ data: [] })
  const towns = (await cobru.api.get('/soat/cities/?dpto=8')).body.result
  expect(towns.every(({ cod_dpto }: { cod_dpto: string }) => cod_dpto === '8')).toBe(true)
  expect(towns).not.toHaveLength(0)
})

test('every documented query of a list has a case above', () => {
  const covered = FILTERS.flatMap(({ operation, query }) =>
    [...new URLSearchParams(query).keys()].map((name) => `${operation} ${name}`),
  )
  const others = [
    'listBankWithdrawals page',
    'getCards card_id',
    'listStoredCards card_uuid',
    'listSoatCities dpto',
  ]
  const wanted = LISTS.flatMap(({ id, parameters }) =>
    parameters.filter(({ in: place }) => place === 'query').map(({ name }) => `${id} ${name}`),
  )
  expect(wanted.filter((each) => ![...covered, ...others].includes(each))).toEqual([])
})
