/**
 * Signed requests, the login in two steps, API keys.
 * Source: https://integration-guide.avenia.io/docs/Security/apiKeysGuide and the login guide, read 2026-11-20.
 */
import { defineFlows, type Flow } from '../../kit/contract.ts'
import { signAsOf } from '../authorize.ts'
import { demandInvalid, demandRefusal } from '../expectations.ts'
import { asBearer, logIn, logInFully, readMail, validate } from '../login.ts'
import {
  askForKey,
  becomeKeyMaker,
  deleteKey,
  findKey,
  makePair,
  startSecondFactor,
} from '../second-factor.ts'

const BALANCES = '/v2/account/balances'

/** Minutes of life by variant. */
const LIVES: Record<string, number> = { 'one-hour': 60, 'fifteen-minutes': 15 }

export const auth: readonly Flow[] = defineFlows({
  'auth.signed': {
    title:
      'A request signed over timestamp, method, request URI and body is taken, any other is not',
    run: async (session) => {
      session.step('signed, with a query')
      const path = '/v2/account/account-info?foo=bar'
      session.expect(await session.send('GET', path), { status: 200 })
      session.step('signed for another query')
      const now = await session.now()
      const other = signAsOf(session, '/v2/account/account-info?foo=baz', now)
      const send = (headers: Record<string, string>) =>
        session.send('GET', path, { auth: false, headers })
      demandRefusal(session, await send(other), 401, undefined, 'the query is signed')
      session.step('an unknown key')
      const unknown = signAsOf(session, path, now, { apiKey: session.uuid() })
      demandRefusal(session, await send(unknown), 401)
      session.step('a key without a signature')
      const apiKey = session.credentials.apiKey ?? ''
      demandRefusal(session, await send({ 'X-API-Key': apiKey }), 401)
      session.step('nothing')
      demandRefusal(session, await send({}), 401)
    },
  },
  'auth.login-refused': {
    title: 'An unknown e-mail, a wrong password and a wrong code are refused alike',
    run: async (session) => {
      session.step('the first step')
      demandRefusal(session, await logIn(session, { password: 'not-my-password' }), 401)
      const stranger = `${session.unique()}@example.com`
      demandRefusal(session, await logIn(session, { email: stranger }), 401)
      demandInvalid(session, await logIn(session, { email: undefined }), 'email')
      session.step('the second step')
      demandRefusal(session, await validate(session, '000000'), 401, undefined, 'a wrong code')
      session.step('unknown tokens')
      demandRefusal(session, await session.send('GET', BALANCES, asBearer('eyJx.y.z')), 401)
      const refreshed = await refresh(session, 'eyJx.y.z')
      demandRefusal(session, refreshed, 401)
    },
  },
  'auth.login': {
    title: 'A login in two steps gives tokens that are refreshed, and ended by a logout',
    needs: ['human'],
    run: async (session) => {
      session.step('the first step')
      const isShown = session.variantOf('avenia.auth.login-body') === 'email-token'
      const first = session.expect(await logIn(session), { status: 200 })
      const code = await readMail(session)
      session.expect(first, { body: isShown ? { emailToken: code } : {} })
      session.step('the second step')
      const pair = session.expect(await validate(session, code), { status: 200 }).body
      session.expect(await session.send('GET', BALANCES, asBearer(pair.accessToken)), {
        status: 200,
      })
      demandRefusal(session, await validate(session, code), 401, undefined, 'a code serves once')
      session.step('refreshed')
      const refreshed = session.expect(await refresh(session, pair.refreshToken), { status: 200 })
      const bearer = asBearer(refreshed.body.accessToken)
      session.expect(await session.send('GET', BALANCES, bearer), { status: 200 })
      session.step('logged out')
      session.expect(await session.send('POST', '/v2/auth/logout', bearer), { status: 200 })
      demandRefusal(session, await session.send('GET', BALANCES, bearer), 401)
      demandRefusal(session, await refresh(session, refreshed.body.refreshToken), 401)
    },
  },
  'auth.token-expired': {
    title: 'An access token is refused once its life is over, and a refresh goes on',
    needs: ['human'],
    waits: 'PT61M',
    run: async (session) => {
      const { accessToken, refreshToken } = await logInFully(session)
      const minutes = LIVES[session.variantOf('avenia.auth.token-life')] ?? 60
      await session.pass(`PT${minutes - 1}M`)
      const old = asBearer(accessToken)
      session.expect(await session.send('GET', BALANCES, old), { status: 200 }, 'it still lives')
      await session.pass('PT70S')
      demandRefusal(session, await session.send('GET', BALANCES, old), 401, undefined, 'it is over')
      const refreshed = session.expect(await refresh(session, refreshToken), { status: 200 }).body
      session.expect(await session.send('GET', BALANCES, asBearer(refreshed.accessToken)), {
        status: 200,
      })
    },
  },
  'auth.own-key': {
    title: 'A client’s own API key signs requests until it is deleted with a code',
    // A second factor cannot be taken off again.
    needs: ['control'],
    run: async (session) => {
      const { publicKey, privateKey } = makePair()
      session.step('without a second factor')
      const early = await becomeKeyMaker(session)
      demandInvalid(session, await askForKey(session, early, { publicKey }), 'otp')
      session.step('made')
      const maker = await startSecondFactor(session, early)
      const name = session.unique()
      const made = await askForKey(session, maker, { publicKey, name })
      const status = Number(session.variantOf('avenia.api-keys.create-status'))
      session.expect(made, { status })
      const { apiKey } = made.body
      const send = async (key: { apiKey: string; privateKey?: string }) => {
        const headers = signAsOf(session, BALANCES, await session.now(), key)
        return session.send('GET', BALANCES, { auth: false, headers })
      }
      session.expect(await send({ apiKey, privateKey }), { status: 200 })
      demandRefusal(session, await send({ apiKey }), 401, undefined, 'another key has signed')
      session.step('deleted')
      const id = String(await findKey(session, maker, name))
      demandInvalid(session, await deleteKey(session, early, id), 'otp')
      session.expect(await deleteKey(session, maker, id), { status: 200 })
      demandRefusal(session, await send({ apiKey, privateKey }), 401)
    },
  },
})

function refresh(session: Parameters<Flow['run']>[0], refreshToken: string) {
  return session.send('POST', '/v2/auth/refresh', { auth: false, json: { refreshToken } })
}
