/** The example requests of docs.cobre.com, with only base URL and credentials replaced. */
import { expect, test } from 'vitest'
import { createTestSandbox, type Json } from './setup.ts'

interface Example {
  section: string
  method: string
  path: string
  /** As printed, but for what `replace` fills in. */
  body: Json
  answer: { status: number; body: Json }
}

const EXAMPLES: Example[] = [
  {
    section: 'Authentication guide, step 2: Authenticate into the Platform',
    method: 'POST',
    path: '/auth',
    body: { user_id: 'your_user_id', secret: 'your_secret' },
    answer: {
      status: 200,
      body: { access_token: 'eyJhbGciOiJSUzI1...', type: 'Bearer', expiration_time: 1200 },
    },
  },
]

/** The base URL replaced once without and once with the version segment. */
for (const base of ['', '/v1']) {
  test.each(EXAMPLES)(
    `$section gets the documented answer below "${base}"`,
    async ({ method, path, body, answer }) => {
      const { api, account } = await createTestSandbox()
      const { secret, userId: user_id } = account.cobre.credentials
      const found = await api.call(method, `${base}${path}`, { ...body, user_id, secret })
      expect(found.status).toBe(answer.status)
      expect(Object.keys(found.body)).toEqual(Object.keys(answer.body))
      for (const [key, value] of Object.entries(answer.body))
        expect(typeof found.body[key]).toBe(typeof value)
      expect(found.body).toMatchObject({ type: 'Bearer', expiration_time: 1200 })
    },
  )
}

test('the actions of the guide about Cobre Balances work one after another', async () => {
  const { api } = await createTestSandbox()
  const id = await api.account()
  const primary = await api.account()
  const path = `/v1/accounts/${id}`
  expect((await api.get(path)).status).toBe(200)
  expect((await api.call('PATCH', path, { alias: 'x' })).status).toBe(200)
  expect(
    (await api.call('PUT', `${path}/primary_account`, { primary_account: primary })).status,
  ).toBe(200)
  expect((await api.delete(`${path}/primary_account`)).status).toBe(200)
})
