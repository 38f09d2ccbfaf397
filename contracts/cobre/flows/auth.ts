/**
 * Tokens: asked for, used, refused, run out.
 * Source: https://docs.cobre.com/authentication-1886552m0 and testing-cases-1886579m0, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { logIn } from '../authorize.ts'
import { demandError } from '../expectations.ts'

/** Seconds of life by variant. */
const LIVES: Record<string, number> = { 'twenty-minutes': 1_200, 'one-minute': 60 }

const ACCOUNTS = '/v1/accounts'

export const auth: readonly Flow[] = defineFlows({
  'auth.token': {
    title: 'A login answers a token with its life, and nothing goes without one',
    run: async (session) => {
      session.step('a login')
      const status = Number(session.variantOf('cobre.auth.status'))
      const isOther = session.variantOf('cobre.auth.expires-in') === 'expires-in'
      const life = isOther ? 'expires_in' : 'expiration_time'
      const seconds = LIVES[session.variantOf('cobre.auth.token-life')]
      const answer = await logIn(session)
      session.expect(answer, { status, body: { type: 'Bearer', [life]: seconds } })
      session.step('the token is used')
      const authorization = `Bearer ${answer.body.access_token}`
      const used = { auth: false, headers: { authorization }, query: { page_size: 1 } }
      session.expect(await session.send('GET', ACCOUNTS, used), { status: 200 })
      session.step('no token, and one that is not valid')
      const missing = await session.send('GET', ACCOUNTS, { auth: false })
      demandError(session, missing, 401, undefined, 'a token is needed')
      const wrong = { auth: false, headers: { authorization: 'Bearer eyJx.y.z' } }
      demandError(session, await session.send('GET', ACCOUNTS, wrong), 401)
    },
  },
  'auth.refusals': {
    title: 'Each wrong login has its documented code',
    run: async (session) => {
      session.step('without the user id')
      const over = { user_id: undefined }
      demandError(session, await logIn(session, { over }), 400, 'AU001')
      session.step('without the secret')
      demandError(session, await logIn(session, { over: { secret: undefined } }), 400, 'AU002')
      if (session.variantOf('cobre.auth.extra-field') === 'au003') {
        session.step('with a field too many')
        const more = { grant_type: 'client_credentials' }
        demandError(session, await logIn(session, { over: more }), 400, 'AU003')
      }
      session.step('a body that is not JSON')
      const broken = await session.send('POST', '/v1/auth', {
        auth: false,
        headers: { 'content-type': 'application/json' },
        text: '{"user_id":',
      })
      demandError(session, broken, 400, 'AU004')
      session.step('a wrong secret')
      demandError(session, await logIn(session, { over: { secret: 'not-the-secret' } }), 401)
    },
  },
  'auth.token-expired': {
    title: 'A token is refused once its life is over, and a new login goes on',
    waits: 'PT21M',
    run: async (session) => {
      const { headers } = await session.authorize()
      // Bearer tokens do not depend on the request.
      const old = { auth: false, headers: headers as Record<string, string> }
      const seconds = LIVES[session.variantOf('cobre.auth.token-life')]!
      await session.pass(`PT${seconds - 10}S`)
      session.expect(await session.send('GET', ACCOUNTS, old), { status: 200 }, 'it still lives')
      await session.pass('PT15S')
      demandError(session, await session.send('GET', ACCOUNTS, old), 401, undefined, 'it is over')
      session.expect(await session.send('GET', ACCOUNTS), { status: 200 })
    },
  },
})
