/** Access tokens. Source: https://docs.cobru.co/en/docs/api/authentication/refresh, read 2026-11-20. */
import type { Interaction } from '../kit/pact/interaction.ts'
import { jwt } from '../kit/pact/matchers.ts'
import { API_KEY, HEADERS, JSON_HEADERS } from './pact-kit.ts'

const REFRESH = { method: 'POST', path: '/token/refresh/', headers: API_KEY } as const

const NO_CREDENTIALS = { detail: 'Authentication credentials were not provided.' }

export const tokens: Interaction[] = [
  {
    uponReceiving: 'a request for an access token',
    withRequest: { ...REFRESH, body: { refresh: 'your-refresh-token' } },
    // The key is `access`, not `access_token`, and nothing says how long it lives.
    willRespondWith: { status: 200, headers: JSON_HEADERS, body: { access: jwt() } },
  },
  {
    uponReceiving: 'a request for an access token that names the field refresh_token',
    withRequest: { ...REFRESH, body: { refresh_token: 'your-refresh-token' } },
    willRespondWith: { status: 400, body: { refresh: ['This field is required.'] } },
  },
  {
    given: 'the refresh token is wrong',
    uponReceiving: 'a request for an access token with a wrong refresh token',
    withRequest: { ...REFRESH, body: { refresh: 'not-a-refresh-token' } },
    willRespondWith: { status: 401 },
  },
  {
    given: 'the API key is wrong',
    uponReceiving: 'a request for an access token with a wrong API key',
    withRequest: { ...REFRESH, body: { refresh: 'your-refresh-token' } },
    willRespondWith: { status: 403 },
  },
  {
    uponReceiving: 'a login with user name and password',
    withRequest: {
      method: 'POST',
      path: '/token/',
      headers: API_KEY,
      body: { username: '3000000000', password: 'your-password' },
    },
    willRespondWith: { status: 200, body: { access: jwt(), refresh: jwt() } },
  },
  {
    given: 'the password is wrong',
    uponReceiving: 'a login with a wrong password',
    withRequest: {
      method: 'POST',
      path: '/token/',
      headers: API_KEY,
      body: { username: '3000000000', password: 'not-my-password' },
    },
    willRespondWith: { status: 401 },
  },
  {
    given: 'the access token has expired',
    uponReceiving: 'a request for the balance with an expired token',
    withRequest: { method: 'GET', path: '/balance/', headers: HEADERS },
    willRespondWith: { status: 401, body: { code: 'token_not_valid' } },
  },
  {
    given: 'the access token is missing',
    uponReceiving: 'a request for the balance without a token',
    withRequest: { method: 'GET', path: '/balance/', headers: HEADERS },
    willRespondWith: { status: 401, body: NO_CREDENTIALS },
  },
]
