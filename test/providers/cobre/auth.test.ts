import { expect, test } from 'vitest'
import { createTestSandbox, quirkTest, START } from './setup.ts'

/** The guide prints the one, every full address has the other. */
const PATHS = ['/v1/auth', '/auth']

test('a token is signed by RS256, and its head begins as the one in the sample', async () => {
  const { api, account } = await createTestSandbox()
  const { secret, userId: user_id } = account.cobre.credentials
  const tokens = []
  for (const path of PATHS)
    tokens.push((await api.post(path, { user_id, secret })).body.access_token as string)
  for (const token of tokens) {
    expect(token.startsWith('eyJhbGciOiJSUzI1')).toBe(true)
    const [head, , signature] = token.split('.')
    expect(JSON.parse(Buffer.from(head!, 'base64url').toString()).alg).toBe('RS256')
    expect(Buffer.from(signature!, 'base64url')).toHaveLength(256)
    const authorization = `Bearer ${token}`
    expect((await api.call('GET', '/v1/accounts', undefined, { authorization })).status).toBe(200)
    const forged = `${authorization.slice(0, -8)}AAAAAAAA`
    const refused = await api.call('GET', '/v1/accounts', undefined, { authorization: forged })
    expect(refused.status).toBe(401)
  }
})

test('answers a token with its life in seconds, and nothing else', async () => {
  const { api, account } = await createTestSandbox()
  const { secret, userId: user_id } = account.cobre.credentials

  const { body, status } = await api.post('/v1/auth', { user_id, secret })

  expect(status).toBe(200)
  expect(body).toEqual({
    access_token: expect.stringMatching(/^eyJ/),
    type: 'Bearer',
    expiration_time: 1200,
  })
  const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
  expect(claims.exp).toBe(START / 1_000 + 1_200)
})

test.each([
  ['without the user id', { secret: 'x' }, 'AU001'],
  ['without the secret', { user_id: 'x' }, 'AU002'],
  ['with a field too many', { user_id: 'x', secret: 'x', grant_type: 'y' }, 'AU003'],
])('refuses a login %s', async (_, body, error_code) => {
  const { api } = await createTestSandbox()
  const answer = await api.post('/v1/auth', body)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({ error_code, error_description: expect.any(String) })
})

test('refuses wrong credentials, a missing token and an unknown one', async () => {
  const { api, account } = await createTestSandbox()
  const { userId: user_id } = account.cobre.credentials
  expect((await api.post('/v1/auth', { user_id, secret: 'wrong' })).status).toBe(401)
  for (const authorization of ['', 'Bearer eyJx.y.z', 'Basic x']) {
    const answer = await api.call('GET', '/v1/accounts', undefined, { authorization })
    expect(answer.status).toBe(401)
    expect(Object.keys(answer.body)).toEqual(['error_code', 'error_description'])
  }
})

quirkTest(
  'cobre.auth.token-life = twenty-minutes',
  'a token lives 1200 s',
  async ({ api, clock }) => {
    await clock.advance(1_199_999)
    expect((await api.get('/v1/accounts')).status).toBe(200)
    await clock.advance(1)
    expect((await api.get('/v1/accounts')).status).toBe(401)
  },
)

quirkTest('cobre.auth.token-life = one-minute', 'a token lives 60 s', async ({ api, clock }) => {
  await clock.advance(59_999)
  expect((await api.get('/v1/accounts')).status).toBe(200)
  await clock.advance(1)
  expect((await api.get('/v1/accounts')).status).toBe(401)
})

for (const [choice, status] of [
  ['cobre.auth.status = 200', 200],
  ['cobre.auth.status = 201', 201],
] as const) {
  quirkTest(choice, `a login answers ${status}`, async ({ api, account }) => {
    const { secret, userId: user_id } = account.cobre.credentials
    expect((await api.post('/v1/auth', { user_id, secret })).status).toBe(status)
  })
}

for (const [choice, present, absent] of [
  ['cobre.auth.expires-in = expiration-time', 'expiration_time', 'expires_in'],
  ['cobre.auth.expires-in = expires-in', 'expires_in', 'expiration_time'],
] as const) {
  quirkTest(choice, `the life stands in ${present}`, async ({ api, account }) => {
    const { secret, userId: user_id } = account.cobre.credentials
    for (const path of PATHS) {
      const { body } = await api.post(path, { user_id, secret })
      expect(body[present]).toBe(1200)
      expect(body).not.toHaveProperty(absent)
    }
  })
}

for (const [choice, status] of [
  ['cobre.auth.unversioned-path = served', 200],
  ['cobre.auth.unversioned-path = not-found', 404],
] as const) {
  quirkTest(choice, `POST /auth answers ${status}`, async ({ api, account }) => {
    const { secret, userId: user_id } = account.cobre.credentials
    const answer = await api.post('/auth', { user_id, secret })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-ensayo-hint') ?? 'Call /v1/auth.').toBe('Call /v1/auth.')
  })
}

quirkTest(
  'cobre.auth.malformed-body = au004',
  'a broken body answers AU004',
  async ({ account }) => {
    for (const path of PATHS) {
      const answer = await account.cobre.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"user_id":',
      })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error_code: 'AU004' })
    }
  },
)

for (const [choice, status] of [
  ['cobre.auth.credential-names = user-id', 400],
  ['cobre.auth.credential-names = client-id', 200],
] as const) {
  quirkTest(choice, `client_id and client_secret answer ${status}`, async ({ api, account }) => {
    const { secret: client_secret, userId: client_id } = account.cobre.credentials
    for (const path of PATHS)
      expect((await api.post(path, { client_id, client_secret })).status).toBe(status)
  })
}

test('a login with client_id is of the account that it names', async () => {
  const { sandbox } = await createTestSandbox()
  const own = await sandbox.account()
  await own.quirks.set('cobre.auth.credential-names', 'client-id')
  const { secret: client_secret, userId: client_id } = own.cobre.credentials
  const logIn = (fetch: typeof own.cobre.fetch) =>
    fetch('/v1/auth', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id, client_secret }),
    })
  expect((await logIn(own.cobre.fetch)).status).toBe(200)
  expect((await logIn(sandbox.cobre.fetch)).status).toBe(200)
})

for (const [choice, status] of [
  ['cobre.auth.extra-field = au003', 400],
  ['cobre.auth.extra-field = ignored', 200],
] as const) {
  quirkTest(choice, `a grant_type answers ${status}`, async ({ api, account }) => {
    const { secret, userId: user_id } = account.cobre.credentials
    const body = { user_id, secret, grant_type: 'client_credentials' }
    for (const path of PATHS) expect((await api.post(path, body)).status).toBe(status)
  })
}
