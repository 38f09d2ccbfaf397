/** Payouts on hold, rejected, authorized; what triggers refuse. */
import { expect, test } from 'vitest'
import { createLocalpayment, PAYOUT_ID, uuid } from './kit.ts'

test('a payout on hold stays there until it is released, and then goes on', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/payout/', [lp.payout()])
  await lp.sandbox.trigger('localpayment.payout.hold', { externalId: PAYOUT_ID, code: '103' })
  await lp.sandbox.clock.advance('PT1H')
  await lp.login()
  expect(await lp.statusOf(PAYOUT_ID)).toEqual({
    code: '103',
    description: 'OnHold',
    detail: 'Pending documentation',
  })
  expect(await lp.balance()).toBe(99_950_000)
  await lp.sandbox.trigger('localpayment.payout.release', { externalId: PAYOUT_ID })
  await lp.sandbox.clock.advance('PT4S')
  expect((await lp.statusOf(PAYOUT_ID)).code).toBe('200')
})

test('a payout rejected on its way gives its amount back and tells why', async () => {
  await using lp = await createLocalpayment()
  await lp.listen('PayOut')
  await lp.api.post('/api/payout/', [lp.payout()])
  await lp.sandbox.trigger('localpayment.payout.reject', { externalId: PAYOUT_ID, code: 601 })
  await lp.sandbox.clock.advance('PT1M')
  expect(await lp.statusOf(PAYOUT_ID)).toEqual({
    code: '601',
    description: 'Rejected',
    detail: 'Beneficiary blacklisted',
  })
  expect(await lp.balance()).toBe(100_000_000)
  expect((await lp.messages()).map(({ body }) => body)).toMatchObject([
    {
      data: {
        status: { code: '601' },
        errors: [{ code: '601', description: 'Beneficiary blacklisted' }],
      },
    },
  ])
})

test('a range of dates authorizes what waits in it', async () => {
  await using lp = await createLocalpayment({
    variants: { 'localpayment.payout.authorization': 'pending-auth' },
  })
  await lp.api.post('/api/payout/', [lp.payout(), lp.payout({ externalId: uuid(1) })])
  const authorize = (dateFrom: string, dateTo: string) =>
    lp.api.post('/api/payout/authorize', { dateFrom, dateTo })
  expect((await authorize('2026-02-24', '2026-02-24')).body).toEqual([])
  expect((await authorize('2026-02-25', '2026-02-25')).body).toMatchObject([
    { externalId: PAYOUT_ID, status: { code: '100' } },
    { externalId: uuid(1), status: { code: '100' } },
  ])
  expect((await lp.api.post('/api/payout/authorize', { externalId: PAYOUT_ID })).status).toBe(400)
  expect((await lp.api.post('/api/payout/authorize', { internalId: uuid(9) })).status).toBe(404)
})

test.each([
  ['none', {}],
  ['two', { externalId: PAYOUT_ID, internalId: uuid(1) }],
  ['an id and a range', { externalId: PAYOUT_ID, dateFrom: '2026-02-25', dateTo: '2026-02-25' }],
  ['half a range', { dateFrom: '2026-02-25' }],
  ['the other half', { externalId: PAYOUT_ID, dateTo: '2026-02-25' }],
  ['a range by other names', { since: '2026-02-25', until: '2026-02-25' }],
])('an authorization by %s of the three ways is refused', async (_, body) => {
  await using lp = await createLocalpayment()
  expect((await lp.api.post('/api/payout/', [lp.payout({ requireAuth: true })])).status).toBe(201)
  expect((await lp.api.post('/api/payout/authorize', body)).status).toBe(400)
  expect((await lp.statusOf(PAYOUT_ID)).code).toBe('104')
})

test('a payout can be rejected with status 300 after it was received', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/payout/', [lp.payout()])
  await lp.sandbox.trigger('localpayment.payout.reject', { externalId: PAYOUT_ID, code: '300' })
  expect(await lp.statusOf(PAYOUT_ID)).toEqual({
    code: '300',
    description: 'Rejected',
    detail: 'Invalid param',
  })
  expect((await lp.api.get(`/api/transactions/${PAYOUT_ID}`)).body.errors).toEqual([
    { code: '300', description: 'Invalid param' },
  ])
})

test('the detail of a payout has the members that v3 shows', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/payout/', [lp.payout()])
  const { body } = await lp.api.get(`/api/transactions/${PAYOUT_ID}`)
  expect(body).toMatchObject({
    transactionType: 'PayOut',
    loteOut: null,
    paymentMethod: { code: '0062', paymentMethodType: 'BankTransfer' },
    clientCode: '0001',
    confirmed: { currency: 'COP', fxQuote: 1, amount: 50_000, exchangeRateToken: null },
    payment: { installment: null },
    beneficiary: {
      bank: { account: { alias: '@anaEnsayo0001', number: null, pixKey: null } },
      lastName: 'Ensayo',
      phone: { countryCode: null, areaCode: null, number: null },
    },
  })
})

test('a key that differs from a known one by its case alone earns a hint', async () => {
  await using lp = await createLocalpayment()
  const { lastName: lastname, ...beneficiary } = lp.payout().beneficiary
  const { status, headers } = await lp.api.post('/api/payout/', [
    lp.payout({ beneficiary: { ...beneficiary, lastname } }),
  ])
  expect(status).toBe(400)
  expect(headers.get('x-ensayo-hint')).toContain(
    'The key "[].beneficiary.lastname" is unknown and was ignored. Did you mean "lastName"?',
  )
})

test('each element of an array is accepted or rejected by itself', async () => {
  await using lp = await createLocalpayment()
  const { body, status } = await lp.api.post('/api/payout/', [
    {},
    5,
    lp.payout(),
    lp.payout({ externalId: uuid(1), amount: 1.005 }),
  ])
  expect(status).toBe(201)
  expect(body.map((entry: { status: { code: string } }) => entry.status.code)).toEqual([
    '801',
    '801',
    '100',
    '512',
  ])
  expect(body[1].errors).toEqual([
    { code: '300', description: 'Invalid param + [body] + verification failed' },
  ])
  expect(await lp.balance()).toBe(99_950_000)
})

test('a rejection is explained by the quirk behind it, in headers alone', async () => {
  await using lp = await createLocalpayment()
  const bare = await lp.api.post('/api/payout/', lp.payout())
  expect(bare.headers.get('x-ensayo-quirk')).toContain('localpayment.payout.bare-object=rejected')
  expect(bare.headers.get('x-ensayo-hint')).toBe('Wrap the payout in an array.')
  const zero = await lp.api.post('/api/payout/', [lp.payout({ amount: 0 })])
  expect(zero.headers.get('x-ensayo-quirk')).toBe('localpayment.payout.zero-amount=511')
  const document = { type: 'NIT', id: '901275418-9' }
  const beneficiary = { ...lp.account().beneficiary, document }
  const { headers } = await lp.api.post('/api/virtual-account', lp.account({ beneficiary }))
  expect(headers.get('x-ensayo-hint')).toContain('The check digit of the NIT is wrong')
})

test('an empty array is refused', async () => {
  await using lp = await createLocalpayment()
  expect(await lp.api.post('/api/payout/', [])).toMatchObject({
    status: 400,
    body: {
      status: { code: '400', description: 'ERROR', detail: 'Empty mandatory param + [body]' },
    },
  })
})

test('an individual needs a last name and every field is checked by its path', async () => {
  await using lp = await createLocalpayment()
  const { beneficiary } = lp.payout()
  const { body } = await lp.api.post('/api/payout/', [
    lp.payout({ beneficiary: { ...beneficiary, lastName: '' }, conceptCode: '1' }),
    lp.payout({ beneficiary: { ...beneficiary, document: { type: 'CC', id: '1' } } }),
  ])
  expect(body[0].errors).toEqual([
    { code: '301', description: 'Empty mandatory param + [beneficiary.lastName]' },
    { code: '300', description: 'Invalid param + [conceptCode] + verification failed' },
  ])
  expect(body[1].errors).toEqual([
    { code: '300', description: 'Invalid param + [beneficiary.document.id] + verification failed' },
  ])
})

test('triggers name what is not there or cannot be', async () => {
  await using lp = await createLocalpayment()
  const play = (name: string, parameters: Record<string, unknown>) =>
    lp.sandbox.trigger(`localpayment.${name}`, parameters)
  await expect(play('payout.reject', { externalId: 'x' })).rejects.toThrow(
    'no payout in this account has the externalId "x"',
  )
  await expect(play('payin.approve', { externalId: 'x' })).rejects.toThrow(
    'no payin by PSE or in cash in this account has the externalId "x"',
  )
  await expect(play('payin.receive', { key: '@x', amount: 1 })).rejects.toThrow(
    'no virtual account in this account has the key "@x"',
  )
  await lp.api.post('/api/payout/', [lp.payout()])
  await expect(play('payout.reject', { externalId: PAYOUT_ID, code: '1' })).rejects.toThrow(
    'No rejection code "1"',
  )
  await expect(play('payout.release', { externalId: PAYOUT_ID })).rejects.toThrow(
    'is received; it must be onHold',
  )
  await expect(play('account.fund', { amount: -100_000_000 })).rejects.toThrow('cannot be booked')
  await expect(play('key.skip', { by: 0 })).rejects.toThrow('is not a number of keys')
})
