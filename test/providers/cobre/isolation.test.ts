import { expect, test } from 'vitest'
import { createClient, createTestSandbox } from './setup.ts'

test('accounts see neither records, events nor tokens of one another', async () => {
  const { api, sandbox } = await createTestSandbox()
  const other = await createClient(await sandbox.account())
  await other.api.subscribe(['accounts.balance.credit'])
  const id = await api.account(100)

  expect((await other.api.get(`/v1/accounts/${id}`)).status).toBe(404)
  expect((await other.api.get('/v1/accounts')).body.total_items).toBe(0)
  expect((await other.api.get('/v1/transactions')).body.total_items).toBe(0)
  expect(await other.api.events()).toEqual([])
  const own = await other.api.account(5)
  expect((await api.get(`/v1/accounts/${own}`)).status).toBe(404)
  expect(await other.api.events()).toHaveLength(1)
  expect(other.account.cobre.credentials).not.toEqual(sandbox.cobre.credentials)
})

test('a login with the credentials of two accounts is refused', async () => {
  const { api, sandbox } = await createTestSandbox()
  const { cobre } = await sandbox.account()
  const user_id = cobre.credentials.userId
  const { secret } = sandbox.cobre.credentials
  expect((await api.post('/v1/auth', { user_id, secret })).status).toBe(401)
})
