/**
 * Login in two steps, refresh, logout, TOTP, API keys and signed requests.
 * Source: https://integration-guide.avenia.io/docs/Security/apiKeysGuide, read 2026-11-20.
 */
import { createSign, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Avenia, COP, createAvenia, hintsOf, START_AT, toJson, toKey } from './kit.ts'

const login = (avenia: Avenia, change: Record<string, string> = {}) => {
  const { email, password } = avenia.sandbox.avenia.credentials
  return avenia.api.send('/v2/auth/login', toJson('POST', { email, password, ...change }))
}
const validate = (avenia: Avenia, emailToken: string) =>
  avenia.api.send(
    '/v2/auth/validate-login',
    toJson('POST', { email: avenia.sandbox.avenia.credentials.email, emailToken }),
  )
const asBearer = (accessToken: string) => ({ headers: { authorization: `Bearer ${accessToken}` } })
const BALANCES = '/v2/account/balances'

test('logs in in two steps; the e-mailed token works once', async () => {
  await using avenia = await createAvenia()
  expect(await login(avenia)).toMatchObject({ status: 200, body: {} })
  expect((await validate(avenia, '000000')).status).toBe(401)
  const { status, body } = await validate(avenia, '777777')
  expect(status).toBe(200)
  expect(body).toEqual({
    accessToken: expect.stringMatching(/^eyJ/),
    refreshToken: expect.stringMatching(/^eyJ/),
  })
  expect((await avenia.api.send(BALANCES, asBearer(body.accessToken))).status).toBe(200)
  expect((await validate(avenia, '777777')).status).toBe(401)
})

test('refuses an unknown e-mail and a wrong password alike', async () => {
  await using avenia = await createAvenia()
  const error = { status: 401, body: { error: 'invalid credentials' } }
  expect(await login(avenia, { password: 'x' })).toMatchObject(error)
  expect(await login(avenia, { email: 'x@example.com' })).toMatchObject(error)
  expect(await login(avenia, { email: '' })).toMatchObject({
    status: 400,
    body: { error: 'InvalidFieldError: email is invalid' },
  })
})

test('avenia.auth.login-body = empty: the first step answers an empty object, and says in the hint where the token is', async () => {
  await using avenia = await createAvenia()
  const answer = await login(avenia)
  expect(answer.text).toBe('{}')
  expect(hintsOf(answer).hint).toContain('777777')
})

test('avenia.auth.login-body = email-token: the first step answers the token', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.auth.login-body': 'email-token' } })
  expect((await login(avenia)).body).toEqual({ emailToken: '777777' })
})

test('avenia.auth.email-token = fixed: the e-mail holds 777777', async () => {
  await using avenia = await createAvenia()
  await login(avenia)
  expect(await avenia.sandbox.trigger('avenia.login.token')).toEqual({ emailToken: '777777' })
})

test('avenia.auth.email-token = random: the e-mail holds six digits, others each time', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.auth.email-token': 'random' } })
  await login(avenia)
  const first = (await avenia.sandbox.trigger('avenia.login.token')) as { emailToken: string }
  await login(avenia)
  const second = (await avenia.sandbox.trigger('avenia.login.token')) as { emailToken: string }
  expect(first.emailToken).toMatch(/^\d{6}$/)
  expect(second).not.toEqual(first)
  expect((await validate(avenia, first.emailToken)).status).toBe(401)
  expect((await validate(avenia, second.emailToken)).status).toBe(200)
})

test.each([
  ['one-hour', 3_600_000],
  ['fifteen-minutes', 900_000],
])('avenia.auth.token-life = %s: an access token ends then', async (variant, lifeMs) => {
  await using avenia = await createAvenia({
    startAt: Math.floor(START_AT / 1_000) * 1_000,
    variants: { 'avenia.auth.token-life': variant },
  })
  await avenia.sandbox.clock.advance(lifeMs - 1)
  expect((await avenia.api.get(BALANCES)).status).toBe(200)
  await avenia.sandbox.clock.advance(1)
  expect(await avenia.api.get(BALANCES)).toMatchObject({
    status: 401,
    body: { error: 'unauthorized' },
  })
})

test('a refresh gives a new pair, also after the access token is over', async () => {
  await using avenia = await createAvenia()
  await login(avenia)
  const pair = await validate(avenia, '777777')
  await avenia.sandbox.clock.advance('PT2H')
  const refreshed = await avenia.api.send(
    '/v2/auth/refresh',
    toJson('POST', { refreshToken: pair.body.refreshToken }),
  )
  expect(refreshed.status).toBe(200)
  expect((await avenia.api.send(BALANCES, asBearer(refreshed.body.accessToken))).status).toBe(200)
  const wrong = await avenia.api.send(
    '/v2/auth/refresh',
    toJson('POST', { refreshToken: pair.body.accessToken }),
  )
  expect(wrong.status).toBe(401)
})

test('a logout makes both tokens worthless', async () => {
  await using avenia = await createAvenia()
  await login(avenia)
  const { body } = await validate(avenia, '777777')
  const bearer = asBearer(body.accessToken)
  expect(await avenia.api.send('/v2/auth/logout', { method: 'POST', ...bearer })).toMatchObject({
    status: 200,
    body: {},
  })
  expect((await avenia.api.send(BALANCES, bearer)).status).toBe(401)
  const refreshed = await avenia.api.send(
    '/v2/auth/refresh',
    toJson('POST', { refreshToken: body.refreshToken }),
  )
  expect(refreshed.status).toBe(401)
  expect((await avenia.api.get(BALANCES)).status).toBe(200)
})

test('a changed password is the one that counts', async () => {
  await using avenia = await createAvenia()
  const currentPassword = avenia.sandbox.avenia.credentials.password
  const change = (over: object) =>
    avenia.api.patch('/v2/auth/change-password', {
      currentPassword,
      newPassword: 'nueva',
      newPasswordConfirm: 'nueva',
      ...over,
    })
  expect((await change({ currentPassword: 'x' })).body).toEqual({
    error: 'InvalidFieldError: currentPassword is invalid',
  })
  expect((await change({ newPasswordConfirm: 'x' })).body).toEqual({
    error: 'InvalidFieldError: newPasswordConfirm is invalid',
  })
  expect((await change({ newPasswordConfirm: undefined })).status).toBe(400)
  expect((await change({})).status).toBe(200)
  expect((await login(avenia)).status).toBe(401)
  expect((await login(avenia, { password: 'nueva' })).status).toBe(200)
  // The generated list has another name for the same.
  const names = { newPasswordConfirm: undefined, newConfirmPassword: 'nueva' }
  expect((await change({ currentPassword: 'nueva', ...names })).status).toBe(200)
})

interface Signing {
  method?: string
  path: string
  body?: string
  at?: number
  key?: string
  pem?: string
  sent?: { path?: string; body?: string }
}

async function signed(
  avenia: Avenia,
  { method = 'GET', path, body = '', at = START_AT, sent = {}, ...who }: Signing,
) {
  const { apiKey, privateKey } = avenia.sandbox.avenia.credentials
  const signature = createSign('RSA-SHA256')
    .update(`${at}${method}${path}${body}`)
    .sign(who.pem ?? privateKey!, 'base64')
  return avenia.api.send(sent.path ?? path, {
    method,
    headers: {
      'content-type': 'application/json',
      'X-API-Key': who.key ?? apiKey!,
      'X-API-Timestamp': String(at),
      'X-API-Signature': signature,
    },
    ...(body === '' ? {} : { body: sent.body ?? body }),
  })
}

test('accepts requests signed over timestamp, method, request URI and body', async () => {
  await using avenia = await createAvenia()
  expect((await signed(avenia, { path: '/v2/account/account-info?foo=bar' })).status).toBe(200)
  const info = '/v2/account/bank-accounts/cop/bre-b-info?breBKey=@CBW0ZWQT6'
  expect((await signed(avenia, { path: info })).status).toBe(200)
  const body = JSON.stringify(toKey())
  expect((await signed(avenia, { method: 'POST', path: COP, body })).status).toBe(200)
})

test.each([
  [
    'another query',
    { path: '/v2/account/balances?a=1', sent: { path: '/v2/account/balances?a=2' } },
  ],
  [
    'another encoding',
    { path: '/v2/account/balances?a=@', sent: { path: '/v2/account/balances?a=%40' } },
  ],
  ['a slash more', { path: '/v2/account/balances', sent: { path: '/v2/account/balances/' } }],
  ['one byte of body', { method: 'POST', path: COP, body: '{"a":1}', sent: { body: '{"a":2}' } }],
  ['an unknown key', { path: '/v2/account/balances', key: '5a4db0c5-0000-4000-8000-000000000000' }],
])('refuses a signed request with %s', async (_, signing) => {
  await using avenia = await createAvenia()
  expect(await signed(avenia, signing)).toMatchObject({
    status: 401,
    body: { error: 'unauthorized' },
  })
})

test('avenia.auth.key-alone = refused: a key without a signature is not enough', async () => {
  await using avenia = await createAvenia()
  const headers = { 'X-API-Key': avenia.sandbox.avenia.credentials.apiKey! }
  const answer = await avenia.api.send(BALANCES, { headers })
  expect(answer.status).toBe(401)
  expect(hintsOf(answer).hint).toMatch(/x-api-signature and x-api-timestamp/)
})

test('avenia.auth.key-alone = accepted: the official client is taken with its key alone, a wrong signature is not', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.auth.key-alone': 'accepted' } })
  const headers = { 'X-API-Key': avenia.sandbox.avenia.credentials.apiKey! }
  expect((await avenia.api.send(BALANCES, { headers })).status).toBe(200)
  const post = toJson('POST', toKey(), headers)
  expect((await avenia.api.send(COP, post)).status).toBe(200)
  expect((await signed(avenia, { path: BALANCES })).status).toBe(200)
  const forged = { ...headers, 'X-API-Timestamp': String(START_AT), 'X-API-Signature': 'AA==' }
  expect((await avenia.api.send(BALANCES, { headers: forged })).status).toBe(401)
  expect((await avenia.api.send(BALANCES, { headers: { 'X-API-Key': 'unknown' } })).status).toBe(
    401,
  )
  expect((await avenia.api.send(BALANCES)).status).toBe(401)
  // A login is still asked for where a page says so.
  expect((await avenia.api.send('/v2/auth/logout', { method: 'POST', headers })).status).toBe(401)
})

test('avenia.auth.timestamp-window = unchecked: a signature of last year is good', async () => {
  await using avenia = await createAvenia()
  expect((await signed(avenia, { path: BALANCES, at: START_AT - 365 * 86_400_000 })).status).toBe(
    200,
  )
})

test('avenia.auth.timestamp-window = five-minutes: a signature is good for five minutes to the millisecond', async () => {
  await using avenia = await createAvenia({
    variants: { 'avenia.auth.timestamp-window': 'five-minutes' },
  })
  expect((await signed(avenia, { path: BALANCES, at: START_AT - 300_000 })).status).toBe(200)
  expect((await signed(avenia, { path: BALANCES, at: START_AT - 300_001 })).status).toBe(401)
})

/** Puts a second factor into force and makes a key pair's API key. */
async function makeKey(avenia: Avenia, over: Record<string, unknown> = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  await avenia.api.post('/v2/auth/mfa/totp/create')
  const code = async () => (await avenia.sandbox.trigger('avenia.mfa.code')) as { otp: string }
  const { emailToken } = (await avenia.sandbox.trigger('avenia.login.token')) as {
    emailToken: string
  }
  const done = await avenia.api.post('/v2/auth/mfa/totp/validate', {
    ...(await code()),
    emailToken,
  })
  expect(done).toMatchObject({ status: 200, body: {} })
  const answer = await avenia.api.post('/v2/auth/api-keys/', {
    ...(await code()),
    name: 'servidor',
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }),
    ...over,
  })
  return {
    answer,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    otp: (await code()).otp,
  }
}

test('avenia.api-keys.create-status = 201: a client’s own key signs requests until it is deleted', async () => {
  await using avenia = await createAvenia()
  const { answer, pem, otp } = await makeKey(avenia)
  expect(answer.status).toBe(201)
  const key = answer.body.apiKey
  expect((await signed(avenia, { path: BALANCES, key, pem })).status).toBe(200)
  // The account's own key does not sign for this one.
  expect((await signed(avenia, { path: BALANCES, key })).status).toBe(401)

  const { body } = await avenia.api.get('/v2/auth/api-keys/')
  expect(body.apiKeys).toMatchObject([{ name: 'servidor', whitelistedIPs: [] }])
  expect(JSON.stringify(body)).not.toContain(key)
  const path = `/v2/auth/api-keys/${body.apiKeys[0].id}`
  expect((await avenia.api.delete(`${path}?otp=000000`)).status).toBe(400)
  expect((await avenia.api.delete(`${path}?otp=${otp}`)).status).toBe(200)
  expect((await signed(avenia, { path: BALANCES, key, pem })).status).toBe(401)
})

test('avenia.api-keys.create-status = 200: a new key answers 200', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.api-keys.create-status': '200' } })
  expect((await makeKey(avenia)).answer.status).toBe(200)
})

test('an allow-list is changed on the collection, by the key itself in the body', async () => {
  await using avenia = await createAvenia()
  const { answer, otp } = await makeKey(avenia)
  const { apiKey } = answer.body
  const change = (over: object) =>
    avenia.api.patch('/v2/auth/api-keys/', { otp, apiKey, whitelistedIPs: ['10.0.0.0/8'], ...over })
  expect((await change({ otp: '000000' })).body).toEqual({
    error: 'InvalidFieldError: otp is invalid',
  })
  const list = async () => (await avenia.api.get('/v2/auth/api-keys/')).body.apiKeys
  const [{ id }] = await list()
  for (const wrong of [id, 'unknown', undefined])
    expect((await change({ apiKey: wrong })).body).toEqual({
      error: 'InvalidFieldError: apiKey is invalid',
    })
  // The reference prints the shape of an error for what went well.
  expect(await change({})).toMatchObject({ status: 200, body: { error: '' } })
  expect(await list()).toMatchObject([{ whitelistedIPs: ['10.0.0.0/8'] }])
  expect((await change({ whitelistedIPs: undefined })).status).toBe(200)
  expect(await list()).toMatchObject([{ whitelistedIPs: ['10.0.0.0/8'] }])
  const byId = await avenia.api.patch(`/v2/auth/api-keys/${id}`, { otp, whitelistedIPs: [] })
  expect(byId.status).toBe(405)
})

test.each([
  ['permissions', 'permissions'],
  ['access-permission', 'accessPermission'],
])('avenia.accesses.permissions-key = %s: a login shows %s', async (variant, name) => {
  await using avenia = await createAvenia({
    variants: { 'avenia.accesses.permissions-key': variant },
  })
  const { id } = (await avenia.sandbox.trigger('avenia.access.id')) as { id: string }
  const permissions = {
    payIn: true,
    payOut: true,
    convert: true,
    onChain: true,
    viewOnly: false,
  }
  const path = '/v2/auth/accesses'
  const access = {
    id,
    email: 'sandbox@avenia.example',
    [name]: permissions,
    createdAt: '2026-01-01T00:00:00.000000Z',
  }
  expect((await avenia.api.get(`${path}/${id}`)).body).toEqual({ access })
  expect((await avenia.api.get(`${path}/unknown`)).status).toBe(404)
  const { otp } = await makeKey(avenia)
  const change = (over: object) =>
    avenia.api.patch(path, { id, otp, permissions: { ...permissions, payOut: false }, ...over })
  expect((await change({ otp: '000000' })).status).toBe(400)
  expect((await change({ id: 'unknown' })).status).toBe(404)
  expect((await change({ permissions: undefined })).status).toBe(400)
  expect(await change({})).toMatchObject({ status: 200, text: '{}' })
  const admin = { admin: false, markup: false }
  expect((await change({ permissions: admin })).status).toBe(200)
  expect((await avenia.api.get(`${path}/${id}`)).body.access[name]).toEqual({
    ...permissions,
    payOut: false,
    markup: false,
  })
})

test('avenia.api-keys.whitelist = optional: a key needs no allow-list', async () => {
  await using avenia = await createAvenia()
  expect((await makeKey(avenia)).answer.status).toBe(201)
})

test('avenia.api-keys.whitelist = required: a key without an allow-list is refused', async () => {
  await using avenia = await createAvenia({ variants: { 'avenia.api-keys.whitelist': 'required' } })
  expect((await makeKey(avenia)).answer.body).toEqual({
    error: 'InvalidFieldError: whitelistedIPs is invalid',
  })
  expect((await makeKey(avenia, { whitelistedIPs: ['10.0.0.0/8'] })).answer.status).toBe(201)
})

test('an API key wants a second factor in force, a real key, and no more than four others', async () => {
  await using avenia = await createAvenia()
  const publicKey = '-----BEGIN PUBLIC KEY-----\nno key\n-----END PUBLIC KEY-----'
  const bare = await avenia.api.post('/v2/auth/api-keys/', { otp: '000000', name: 'a', publicKey })
  expect(bare.body).toEqual({ error: 'InvalidFieldError: otp is invalid' })
  expect((await makeKey(avenia, { publicKey })).answer.body).toEqual({
    error: 'InvalidFieldError: publicKey is invalid',
  })
  for (let count = 0; count < 5; count++) expect((await makeKey(avenia)).answer.status).toBe(201)
  expect((await makeKey(avenia)).answer.status).toBe(400)
})
