/** Virtual accounts: checks, states, isolation. */
import { expect, test } from 'vitest'
import { createLocalpayment, KEY, openLocalpayment, uuid, VA_ID } from './kit.ts'

const PATH = `/api/virtual-account/${VA_ID}`
const REFUSED = {
  status: 400,
  body: { status: { code: '400', description: 'ERROR', detail: 'Invalid operation' } },
}

test('an account in progress can be neither disabled nor enabled nor deleted', async () => {
  await using lp = await createLocalpayment()
  await lp.api.post('/api/virtual-account', lp.account())
  expect(await lp.api.put(`${PATH}/activation/disable/`)).toMatchObject(REFUSED)
  expect(await lp.api.put(`${PATH}/activation/enable/`)).toMatchObject(REFUSED)
  expect(await lp.api.delete(PATH)).toMatchObject(REFUSED)
})

test('an account goes from active to disabled and back, and to deleted for good', async () => {
  await using lp = await createLocalpayment()
  await lp.activate()
  const receive = () => lp.sandbox.trigger('localpayment.payin.receive', { key: KEY, amount: 1 })
  expect(await lp.api.put(`${PATH}/activation/enable/`)).toMatchObject(REFUSED)
  expect((await lp.api.put(`${PATH}/activation/disable/`)).status).toBe(200)
  await expect(receive()).rejects.toThrow('is disabled')
  expect(await lp.api.post('/api/payin/simulate', lp.simulation())).toMatchObject(REFUSED)
  expect(await lp.api.put(`${PATH}/activation/disable/`)).toMatchObject(REFUSED)
  expect((await lp.api.put(`${PATH}/activation/enable/`)).status).toBe(200)
  await receive()
  await lp.sandbox.clock.advance('PT1S')
  expect((await lp.api.delete(PATH)).status).toBe(200)
  expect(await lp.api.delete(PATH)).toMatchObject(REFUSED)
  expect(await lp.api.put(`${PATH}/activation/enable/`)).toMatchObject(REFUSED)
})

test('an account is not deleted while a payin to it is under way', async () => {
  await using lp = await createLocalpayment()
  await lp.activate()
  await lp.api.post('/api/payin/simulate', lp.simulation())
  expect(await lp.api.delete(PATH)).toMatchObject(REFUSED)
  await lp.sandbox.clock.advance('PT1S')
  expect((await lp.api.delete(PATH)).status).toBe(200)
})

test.each([
  ['COMPANY', 'NIT', '901275418-3', 201],
  ['COMPANY', 'CC', '1088338888', 400],
  ['INDIVIDUAL', 'NIT', '901275418-3', 400],
  ['INDIVIDUAL', 'CC', '1.004.922.993', 201],
  ['INDIVIDUAL', 'CC', '12345', 400],
  ['INDIVIDUAL', 'CC', '123456', 201],
  ['INDIVIDUAL', 'CC', '12345678901', 400],
  ['INDIVIDUAL', 'TI', '1050324598', 201],
  ['INDIVIDUAL', 'TI', '105032459', 400],
  ['INDIVIDUAL', 'CE', 'E226932', 201],
  ['INDIVIDUAL', 'PASS', 'AO258413', 201],
])('%s with %s %s answers %i', async (type, documentType, id, status) => {
  await using lp = await createLocalpayment()
  const beneficiary = { type, name: 'Ana Ensayo', document: { type: documentType, id } }
  expect((await lp.api.post('/api/virtual-account', lp.account({ beneficiary }))).status).toBe(
    status,
  )
})

test('an unknown account is not found', async () => {
  await using lp = await createLocalpayment()
  const body = {
    status: { code: '404', description: 'ERROR', detail: 'Virtual account not found' },
  }
  expect(await lp.api.get(PATH)).toMatchObject({ status: 404, body })
  expect(await lp.api.delete(PATH)).toMatchObject({ status: 404, body })
  expect(await lp.api.post('/api/payin/simulate', lp.simulation())).toMatchObject({
    status: 404,
    body,
  })
})

test('somebody else’s account number is rejected', async () => {
  await using lp = await createLocalpayment()
  const { body } = await lp.api.post(
    '/api/virtual-account',
    lp.account({ accountNumber: '170.170.99999999' }),
  )
  expect(body.errors).toEqual([
    { code: '300', detail: 'Invalid param + [accountNumber] + verification failed' },
  ])
})

test('missing fields are named one by one', async () => {
  await using lp = await createLocalpayment()
  const { body } = await lp.api.post('/api/virtual-account', {
    country: 'COL',
    beneficiary: { type: 'COMPANY', name: 'Uno SAS' },
  })
  expect(body).toEqual({
    externalId: null,
    internalId: expect.any(String),
    status: {
      code: '300',
      description: 'REJECTED',
      detail: 'Empty mandatory param + [externalId]',
    },
    errors: [
      { code: '301', detail: 'Empty mandatory param + [externalId]' },
      { code: '301', detail: 'Empty mandatory param + [accountNumber]' },
      { code: '301', detail: 'Empty mandatory param + [document]' },
    ],
  })
})

test('accounts of the sandbox see nothing of each other', async () => {
  await using lp = await createLocalpayment()
  const other = await openLocalpayment(lp.sandbox, await lp.sandbox.account())
  expect(other.accountNumber).not.toBe(lp.accountNumber)
  await lp.activate()
  await lp.api.post('/api/payout/', [lp.payout({ externalId: uuid(1) })])
  expect((await other.api.get(PATH)).status).toBe(404)
  expect((await other.api.get(`/api/transactions/${uuid(1)}`)).status).toBe(404)
  expect((await other.api.post('/api/payin/simulate', other.simulation())).status).toBe(404)
  expect((await other.api.get(`/api/accounts/${lp.accountNumber}/balance`)).status).toBe(403)
  expect(await other.balance()).toBe(100_000_000)
  expect((await other.activate()).beneficiary.bank.account.number).toBe(KEY)
})
