/**
 * Batches of virtual accounts.
 * Source: https://docs.v3.localpayment.com/request-a-payment/payins/bank-transfer/virtual-account/api-reference/request-batch,
 * read 2026-11-30.
 */
import { expect, test } from 'vitest'
import { createLocalpayment, type Localpayment, type Loose, quirkTest, uuid } from './kit.ts'

const BATCH_ID = uuid(900)

function toBatch(lp: Localpayment, over: Loose = {}, count = 10): Loose {
  const { beneficiary } = lp.account()
  const accounts = Array.from({ length: count }, (_, index) => ({
    externalId: uuid(index),
    beneficiary,
  }))
  return {
    externalId: BATCH_ID,
    accountNumber: lp.accountNumber,
    country: 'MEX',
    name: 'Lote',
    accounts,
    ...over,
  }
}

const send = (lp: Localpayment, over: Loose = {}, count?: number) =>
  lp.api.post('/api/virtual-account-batch', toBatch(lp, over, count))

test('a batch is taken, and says where to ask for it later', async () => {
  await using lp = await createLocalpayment()
  const { status, body } = await send(lp)
  expect(status).toBe(201)
  expect(body).toEqual({
    externalId: BATCH_ID,
    internalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    accountNumber: lp.accountNumber,
    status: {
      code: '100',
      description: 'INPROGRESS',
      detail: 'Batch Process Virtual Account in progress',
    },
    comment: expect.stringMatching(/GET \/api\/virtual-account-batch\/\d+-\d+/),
  })
  expect((await send(lp)).body.status).toMatchObject({ code: '300', description: 'REJECTED' })
  expect((await send(lp)).body.errors[0].code).toBe('500')
})

test('a batch has 10 to 5,000 accounts', async () => {
  await using lp = await createLocalpayment()
  const { beneficiary } = lp.account()
  const small = { ...beneficiary, name: 'A' }
  const statusOf = async (count: number) => {
    const accounts = Array.from({ length: count }, (_, index) => ({
      externalId: `a${index}`,
      beneficiary: small,
    }))
    return (await send(lp, { accounts, externalId: uuid(count) })).status
  }
  expect(await Promise.all([9, 10, 5_000, 5_001].map(statusOf))).toEqual([400, 201, 201, 400])
})

test.each([
  ['no accounts', { accounts: undefined }, '[accounts]'],
  ['another merchant account', { accountNumber: '170.170.99999999' }, '[accountNumber]'],
  ['an externalId with a blank', { externalId: 'a b' }, '[externalId]'],
  ['a country that is none', { country: 'Mexico' }, '[country]'],
  ['a country without the API', { country: 'BRA' }, '[country]'],
])('a batch with %s is rejected', async (_, over, words) => {
  await using lp = await createLocalpayment()
  const { status, body } = await send(lp, over)
  expect(status).toBe(400)
  expect(body.errors[0].detail).toContain(words)
})

test('an individual of a batch needs a last name, a company none', async () => {
  await using lp = await createLocalpayment()
  const accounts = toBatch(lp).accounts.map((account: Loose, index: number) =>
    index === 3
      ? { ...account, beneficiary: { ...account.beneficiary, type: 'INDIVIDUAL' } }
      : account,
  )
  const { body } = await send(lp, { accounts })
  expect(body.errors[0].detail).toBe('Empty mandatory param + [accounts.3.beneficiary.lastName]')
})

test('how a batch stands is known by name only', async () => {
  await using lp = await createLocalpayment()
  await send(lp)
  expect((await lp.api.get('/api/virtual-account-batch/170-1')).status).toBe(501)
})

quirkTest(
  'localpayment.va.batch-countries = argentina-and-mexico: Colombia has no batches',
  async (lp) => {
    expect((await send(lp, { country: 'ARG' })).status).toBe(201)
    const { body, headers } = await send(lp, { country: 'COL', externalId: uuid(901) })
    expect(body.errors[0].detail).toContain('[country]')
    expect(headers.get('x-ensayo-quirk')).toContain('localpayment.va.batch-countries')
    expect((await lp.api.get(`/api/virtual-account/${uuid(0)}`)).status).toBe(404)
  },
)

quirkTest(
  'localpayment.va.batch-countries = colombia-too: accounts come of a Colombian batch',
  async (lp) => {
    expect((await send(lp, { country: 'COL' })).status).toBe(201)
    await lp.sandbox.clock.advance('PT6S')
    const { body: first } = await lp.api.get(`/api/virtual-account/${uuid(0)}`)
    const { body: last } = await lp.api.get(`/api/virtual-account/${uuid(9)}`)
    expect([first.status.code, last.status.code]).toEqual(['200', '200'])
    expect(first.beneficiary.bank.account.number).not.toBe(last.beneficiary.bank.account.number)
  },
)
