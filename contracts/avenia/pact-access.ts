/**
 * Login in two steps, tokens, and requests signed with an API key.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/login, read 2026-11-20.
 */
import type { Interaction } from '../kit/pact/interaction.ts'
import { fromState, jwt, like } from '../kit/pact/matchers.ts'
import { get, HEADERS, ID, SIGNED } from './pact-kit.ts'

const EMAIL = 'you@example.com'
const PAIR = { accessToken: jwt(), refreshToken: jwt() }

const login: Interaction[] = [
  {
    uponReceiving: 'the first step of a login',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/login',
      body: { email: EMAIL, password: 'your-password' },
    },
    // Nothing in it: the token goes out by e-mail.
    willRespondWith: { status: 200, body: {} },
  },
  {
    given: 'the password is wrong',
    uponReceiving: 'the first step of a login with a wrong password',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/login',
      body: { email: EMAIL, password: 'not-my-password' },
    },
    willRespondWith: { status: 401 },
  },
  {
    given: 'a login token has been sent',
    uponReceiving: 'the second step of a login',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/validate-login',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Pact's own syntax
      body: { email: EMAIL, emailToken: fromState('${emailToken}', '777777') },
    },
    willRespondWith: { status: 200, body: PAIR },
  },
  {
    uponReceiving: 'the second step of a login before the first',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/validate-login',
      body: { email: EMAIL, emailToken: '111111' },
    },
    willRespondWith: { status: 401, body: { error: 'invalid credentials' } },
  },
  {
    uponReceiving: 'a request for new tokens',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/refresh',
      body: { refreshToken: 'your-refresh-token' },
    },
    willRespondWith: { status: 200, body: PAIR },
  },
  {
    given: 'the refresh token has expired',
    uponReceiving: 'a request for new tokens with an expired refresh token',
    withRequest: {
      method: 'POST',
      path: '/v2/auth/refresh',
      body: { refreshToken: 'your-refresh-token' },
    },
    willRespondWith: { status: 401 },
  },
]

const proofs: Interaction[] = [
  {
    uponReceiving: 'a signed request for the account',
    withRequest: { method: 'GET', path: '/v2/account/account-info', headers: SIGNED },
    willRespondWith: { status: 200, body: { id: ID } },
  },
  {
    given: 'the signature is wrong',
    uponReceiving: 'a request for the account with a wrong signature',
    withRequest: { method: 'GET', path: '/v2/account/account-info', headers: SIGNED },
    willRespondWith: { status: 401 },
  },
  {
    given: 'the access token has expired',
    uponReceiving: 'a request for the account with an expired token',
    withRequest: { method: 'GET', path: '/v2/account/account-info', headers: HEADERS },
    willRespondWith: { status: 401 },
  },
  {
    uponReceiving: 'a request for the public key of webhooks',
    withRequest: get('/v2/public-key'),
    willRespondWith: {
      status: 200,
      body: {
        publicKey: like('-----BEGIN RSA PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----\n'),
      },
    },
  },
]

export const access: Interaction[] = [...login, ...proofs]
