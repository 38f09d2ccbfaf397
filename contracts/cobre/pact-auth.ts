/** Login. Source: https://docs.cobre.com/general-testing-1886578m0, read 2026-11-20. */
import type { Interaction } from '../kit/pact/interaction.ts'
import { integer, jwt } from '../kit/pact/matchers.ts'
import { errorOf, get, HEADERS } from './pact-kit.ts'

const LOGIN = { method: 'POST', path: '/v1/auth' } as const

const OWN = { user_id: 'cli_your-user-id', secret: 'your-secret' }

export const auth: Interaction[] = [
  {
    uponReceiving: 'a login',
    withRequest: { ...LOGIN, body: OWN },
    // `expiration_time` in seconds, and `type` where others have `token_type`.
    willRespondWith: {
      status: 200,
      body: { access_token: jwt(), type: 'Bearer', expiration_time: integer(1200) },
    },
  },
  {
    given: 'the secret is wrong',
    uponReceiving: 'a login with a wrong secret',
    withRequest: { ...LOGIN, body: { ...OWN, secret: 'not-my-secret' } },
    willRespondWith: { status: 401 },
  },
  {
    uponReceiving: 'a login with a field that is not allowed',
    withRequest: { ...LOGIN, body: { ...OWN, grant_type: 'client_credentials' } },
    willRespondWith: { status: 400, body: errorOf('AU003') },
  },
  {
    given: 'the access token has expired',
    uponReceiving: 'a request for the accounts with an expired token',
    withRequest: get('/v1/accounts'),
    willRespondWith: { status: 401 },
  },
  {
    given: 'the access token is missing',
    uponReceiving: 'a request for the accounts without a token',
    withRequest: { method: 'GET', path: '/v1/accounts', headers: HEADERS },
    willRespondWith: { status: 401 },
  },
]
