/** Access tokens. Source: https://docs.localpayment.com/docs/authentication, read 2026-11-20. */
import type { Interaction } from '../kit/pact/interaction.ts'
import { jwt } from '../kit/pact/matchers.ts'
import { ACCOUNT_NUMBER, get } from './pact-kit.ts'

const LOGIN = { method: 'POST', path: '/api/token/' } as const
const REFRESH = { method: 'POST', path: '/api/token/refresh/' } as const
const BALANCE = get(`/api/accounts/${ACCOUNT_NUMBER}/balance`)

export const tokens: Interaction[] = [
  {
    uponReceiving: 'a login',
    withRequest: { ...LOGIN, body: { username: 'you@example.com', password: 'your-password' } },
    willRespondWith: { status: 200, body: { access: jwt(), refresh: jwt() } },
  },
  {
    given: 'the password is wrong',
    uponReceiving: 'a login with a wrong password',
    withRequest: { ...LOGIN, body: { username: 'you@example.com', password: 'not-my-password' } },
    willRespondWith: {
      status: 401,
      body: { detail: 'No active account found with the given credentials' },
    },
  },
  {
    uponReceiving: 'a login without a password',
    withRequest: { ...LOGIN, body: { username: 'you@example.com' } },
    willRespondWith: { status: 400, body: { password: ['This field is required.'] } },
  },
  {
    uponReceiving: 'a request for a new access token',
    withRequest: { ...REFRESH, body: { refresh: 'your-refresh-token' } },
    willRespondWith: { status: 200, body: { access: jwt() } },
  },
  {
    given: 'the refresh token has expired',
    uponReceiving: 'a request for a new access token with an expired refresh token',
    withRequest: { ...REFRESH, body: { refresh: 'your-refresh-token' } },
    willRespondWith: { status: 401 },
  },
  {
    given: 'the access token has expired',
    uponReceiving: 'a request for the balance with an expired token',
    withRequest: BALANCE,
    willRespondWith: { status: 401 },
  },
  {
    given: 'the account number is wrong',
    uponReceiving: "a request for another merchant's balance",
    withRequest: BALANCE,
    willRespondWith: {
      status: 403,
      body: { detail: 'You do not have permission to perform this action.' },
    },
  },
]
