/**
 * Quotes, exchanges and the payments that carry the token of a quote.
 * Source: https://docs.localpayment.com/docs/quote-currency-conversion and
 * https://docs.v3.localpayment.com/settlement-and-exchange/currency-exchange-bulk, read 2026-11-30.
 */
import { expect, test } from 'vitest'
import {
  createLocalpayment,
  type Localpayment,
  type Loose,
  PAYOUT_ID,
  quirkTest,
  uuid,
} from './kit.ts'

const USD = '170.840.00000001'
const EXCHANGE_ID = uuid(50)

interface Wanted {
  type?: string
  from?: string
  to?: string
  accountNumber?: string | undefined
  quoteAccountNumber?: string | undefined
}

function quote(lp: Localpayment, wanted: Wanted = {}) {
  const { type = 'currencyExchange', from = 'COP', to = 'USD' } = wanted
  const given = { accountNumber: lp.accountNumber, quoteAccountNumber: USD, ...wanted }
  const query = new URLSearchParams({ sourceCurrency: from, quoteCurrency: to })
  for (const name of ['accountNumber', 'quoteAccountNumber'] as const)
    if (given[name] !== undefined) query.set(name, given[name])
  return lp.api.get(`/api/fx/currency-exchange/${type}?${query}`)
}

async function tokenOf(lp: Localpayment, wanted: Wanted = {}): Promise<string> {
  return (await quote(lp, wanted)).body.exchangeRateToken
}

function toExchange(lp: Localpayment, token: unknown, sides: Loose = {}) {
  return {
    country: 'COL',
    externalId: EXCHANGE_ID,
    exchangeRateToken: token,
    account: {
      debited: {
        currency: 'COP',
        accountNumber: lp.accountNumber,
        amount: '370582.00',
        ...sides.debited,
      },
      credited: { currency: 'USD', accountNumber: USD, ...sides.credited },
    },
  }
}

const balanceOf = async (lp: Localpayment, accountNumber: string) =>
  (await lp.api.get(`/api/accounts/${accountNumber}/balance`)).body

test('a quote has a token, its life and a rate', async () => {
  await using lp = await createLocalpayment()
  const { status, body } = await quote(lp, { from: 'USD', to: 'COP' })
  expect(status).toBe(200)
  expect(body).toEqual({
    exchangeRateToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    transactionType: 'CurrencyExchange',
    accountNumber: lp.accountNumber,
    sourceCurrency: 'USD',
    creationDate: '2026-02-25T15:00:00.0000000+00:00',
    expirationDate: '2026-02-25T15:01:00.0000000+00:00',
    quotes: [{ paymentMethodCode: null, rate: 3705.82, quoteCurrency: 'COP' }],
  })
})

test('a quote of a payment names the methods', async () => {
  await using lp = await createLocalpayment()
  const payout = await quote(lp, { type: 'payout' })
  expect(payout.body).toMatchObject({
    transactionType: 'PayOut',
    quotes: [{ paymentMethodCode: '0062', quoteCurrency: 'USD' }],
  })
  const { body } = await quote(lp, { type: 'payin' })
  expect(body.transactionType).toBe('PayIn')
  expect(body.quotes.map(({ paymentMethodCode }: Loose) => paymentMethodCode)).toContain('1936')
})

test.each([
  ['two hard currencies', { from: 'USD', to: 'EUR' }, '502'],
  ['one currency', { from: 'COP', to: 'COP' }, '502'],
  ['a soft currency', { from: 'COP', to: 'MXN' }, '502'],
  ['an account of somebody else', { accountNumber: '170.170.99999999' }, '400'],
  ['another account of somebody else', { quoteAccountNumber: '170.840.99999999' }, '400'],
])('%s has no quote', async (_, wanted, code) => {
  await using lp = await createLocalpayment()
  const { status, body } = await quote(lp, wanted)
  expect([status, body.status.code]).toEqual([400, code])
})

test.each(['sourceCurrency', 'quoteCurrency', 'accountNumber'])(
  'a quote needs %s',
  async (name) => {
    await using lp = await createLocalpayment()
    const query = new URLSearchParams({
      sourceCurrency: 'COP',
      quoteCurrency: 'USD',
      accountNumber: lp.accountNumber,
      quoteAccountNumber: USD,
    })
    query.delete(name)
    const { status, body } = await lp.api.get(`/api/fx/currency-exchange/payin?${query}`)
    expect(status).toBe(400)
    expect(body.status.detail).toContain(`[${name}]`)
  },
)

test('an exchange moves money between two accounts of the merchant, both ways, and loses none', async () => {
  await using lp = await createLocalpayment()
  const { status, body } = await lp.api.post(
    '/api/currency-exchange',
    toExchange(lp, await tokenOf(lp)),
  )
  expect(status).toBe(201)
  expect(body).toMatchObject({
    externalId: EXCHANGE_ID,
    status: { code: '200' },
    account: {
      debited: { currency: 'COP', amount: 370_582 },
      credited: { currency: 'USD', accountNumber: USD, amount: 100 },
    },
  })
  expect(await balanceOf(lp, USD)).toEqual({ accountNumber: USD, currency: 'USD', amount: 100 })
  expect(await lp.balance()).toBe(100_000_000 - 370_582)
  const back = toExchange(lp, await tokenOf(lp, { from: 'USD', to: 'COP' }), {
    debited: { currency: 'USD', accountNumber: USD, amount: 0 },
    credited: { currency: 'COP', accountNumber: lp.accountNumber, amount: '370582' },
  })
  await lp.api.post('/api/currency-exchange', { ...back, externalId: uuid(51) })
  expect((await balanceOf(lp, USD)).amount).toBe(0)
  expect(await lp.balance()).toBe(100_000_000)
  const { body: activity } = await lp.api.get(`/api/accounts/${USD}/activity`)
  expect(activity).toMatchObject({
    openingBalance: 0,
    closingBalance: 0,
    details: [
      { transactionType: 'CurrencyExchange', currency: 'USD', amount: 100 },
      { transactionType: 'CurrencyExchange', currency: 'USD', amount: -100 },
    ],
  })
})

test.each<[string, Loose, string]>([
  ['both amounts', { credited: { amount: '1' } }, '400'],
  ['no amount', { debited: { amount: '0' } }, '400'],
  ['a negative amount', { debited: { amount: '-1' } }, '400'],
  ['more decimals than there are', { debited: { amount: '1.001' } }, '400'],
  ['an account of another currency', { credited: { currency: 'EUR' } }, '400'],
  ['an account of somebody else', { debited: { accountNumber: '170.170.99999999' } }, '400'],
  ['more than the balance', { debited: { amount: '100000000.01' } }, '505'],
  ['so little that nothing comes of it', { debited: { amount: '0.01' } }, '512'],
])('an exchange of %s is refused', async (_, sides, code) => {
  await using lp = await createLocalpayment()
  const body = toExchange(lp, await tokenOf(lp), sides)
  const answer = await lp.api.post('/api/currency-exchange', body)
  expect([answer.status, answer.body.status.code]).toEqual([400, code])
  expect(await lp.balance()).toBe(100_000_000)
})

test('an exchange is made once', async () => {
  await using lp = await createLocalpayment()
  const body = toExchange(lp, await tokenOf(lp))
  await lp.api.post('/api/currency-exchange', body)
  const again = await lp.api.post('/api/currency-exchange', body)
  expect(again.body.status).toMatchObject({ code: '500' })
})

test('a token is good for what it was quoted for, until it expires', async () => {
  await using lp = await createLocalpayment()
  const codeWith = async (token: unknown) => {
    const answer = await lp.api.post('/api/currency-exchange', toExchange(lp, token))
    return answer.body.status.code
  }
  expect(await codeWith('nonsense')).toBe('303')
  expect(await codeWith(await tokenOf(lp, { type: 'payout' }))).toBe('303')
  expect(await codeWith(await tokenOf(lp, { from: 'USD', to: 'COP' }))).toBe('303')
  const token = await tokenOf(lp)
  await lp.sandbox.clock.advance(60_000)
  expect(await codeWith(token)).toBe('303')
  const fresh = await tokenOf(lp)
  await lp.sandbox.clock.advance(59_999)
  expect(await codeWith(fresh)).toBe('200')
})

test('payouts and payins carry a token, and a bad one is 303', async () => {
  await using lp = await createLocalpayment()
  const pay = (exchangeRateToken: unknown) =>
    lp.api.post('/api/payout/', [lp.payout({ exchangeRateToken })])
  expect((await pay('nonsense')).body[0].status.code).toBe('303')
  const token = await tokenOf(lp, { type: 'payout' })
  expect((await pay(token)).status).toBe(201)
  const { body } = await lp.api.get(`/api/transactions/${PAYOUT_ID}`)
  expect(body.confirmed.exchangeRateToken).toBe(token)
  const collect = (exchangeRateToken: unknown) =>
    lp.api.post('/api/payin/', lp.pse({ exchangeRateToken }))
  expect((await collect(token)).body.status.code).toBe('303')
  expect((await collect(await tokenOf(lp, { type: 'payin' }))).status).toBe(201)
})

quirkTest(
  'localpayment.fx.quote-account = always: `quoteAccountNumber` is asked for in every quote',
  async (lp) => {
    for (const type of ['payin', 'payout', 'currencyExchange']) {
      const { status, body } = await quote(lp, { type, quoteAccountNumber: undefined })
      expect([status, body.status.detail]).toEqual([
        400,
        'Empty mandatory param + [quoteAccountNumber]',
      ])
    }
  },
)

quirkTest(
  'localpayment.fx.quote-account = exchanges-only: quotes of payments do without `quoteAccountNumber`',
  async (lp) => {
    const statusOf = async (type: string) =>
      (await quote(lp, { type, quoteAccountNumber: undefined })).status
    expect(await statusOf('payin')).toBe(200)
    expect(await statusOf('payout')).toBe(200)
    expect(await statusOf('currencyExchange')).toBe(400)
  },
)

quirkTest('localpayment.fx.token-life = 60-seconds: a quote lives a minute', async (lp) => {
  expect((await quote(lp)).body.expirationDate).toBe('2026-02-25T15:01:00.0000000+00:00')
})

quirkTest('localpayment.fx.token-life = 8-hours: a quote lives eight hours', async (lp) => {
  expect((await quote(lp)).body.expirationDate).toBe('2026-02-25T23:00:00.0000000+00:00')
})

quirkTest(
  'localpayment.fx.exchange-token = required: an exchange without a quote is refused',
  async (lp) => {
    const { status, body } = await lp.api.post('/api/currency-exchange', toExchange(lp, undefined))
    expect([status, body.status.detail]).toEqual([
      400,
      'Empty mandatory param + [exchangeRateToken]',
    ])
  },
)

quirkTest(
  'localpayment.fx.exchange-token = optional: an exchange without a quote is made at the rate of now',
  async (lp) => {
    const { status, body } = await lp.api.post('/api/currency-exchange', toExchange(lp, undefined))
    expect(status).toBe(201)
    expect(body).toMatchObject({ exchangeRateToken: null, account: { credited: { amount: 100 } } })
  },
)
