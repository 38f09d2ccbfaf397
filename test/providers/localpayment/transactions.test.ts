/** Looking up payins and payouts, PSE, balance and activity, catalogs. */
import { expect, test } from 'vitest'
import { createLocalpayment, PAYOUT_ID } from './kit.ts'

const DAY = 'since=2026-02-25T00:00:00.000&until=2026-02-25T23:59:59.999'

test('a payin simulated on stage is found by both ids and in the list', async () => {
  await using lp = await createLocalpayment()
  await lp.activate()
  const { body: made } = await lp.api.post('/api/payin/simulate', lp.simulation())
  expect(made).toMatchObject({ status: { code: '100' }, date: { processedDate: null } })
  await lp.sandbox.clock.advance(999)
  expect((await lp.statusOf(made.externalId)).code).toBe('100')
  await lp.sandbox.clock.advance(1)
  const status = { code: '200', description: 'Completed', detail: 'The payin was credited' }
  const whole = { internalId: made.internalId, externalId: made.externalId, status }
  expect((await lp.api.get(`/api/transactions/${made.internalId}/status`)).body).toEqual(whole)
  const detail = (await lp.api.get(`/api/transactions/${made.externalId}`)).body
  expect(detail).toMatchObject({
    confirmed: { exchangeRateToken: null },
    payment: { installment: null },
    status: { code: '200' },
  })
  expect((await lp.api.get(`/api/transactions/${made.internalId}`)).status).toBe(404)
  expect((await lp.api.get(`/api/transactions/list/filter?${DAY}`)).body).toEqual({
    totalElements: 1,
    totalPages: 1,
    page: 1,
    size: 10,
    details: [detail],
  })
})

test('the list is cut into pages and filtered by type, status and time', async () => {
  await using lp = await createLocalpayment()
  const ids = Array.from({ length: 12 }, (_, index) => `p${index}`)
  await lp.api.post(
    '/api/payout/',
    ids.map((externalId) => lp.payout({ externalId })),
  )
  const list = async (query: string) =>
    (await lp.api.get(`/api/transactions/list/filter?${query}`)).body
  expect(await list(`${DAY}&page=2`)).toMatchObject({
    totalElements: 12,
    totalPages: 2,
    page: 2,
    details: { length: 2 },
  })
  expect(await list(`${DAY}&size=50&transactionType=PayIn`)).toMatchObject({ totalElements: 0 })
  expect(await list(`${DAY}&status=100`)).toMatchObject({ totalElements: 12 })
  expect(await list(`${DAY}&status=200`)).toMatchObject({ totalElements: 0 })
  expect(await list('since=2026-02-24T00:00:00.000&until=2026-02-24T23:59:59.999')).toMatchObject({
    totalElements: 0,
  })
  expect(
    await lp.api.get('/api/transactions/list/filter?since=2026-02-24T00:00:00.000'),
  ).toMatchObject({
    status: 400,
    body: {
      status: { code: '400', description: 'ERROR', detail: 'Empty mandatory param + [until]' },
    },
  })
  expect((await lp.api.get(`/api/transactions/list/filter?${DAY}&size=51`)).status).toBe(400)
})

test('unknown transactions are not found, in the words of their operation', async () => {
  await using lp = await createLocalpayment()
  const error = (detail: string) => ({
    status: 404,
    body: { status: { code: '404', description: 'ERROR', detail } },
  })
  expect(await lp.api.get('/api/transactions/x/status')).toMatchObject(error('Payin not found'))
  expect(await lp.api.get('/api/transactions/x')).toMatchObject(error('Transaction not found'))
  expect(await lp.api.patch('/api/payin/x/refund')).toMatchObject(error('Payin not found'))
  expect(await lp.api.patch('/api/payout/cancel', { externalId: 'x' })).toMatchObject(
    error('Transaction not found'),
  )
})

test('a PSE payin waits for its payer, is taxed when paid and told wrapped', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayIn')
  const { body } = await lp.api.post('/api/payin/', lp.pse())
  expect(body).toMatchObject({
    status: { code: '100' },
    redirectUrl: expect.stringContaining(body.internalId),
    date: { creationDate: '2026-02-25T15:00:00Z', expirationDate: '2026-03-04T15:00:00Z' },
    localTaxes: [{ code: '0003', percentage: 0.4, description: 'GMF', amount: 480 }],
  })
  await lp.sandbox.trigger('localpayment.payin.approve', { externalId: body.externalId })
  expect(await lp.balance()).toBe(100_000_000 + 120_000 - 480 - 1)
  expect((await lp.messages())[0]?.body).toMatchObject({
    transactionType: 'PayIn',
    transactionFlow: null,
    data: { status: { code: '200' } },
  })
  const cancel = await lp.api.patch(`/api/transactions/${body.externalId}/status`, {
    status: 'CANCELLED',
  })
  expect(cancel).toMatchObject({ status: 400, body: { status: { detail: 'Invalid operation' } } })
})

test('a pending PSE payin can be cancelled, refused by the bank, or left to expire', async () => {
  await using lp = await createLocalpayment()
  for (const externalId of ['a', 'b', 'c']) await lp.api.post('/api/payin/', lp.pse({ externalId }))
  expect(
    (await lp.api.patch('/api/transactions/a/status', { status: 'CANCELLED' })).body,
  ).toMatchObject({
    externalId: 'a',
    status: { code: '900', description: 'CANCELLED', detail: 'The payin was cancelled' },
  })
  await lp.sandbox.trigger('localpayment.payin.reject', { externalId: 'b' })
  expect((await lp.statusOf('b')).code).toBe('802')
  await lp.sandbox.clock.advance(7 * 86_400_000 - 1)
  await lp.login()
  expect((await lp.statusOf('c')).code).toBe('100')
  await lp.sandbox.clock.advance(1)
  expect((await lp.statusOf('c')).code).toBe('900')
  await expect(
    lp.sandbox.trigger('localpayment.payin.approve', { externalId: 'c' }),
  ).rejects.toThrow('is cancelled; it must be inProgress')
  expect((await lp.api.patch('/api/payin/c/refund')).status).toBe(400)
})

test('the activity lists every movement with the balances around them', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/payout/', [lp.payout()])
  await lp.sandbox.clock.advance('PT24H')
  await lp.login()
  await lp.sandbox.trigger('localpayment.account.fund', { amount: 7 })
  const path = `/api/accounts/${lp.accountNumber}/activity`
  const { body } = await lp.api.get(path)
  expect(body).toMatchObject({
    openingBalance: 100_000_000,
    closingBalance: 99_950_007,
    listSize: 2,
  })
  expect(body.details[0]).toEqual({
    createdAt: '2026-02-25T15:00:00Z',
    processedAt: '2026-02-25T15:00:00Z',
    accountNumber: lp.accountNumber,
    internalId: expect.any(String),
    externalId: PAYOUT_ID,
    transactionType: 'PayOut',
    status: 'Completed',
    currency: 'COP',
    amount: -50_000,
    entityId: '0001',
  })
  const on = async (day: string) => (await lp.api.get(`${path}?since=${day}&until=${day}`)).body
  expect(await on('2026-02-25')).toMatchObject({
    openingBalance: 100_000_000,
    closingBalance: 99_950_000,
    size: 1,
  })
  expect(await on('2026-02-26')).toMatchObject({
    openingBalance: 99_950_000,
    closingBalance: 99_950_007,
    size: 1,
  })
  expect(await on('2026-02-24')).toMatchObject({
    openingBalance: 100_000_000,
    closingBalance: 100_000_000,
    size: 0,
  })
  expect(await on('2026-02-27')).toMatchObject({
    openingBalance: 99_950_007,
    closingBalance: 99_950_007,
    size: 0,
  })
})

test('another account number is forbidden', async () => {
  await using lp = await createLocalpayment()
  const answer = {
    status: 403,
    body: { detail: 'You do not have permission to perform this action.' },
  }
  expect(await lp.api.get('/api/accounts/170.170.99999999/balance')).toMatchObject(answer)
  expect(await lp.api.get('/api/accounts/170.170.99999999/activity')).toMatchObject(answer)
})

test.each([
  ['1007', '12345678901', 'S', 200],
  ['1007', '123456789012', 'S', 400],
  ['1032', '123456789012', 'C', 200],
  ['1032', '12345678901', 'C', 400],
  ['1999', '123456789012345678', 'c', 200],
  ['1999', '000', 'S', 400],
  ['1007', '123', 'X', 400],
])('bank %s with account %s of type %s answers %i', async (code, number, type, status) => {
  await using lp = await createLocalpayment()
  const body = { country: 'col', bank: { code, account: { number, type }, branch: { code: '' } } }
  expect((await lp.api.post('/api/validation/bank', body)).status).toBe(status)
})

test('document types and countries are taken in any letter case', async () => {
  await using lp = await createLocalpayment()
  const body = { country: 'col', document: { type: 'nIT', id: '901.458.652-7' } }
  expect((await lp.api.post('/api/validation/document', body)).body).toEqual({
    code: '200',
    description: 'Valid id and type document',
  })
})

test('the payment methods of an account are 2006 in and 0062 out, among others', async () => {
  await using lp = await createLocalpayment()
  const { body } = await lp.api.get(
    `/api/resources/payment-methods?accountNumber=${lp.accountNumber}`,
  )
  expect(body).toHaveLength(1)
  expect(body[0].payoutPaymentMethods).toEqual([
    {
      id: expect.any(Number),
      code: '0062',
      name: 'Bre-B Key',
      description: 'Bre-B Key',
      paymentMethodType: 'BankTransfer',
      country: {
        id: 1,
        code: '170',
        name: 'Colombia',
        isoCode3: 'COL',
        localCurrency: { code: '170', name: 'Colombian Peso', isoCode3: 'COP' },
      },
    },
  ])
  expect(body[0].payinPaymentMethods.map(({ code }: { code: string }) => code)).toContain('2006')
  expect((await lp.api.get('/api/resources/payment-methods?countryIsoCode3=MEX')).body).toEqual([])
})
