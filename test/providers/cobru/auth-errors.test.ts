/** What a stranger, a wrong login and a refused token are told (E.1), one test per variant. */
import { expect, test } from 'vitest'
import type { Cobru } from './kit.ts'
import { createCobru, hintsOf, toCreateBody } from './kit.ts'

const NOT_PROVIDED = { detail: 'Authentication credentials were not provided.' }
const NOT_VALID = { detail: 'Given token not valid for any token type', code: 'token_not_valid' }

/** What a public client looks for, in any case, in `detail`, `message` and `message.detail`. */
const WORDING =
  /token not valid|token is invalid|token has expired|authentication credentials were not provided/i

test('cobru.auth.password-token = available: user name and password give both tokens', async () => {
  await using cobru = await createCobru()
  const { username, password } = cobru.sandbox.cobru.credentials

  const login = await cobru.api.post('/token/', { username, password })

  expect(login.status).toBe(200)
  expect(Object.keys(login.body).toSorted()).toEqual(['access', 'refresh'])
  const authorization = `Bearer ${login.body.access}`
  expect(
    await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox), { authorization }),
  ).toMatchObject({ status: 201 })
  expect(await cobru.api.post('/token/refresh/', { refresh: login.body.refresh })).toMatchObject({
    status: 200,
    body: { access: expect.any(String) },
  })
})

test.each([{ password: 'wrong' }, { username: '3000000000' }])(
  'a login with %o is refused with a text in `detail`',
  async (wrong) => {
    await using cobru = await createCobru()
    const { username, password } = cobru.sandbox.cobru.credentials

    const answer = await cobru.api.post('/token/', { username, password, ...wrong })

    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({
      detail: 'No active account found with the given credentials',
      code: 'no_active_account',
    })
    expect(hintsOf(answer).hint).toContain('`password`')
  },
)

test('an access token is not a refresh token, and the other way round', async () => {
  await using cobru = await createCobru()
  const { username, password } = cobru.sandbox.cobru.credentials
  const login = await cobru.api.post('/token/', { username, password })

  const refreshed = await cobru.api.post('/token/refresh/', { refresh: cobru.token })
  const created = await createWith(cobru, login.body.refresh)

  expect(refreshed).toMatchObject({ status: 401, body: { code: 'token_not_valid' } })
  expect(created).toMatchObject({ status: 401, body: NOT_VALID })
})

test('cobru.auth.error-shape = 401-detail: a refused token has its text in `detail`', async () => {
  await using cobru = await createCobru()

  const answer = await createWith(cobru, 'forged')

  expect(answer.status).toBe(401)
  expect(answer.body).toEqual(NOT_VALID)
  expect(answer.body.detail).toMatch(WORDING)
  expect(hintsOf(answer)).toEqual({
    quirks: [],
    hint: 'The access token is unknown or its life is over. Ask POST /token/refresh/ for a new one.',
  })
})

test('cobru.auth.error-shape = 403-detail: a refused token answers 403', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.auth.error-shape': '403-detail' } })

  const answer = await createWith(cobru, 'forged')

  expect(answer.status).toBe(403)
  expect(answer.body).toEqual(NOT_VALID)
  expect(hintsOf(answer).quirks).toEqual(['cobru.auth.error-shape=403-detail'])
  expect(hintsOf(answer).hint).not.toBe('')
})

test('cobru.auth.error-shape = 401-message-object: the text stands below `message`', async () => {
  await using cobru = await createCobru({
    variants: { 'cobru.auth.error-shape': '401-message-object' },
  })

  const answer = await createWith(cobru, 'forged')

  expect(answer.status).toBe(401)
  expect(answer.body).toEqual({ message: NOT_VALID })
  expect(hintsOf(answer).quirks).toEqual(['cobru.auth.error-shape=401-message-object'])
})

test.each(['401-detail', '403-detail', '401-message-object'])(
  'with cobru.auth.error-shape %s a wrong login keeps its own words',
  async (variant) => {
    await using cobru = await createCobru({ variants: { 'cobru.auth.error-shape': variant } })

    const { text } = await cobru.api.post('/token/', { username: 'nobody', password: 'x' })

    expect(text).toContain('No active account found with the given credentials')
  },
)

test('a missing bearer and a missing key are told apart by the hint', async () => {
  await using cobru = await createCobru()
  const { authorization: _, ...keyOnly } = cobru.headers
  const { 'x-api-key': __, ...bearerOnly } = cobru.headers
  const body = JSON.stringify(toCreateBody(cobru.sandbox))

  const noBearer = await cobru.api.send('/cobru/', { method: 'POST', headers: keyOnly, body })
  const noKey = await cobru.api.send('/cobru/', { method: 'POST', headers: bearerOnly, body })

  expect(noBearer).toMatchObject({ status: 401, body: NOT_PROVIDED })
  expect(hintsOf(noBearer).hint).toContain('Bearer')
  expect(noKey).toMatchObject({ status: 403, body: NOT_PROVIDED })
  expect(hintsOf(noKey).hint).toContain('x-api-key')
})

test('a stranger with a broken body hears of credentials, not of the body', async () => {
  await using cobru = await createCobru()

  const answer = await cobru.api.send('/cobru/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"amount":',
  })

  expect(answer).toMatchObject({ status: 403, body: NOT_PROVIDED })
})

test('the key of one account and the token of another do not go together', async () => {
  await using cobru = await createCobru()
  await using other = await cobru.sandbox.account()

  const answer = await cobru.api.post('/cobru/', toCreateBody(cobru.sandbox), {
    'x-api-key': other.cobru.credentials.apiKey!,
  })

  expect(answer).toMatchObject({ status: 401, body: NOT_VALID })
})

function createWith({ api, sandbox }: Cobru, token: string) {
  return api.post('/cobru/', toCreateBody(sandbox), { authorization: `Bearer ${token}` })
}
