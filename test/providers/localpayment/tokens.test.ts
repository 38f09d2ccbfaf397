/** Logins, tokens, and the shapes of refusals that come before everything else. */
import { expect, test } from 'vitest'
import { createLocalpayment } from './kit.ts'

/** A part of a JWT: the claims, or part 0, the header. */
const decode = (token: string, part = 1) =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString())

test('a login answers two JWTs with the claims of the documents', async () => {
  await using lp = await createLocalpayment()
  const { access, refresh } = await lp.login()
  expect(decode(access, 0)).toEqual({ typ: 'JWT', alg: 'HS256' })
  const claims = decode(access)
  expect(claims).toMatchObject({
    token_type: 'access',
    user_id: 1000,
    superuser: false,
    is_staff: false,
    roles: [],
    client_code: '0001',
  })
  expect(claims.exp - claims.iat).toBe(300)
  expect(decode(refresh).exp - decode(refresh).iat).toBe(86_400)
})

test('unknown users and wrong passwords are refused alike', async () => {
  await using lp = await createLocalpayment()
  const { username } = lp.sandbox.localpayment.credentials
  const body = { detail: 'No active account found with the given credentials' }
  for (const login of [
    { username, password: 'wrong' },
    { username: 'nobody@example.com', password: 'wrong' },
  ]) {
    expect(await lp.api.send('POST', '/api/token/', login, {})).toMatchObject({ status: 401, body })
  }
})

test('a login without a password is told which field is missing', async () => {
  await using lp = await createLocalpayment()
  expect(await lp.api.send('POST', '/api/token/', { username: 'a' }, {})).toMatchObject({
    status: 400,
    body: { password: ['This field is required.'] },
  })
})

test('an access token is not a refresh token, nor the other way round', async () => {
  await using lp = await createLocalpayment()
  const { access, refresh } = await lp.login()
  expect(await lp.api.send('POST', '/api/token/refresh/', { refresh: access }, {})).toMatchObject({
    status: 401,
    body: { detail: 'Token is invalid or expired', code: 'token_not_valid' },
  })
  const answer = await lp.api.send('GET', '/api/resources/payment-methods', undefined, {
    authorization: `Bearer ${refresh}`,
  })
  expect(answer.status).toBe(401)
})

test('a refreshed token works where the old one has expired', async () => {
  await using lp = await createLocalpayment()
  const { refresh } = await lp.login()
  await lp.sandbox.clock.advance('PT1H')
  const { body } = await lp.api.send('POST', '/api/token/refresh', { refresh }, {})
  const answer = await lp.api.send('GET', '/api/resources/payment-methods', undefined, {
    authorization: `Bearer ${body.access}`,
  })
  expect(answer.status).toBe(200)
})

test('calls without a token, to unknown paths and with other methods have the framework’s shapes', async () => {
  await using lp = await createLocalpayment()
  expect(await lp.api.send('GET', '/api/resources/payment-methods', undefined, {})).toMatchObject({
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
  })
  expect(await lp.api.get('/api/nothing')).toMatchObject({
    status: 404,
    body: { detail: 'Not found.' },
  })
  expect(await lp.api.get('/api/payout')).toMatchObject({
    status: 405,
    body: { detail: 'Method "GET" not allowed.' },
  })
  expect(await lp.api.post('/api/virtual-account', '{')).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('JSON parse error') },
  })
})

test('what is known by name only says so', async () => {
  await using lp = await createLocalpayment()
  for (const path of [
    '/api/virtual-account-batch/170-1',
    '/api/resources/banks?CountryISOCode3=COL',
  ]) {
    const answer = await lp.api.get(path)
    expect(answer.status).toBe(501)
    expect(answer.body.ensayo.code).toBe('NOT_MODELLED')
  }
})
