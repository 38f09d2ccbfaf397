/**
 * Tokens: a login answers two, the refresh token renews the other.
 * Source: https://docs.localpayment.com/docs/authentication and /reference/refresh-token, read 2026-11-20.
 */
import type { Answer } from '../../kit/answer.ts'
import { defineFlows, type Flow } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { logIn, refresh, toBearer } from '../authorize.ts'

const METHODS = '/api/resources/payment-methods'

export const tokens: readonly Flow[] = defineFlows({
  'token.renewed': {
    title: 'A login answers an access and a refresh token, which renews the access',
    run: async (session) => {
      session.step('logged in')
      const made = await logIn(session)
      const { access, refresh: renewal } = made.body ?? {}
      session.expect(made, { status: 200 })
      session.expect(
        { ...made, at: '', body: toKinds(access, renewal) },
        { body: ['access', 'refresh'] },
      )
      session.expect(await ask(session, access), { status: 200 }, 'it opens the API')
      session.step('renewed')
      const renewed = await refresh(session, renewal)
      session.expect(renewed, { status: 200 })
      session.expect(await ask(session, renewed.body.access), { status: 200 }, 'the new one too')
      const tells = session.variantOf('localpayment.auth.refresh-answer') === 'both'
      const found = { ...renewed, at: '/refresh', body: typeof renewed.body.refresh }
      session.expect(found, { body: tells ? 'string' : 'undefined' }, 'its refresh token')
      session.step('an access token in the place of the refresh token')
      const detail = 'Token is invalid or expired'
      session.expect(await refresh(session, access), { status: 401, body: { detail } })
    },
  },
  'token.refused': {
    title: 'A wrong password, a missing one and no token at all are told apart',
    run: async (session) => {
      const detail = 'No active account found with the given credentials'
      const wrong = await logIn(session, { password: 'not-the-password' })
      session.expect(wrong, { status: 401, body: { detail } })
      session.step('a field is missing')
      const password = ['This field is required.']
      const missing = await logIn(session, { password: undefined })
      session.expect(missing, { status: 400, body: { password } })
      session.step('no token, and one that is not valid')
      const none = await session.send('GET', METHODS, { auth: false })
      const provide = 'Authentication credentials were not provided.'
      session.expect(none, { status: 401, body: { detail: provide } })
      const made = await ask(session, 'not-a-token')
      session.expect(made, { status: 401, body: { code: 'token_not_valid' } })
    },
  },
  'token.expired': {
    title: 'An access token is refused once its five minutes are over, and a refresh goes on',
    waits: 'PT5M5S',
    run: async (session) => {
      const { body } = await logIn(session)
      await session.pass('PT4M50S')
      session.expect(await ask(session, body.access), { status: 200 }, 'it still lives')
      await session.pass('PT15S')
      const over = await ask(session, body.access)
      session.expect(over, { status: 401, body: { code: 'token_not_valid' } }, 'it is over')
      const renewed = await refresh(session, body.refresh)
      session.expect(await ask(session, renewed.body.access), { status: 200 })
    },
  },
})

function ask(session: Session, access: string): Promise<Answer> {
  return session.send('GET', METHODS, { auth: false, headers: toBearer(access) })
}

/** What kind each token says it is. */
function toKinds(...all: unknown[]): unknown[] {
  return all.map((token) => {
    const [, claims = ''] = String(token).split('.')
    return JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}').token_type
  })
}
