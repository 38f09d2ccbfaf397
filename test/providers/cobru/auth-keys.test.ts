/** The API key and the older pair: which of them pass, and what is said of those that do not. */
import { expect, test } from 'vitest'
import { type Cobru, createCobru, hintsOf } from './kit.ts'

const balance = ({ api }: Cobru, key: string) => api.get('/balance/', { 'x-api-key': key })

test('cobru.auth.key-check = exact: only the key of the account passes', async () => {
  await using cobru = await createCobru()
  const key = cobru.sandbox.cobru.credentials.apiKey!
  expect((await balance(cobru, key)).status).toBe(200)
  expect((await balance(cobru, `qFmLtGxf.${key}`)).status).toBe(403)
  expect((await balance(cobru, '12212215')).status).toBe(403)
})

test('cobru.auth.key-check = prefixed: a key of the form prefix and secret passes uncompared', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.auth.key-check': 'prefixed' } })
  const answer = await balance(cobru, 'aBcDeFgH.unSecretoCualquiera')
  expect(answer.status).toBe(200)
  expect(hintsOf(answer).quirks).toContain('cobru.auth.key-check=prefixed')
  expect((await balance(cobru, '12212215')).status).toBe(403)
  expect((await balance(cobru, cobru.sandbox.cobru.credentials.apiKey!)).status).toBe(200)
})

test('cobru.auth.key-check = unchecked: any key passes and none, a bearer is still wanted', async () => {
  await using cobru = await createCobru({ variants: { 'cobru.auth.key-check': 'unchecked' } })
  const { authorization = '' } = cobru.headers
  const send = (headers: Record<string, string>) => cobru.api.send('/balance/', { headers })
  expect((await balance(cobru, '12212215')).status).toBe(200)
  expect((await send({ authorization })).status).toBe(200)
  expect((await send({ 'x-api-key': '12212215' })).status).toBe(401)
  const refresh = await cobru.api.send('/token/refresh/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': '12212215' },
    body: JSON.stringify({ refresh: cobru.sandbox.cobru.credentials.refreshToken }),
  })
  expect(refresh).toMatchObject({ status: 200, body: { access: expect.any(String) } })
})

const OLD = { variants: { 'cobru.auth.header-generation': 'accept-both' } }

function sendPair({ api, headers }: Cobru, token: string | undefined, secret: string | undefined) {
  const pair = Object.entries({ 'api-token': token, 'api-secret-key': secret })
  return api.send('/balance/', {
    headers: {
      authorization: headers.authorization ?? '',
      ...Object.fromEntries(pair.filter((entry): entry is [string, string] => Boolean(entry[1]))),
    },
  })
}

test('the older pair passes where both generations do', async () => {
  await using cobru = await createCobru(OLD)
  const { apiToken, apiSecretKey } = cobru.sandbox.cobru.credentials
  expect((await sendPair(cobru, apiToken, apiSecretKey)).status).toBe(200)
})

test.each([
  ['wrong', 'wrong'],
  ['sandbox-cobru-api-token', 'wrong'],
  ['wrong', 'sandbox-cobru-api-secret-key'],
  ['sandbox-cobru-api-token', undefined],
])('a wrong older pair, %s and %s, gets a hint that names the pair', async (token, secret) => {
  await using cobru = await createCobru(OLD)
  const answer = await sendPair(cobru, token, secret)
  expect(answer).toMatchObject({
    status: 403,
    body: { detail: 'Authentication credentials were not provided.' },
  })
  expect(hintsOf(answer).hint).toContain('`Api-Token` and `Api-Secret-Key`')
})
