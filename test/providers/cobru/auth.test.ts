/** Quirks of tokens and headers (E.1), one test per variant. */
import { expect, test } from 'vitest'
import { createCobru, hintsOf, toCreateBody } from './kit.ts'

const REFRESH_REQUIRED = { refresh: ['This field is required.'] }
const NOT_PROVIDED = { detail: 'Authentication credentials were not provided.' }
const NOT_VALID = { detail: 'Given token not valid for any token type', code: 'token_not_valid' }

test('cobru.auth.refresh-field-name = 400-field-required: `refresh_token` is not read', async () => {
  await using cobru = await createCobru()
  const { refreshToken } = cobru.sandbox.cobru.credentials

  const answer = await cobru.api.post('/token/refresh/', { refresh_token: refreshToken })

  expect(answer).toMatchObject({ status: 400, body: REFRESH_REQUIRED })
  expect(answer.body).toEqual(REFRESH_REQUIRED)
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.auth.refresh-field-name=400-field-required'],
    hint: 'Name the field `refresh`, not `refresh_token`.',
  })
})

test('cobru.auth.refresh-field-name = 401-detail: the wrong field is an auth failure', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.auth.refresh-field-name': '401-detail' },
  })
  const { refreshToken } = cobru.sandbox.cobru.credentials

  const answer = await cobru.api.post('/token/refresh/', { refresh_token: refreshToken })

  expect(answer.status).toBe(401)
  expect(answer.body).toEqual({ detail: 'Token is invalid or expired', code: 'token_not_valid' })
  expect(hintsOf(answer).quirks).toContain('cobru.auth.refresh-field-name=401-detail')
  expect(hintsOf(answer).hint).toContain('`refresh`')
})

test.each(['400-field-required', '401-detail'])(
  'with cobru.auth.refresh-field-name %s the field `refresh` works, alone and beside the other',
  async (variant) => {
    await using cobru = await createCobru({
      variants: { 'cobru.auth.refresh-field-name': variant },
    })
    const { refreshToken: refresh } = cobru.sandbox.cobru.credentials

    const alone = await cobru.api.post('/token/refresh/', { refresh })
    const beside = await cobru.api.post('/token/refresh/', { refresh, refresh_token: 'x' })

    expect([alone.status, beside.status]).toEqual([200, 200])
    expect(hintsOf(alone)).toEqual({ quirks: [], hint: '' })
  },
)

test('cobru.auth.response-key-access = access: the token is a JWT under `access` and nothing else', async () => {
  await using cobru = await createCobru()
  const { refreshToken: refresh } = cobru.sandbox.cobru.credentials

  const { body } = await cobru.api.post('/token/refresh/', { refresh })

  expect(Object.keys(body)).toEqual(['access'])
  const [head, claims] = body.access.split('.').slice(0, 2).map(decode)
  expect(head).toEqual({ alg: 'HS256', typ: 'JWT' })
  // Two public clients decode `exp` to plan their renewal.
  expect(claims).toMatchObject({ token_type: 'access', user_id: 17_883 })
  expect(claims.exp).toBe(Date.parse('2026-04-06T16:00:00Z') / 1000)
  expect(claims.jti).toEqual(expect.any(String))
})

function decode(part: string) {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

test('cobru.auth.refresh-needs-api-key = api-key-only: no bearer is asked for, the key is', async () => {
  await using cobru = await createCobru()
  const { apiKey, refreshToken: refresh } = cobru.sandbox.cobru.credentials
  const refreshWith = (headers: Record<string, string>) =>
    cobru.api.send('/token/refresh/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ refresh }),
    })

  expect(await refreshWith({ 'x-api-key': apiKey! })).toMatchObject({ status: 200 })

  const keyless = await refreshWith({ authorization: `Bearer ${cobru.token}` })
  expect(keyless.status).toBe(403)
  expect(keyless.body).toEqual(NOT_PROVIDED)
  expect(hintsOf(keyless).hint).toContain('x-api-key')
  expect(await refreshWith({ 'x-api-key': 'wrong' })).toMatchObject({ status: 403 })
})

test('cobru.auth.token-ttl = 3600s: the token serves to the last millisecond of its hour', async () => {
  await using cobru = await createCobru()

  await cobru.sandbox.clock.advance(3_599_999)
  await cobru.create()

  await cobru.sandbox.clock.advance(1)
  await expectExpired(cobru)
})

test('cobru.auth.token-ttl = 900s: the token serves to the last millisecond of 15 minutes', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.auth.token-ttl': '900s' } })

  await cobru.sandbox.clock.advance(899_999)
  await cobru.create()

  await cobru.sandbox.clock.advance(1)
  await expectExpired(cobru)
})

async function expectExpired({ api, sandbox }: Awaited<ReturnType<typeof createCobru>>) {
  const answer = await api.post('/cobru/', toCreateBody(sandbox))
  expect(answer.status).toBe(401)
  expect(answer.body).toEqual(NOT_VALID)
  expect(hintsOf(answer).hint).toContain('/token/refresh/')
}

test('an older token stays valid beside a new one', async () => {
  await using cobru = await createCobru()
  const { refreshToken: refresh } = cobru.sandbox.cobru.credentials
  await cobru.sandbox.clock.advance('PT30M')

  const { body } = await cobru.api.post('/token/refresh/', { refresh })

  expect(body.access).not.toBe(cobru.token)
  await cobru.create()
})

test('cobru.auth.header-generation = x-api-key-only: the old header pair is refused', async () => {
  await using cobru = await createCobru()

  const answer = await createWithOldPair(cobru)

  expect(answer.status).toBe(403)
  expect(answer.body).toEqual(NOT_PROVIDED)
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.auth.header-generation=x-api-key-only'],
    hint: 'Send `x-api-key`; the pair `Api-Token`, `Api-Secret-Key` belongs to an older generation of clients.',
  })
})

test('cobru.auth.header-generation = accept-both: the old header pair serves like `x-api-key`', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.auth.header-generation': 'accept-both' },
  })

  expect(await createWithOldPair(cobru)).toMatchObject({ status: 201 })
  expect(await createWithOldPair(cobru, 'wrong')).toMatchObject({ status: 403, body: NOT_PROVIDED })
})

function createWithOldPair(
  { api, sandbox, token }: Awaited<ReturnType<typeof createCobru>>,
  secret = sandbox.cobru.credentials.apiSecretKey!,
) {
  return api.send('/cobru/', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'Api-Token': sandbox.cobru.credentials.apiToken!,
      'Api-Secret-Key': secret,
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(toCreateBody(sandbox)),
  })
}

test('cobru.auth.pse-banks-public = public: the banks need no header', async () => {
  await using cobru = await createCobru()

  const answer = await cobru.api.send('/get_banks/1/')

  expect(answer.status).toBe(200)
  expect(answer.body).toEqual([
    { bankName: 'BANCO AGRARIO', bankCode: '1040' },
    { bankName: 'BANCO AV VILLAS', bankCode: '1052' },
    { bankName: 'BANCO BBVA COLOMBIA S.A.', bankCode: '1013' },
  ])
})

test('cobru.auth.pse-banks-public = auth-required: the banks need both headers', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.auth.pse-banks-public': 'auth-required' },
  })

  const answer = await cobru.api.send('/get_banks/1/')

  expect(answer.status).toBe(403)
  expect(answer.body).toEqual(NOT_PROVIDED)
  expect(hintsOf(answer)).toEqual({
    quirks: ['cobru.auth.pse-banks-public=auth-required'],
    hint: 'Send `x-api-key` and the bearer here too.',
  })
  expect(await cobru.api.get('/get_banks/1/')).toMatchObject({ status: 200 })
  expect(await cobru.api.get('/get_banks/1/', { authorization: 'Bearer x' })).toMatchObject({
    status: 401,
  })
})
