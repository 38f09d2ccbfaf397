/** Every list: each documented filter filters, each unknown one earns a hint and changes nothing. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadSpec } from '#dialect/load'
import { createLocalpayment, type Localpayment, type Loose, START_AT, uuid } from './kit.ts'

const iso = (at: number) => new Date(at).toISOString().slice(0, 23)
const MINUTE = 60_000

interface Made {
  externalId: string
  type: 'payin' | 'payout'
  at: number
  code: string
}

/** Payins and payouts over an hour, some of them ended. */
async function makeTransactions(lp: Localpayment): Promise<Made[]> {
  const made: Made[] = []
  for (let index = 0; index < 24; index++) {
    const externalId = uuid(index)
    const at = START_AT + index * 3 * MINUTE
    const type = index % 2 === 0 ? 'payin' : 'payout'
    await lp.login()
    if (type === 'payin') await lp.api.post('/api/payin/', lp.pse({ externalId, amount: 1_000 }))
    else await lp.api.post('/api/payout/', [lp.payout({ externalId, amount: 1_000 })])
    if (index % 4 === 0) await lp.sandbox.trigger('localpayment.payin.approve', { externalId })
    if (index % 4 === 1) await lp.sandbox.trigger('localpayment.payout.reject', { externalId })
    await lp.sandbox.clock.advance(3 * MINUTE)
    const code = ['200', '802', '100', '200'][index % 4]!
    made.push({ externalId, type, at, code })
  }
  await lp.login()
  return made
}

interface Filters {
  from: number
  to: number
  transactionType: string | undefined
  status: string | undefined
  page: number
  size: number
  unknown: string | undefined
}

const filters: fc.Arbitrary<Filters> = fc.record({
  from: fc.integer({ min: -5, max: 80 }),
  to: fc.integer({ min: -5, max: 80 }),
  transactionType: fc.option(fc.constantFrom('payin', 'PayIn', 'payout', 'PayOut'), {
    nil: undefined,
  }),
  status: fc.option(fc.constantFrom('100', '200', '802', '999'), { nil: undefined }),
  page: fc.integer({ min: 1, max: 6 }),
  size: fc.integer({ min: 1, max: 50 }),
  unknown: fc.option(fc.constantFrom('currency', 'statuss', 'externalId', 'q'), { nil: undefined }),
})

test('any filters of transactions: exactly those that fit, the newest first, page by page', async () => {
  await using lp = await createLocalpayment()
  const made = await makeTransactions(lp)
  await fc.assert(
    fc.asyncProperty(filters, async (wanted) => {
      const since = START_AT + wanted.from * MINUTE
      const until = START_AT + wanted.to * MINUTE
      const query = new URLSearchParams({
        since: iso(since),
        until: iso(until),
        page: String(wanted.page),
        size: String(wanted.size),
      })
      if (wanted.transactionType) query.set('transactionType', wanted.transactionType)
      if (wanted.status) query.set('status', wanted.status)
      if (wanted.unknown) query.set(wanted.unknown, 'x')
      const { status, body, headers } = await lp.api.get(`/api/transactions/list/filter?${query}`)
      expect(status).toBe(200)
      const fitting = made
        .filter(({ at }) => at >= since && at <= until)
        .filter(
          ({ type }) =>
            wanted.transactionType === undefined || wanted.transactionType.toLowerCase() === type,
        )
        .filter(({ code }) => wanted.status === undefined || wanted.status === code)
        .reverse()
      const first = (wanted.page - 1) * wanted.size
      expect(body.details.map(({ externalId }: Loose) => externalId)).toEqual(
        fitting.slice(first, first + wanted.size).map(({ externalId }) => externalId),
      )
      expect(body).toMatchObject({
        totalElements: fitting.length,
        totalPages: Math.ceil(fitting.length / wanted.size),
        page: wanted.page,
        size: wanted.size,
      })
      const hint = headers.get('x-ensayo-hint') ?? ''
      expect(hint.includes(`"${wanted.unknown}" is unknown`)).toBe(wanted.unknown !== undefined)
    }),
    { numRuns: 150 },
  )
})

test('any days of an activity: exactly the movements of those days, with the balances around them', async () => {
  await using lp = await createLocalpayment()
  const DAYS = 6
  for (let day = 0; day < DAYS; day++) {
    await lp.sandbox.trigger('localpayment.account.fund', { amount: 10 ** day })
    await lp.sandbox.clock.advance('P1D')
  }
  await lp.login()
  const dayOf = (day: number) => iso(START_AT + day * 86_400_000).slice(0, 10)
  const day = fc.option(fc.integer({ min: -2, max: DAYS + 1 }), { nil: undefined })
  await fc.assert(
    fc.asyncProperty(day, day, async (since, until) => {
      const query = new URLSearchParams()
      if (since !== undefined) query.set('since', dayOf(since))
      if (until !== undefined) query.set('until', dayOf(until))
      const { body } = await lp.api.get(`/api/accounts/${lp.accountNumber}/activity?${query}`)
      const days = Array.from({ length: DAYS }, (_, index) => index).filter(
        (index) => index >= (since ?? -9) && index <= (until ?? 99),
      )
      const amounts = days.map((index) => 10 ** index)
      expect(body.details.map(({ amount }: Loose) => amount)).toEqual(amounts)
      const sum = amounts.reduce((total, amount) => total + amount, 0)
      expect(body.closingBalance).toBe(body.openingBalance + sum)
    }),
    { numRuns: 80 },
  )
})

test('payment methods are filtered by account and by country', async () => {
  await using lp = await createLocalpayment()
  const countOf = async (query: string) =>
    (await lp.api.get(`/api/resources/payment-methods?${query}`)).body.length
  expect(await countOf('')).toBe(1)
  expect(await countOf(`accountNumber=${lp.accountNumber}&countryIsoCode3=COL`)).toBe(1)
  expect(await countOf(`accountNumber=${lp.accountNumber}&countryIsoCode3=MEX`)).toBe(0)
  expect(await countOf('countryIsoCode3=col')).toBe(1)
})

test('every parameter of every GET that a spec lists is known, and every other earns a hint', async () => {
  await using lp = await createLocalpayment()
  const { operations } = await loadSpec('localpayment')
  const lists = operations.filter(
    ({ method, parameters }) => method === 'GET' && parameters.some((each) => each.in === 'query'),
  )
  expect(lists.map(({ id }) => id)).toEqual([
    'quoteCurrencyExchange',
    'listTransactions',
    'getActivity',
    'listPaymentMethods',
  ])
  const values: Record<string, string> = {
    since: '2026-02-25',
    until: '2026-02-25',
    page: '1',
    size: '1',
    transactionType: 'PayIn',
    status: '200',
    sourceCurrency: 'COP',
    quoteCurrency: 'USD',
    accountNumber: lp.accountNumber,
    quoteAccountNumber: '170.840.00000001',
    AccountNumber: lp.accountNumber,
    countryIsoCode3: 'COL',
  }
  for (const { id, path, parameters } of lists) {
    const query = new URLSearchParams()
    for (const { name } of parameters.filter((each) => each.in === 'query')) {
      const isInstant = id === 'listTransactions' && ['since', 'until'].includes(name)
      query.set(name, isInstant ? `${values[name]}T00:00:00.000` : values[name]!)
    }
    const at = path.replace('{accountNumber}', lp.accountNumber).replace('{type}', 'payin')
    const known = await lp.api.get(`${at}?${query}`)
    expect([id, known.status, known.headers.get('x-ensayo-hint') ?? '']).toEqual([id, 200, ''])
    const unknown = await lp.api.get(`${at}?${query}&nobodyKnows=1`)
    expect(unknown.status).toBe(200)
    expect(unknown.headers.get('x-ensayo-hint')).toContain('"nobodyKnows" is unknown')
  }
})
