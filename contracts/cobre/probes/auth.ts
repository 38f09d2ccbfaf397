/** Which variants of authentication a target shows. */
import { defineProbes, type Probe, undecided } from '../../kit/contract.ts'
import { tellByStatus } from '../../kit/verdicts.ts'
import { logIn } from '../authorize.ts'

/** A login that is accepted, whatever variant says with which status. */
const isToken = (status: number): boolean => status === 200 || status === 201

export const authProbes: readonly Probe[] = defineProbes({
  'cobre.auth.status': async (session) =>
    tellByStatus('a login', await logIn(session), { 200: '200', 201: '201' }),
  'cobre.auth.expires-in': async (session) => {
    const { body, status } = await logIn(session)
    const names = ['expiration_time', 'expires_in'].filter((name) => Number(body?.[name]) > 0)
    if (names.join() === 'expiration_time') return 'expiration-time'
    if (names.join() === 'expires_in') return 'expires-in'
    return undecided(`a login is answered ${status} with ${names.join(' and ') || 'no life'}`)
  },
  'cobre.auth.unversioned-path': async (session) =>
    tellByStatus('POST /auth', await logIn(session, { path: '/auth' }), {
      200: 'served',
      201: 'served',
      404: 'not-found',
    }),
  'cobre.auth.credential-names': async (session) => {
    const { secret, userId } = session.credentials
    const over = { user_id: undefined, secret: undefined }
    const names = { client_id: userId, client_secret: secret }
    return tellByStatus(
      'a login with client_id and client_secret',
      await logIn(session, { over: { ...over, ...names } }),
      { 200: 'client-id', 201: 'client-id', 400: 'user-id' },
    )
  },
  'cobre.auth.extra-field': async (session) => {
    const over = { grant_type: 'client_credentials' }
    const answer = await logIn(session, { over })
    if (isToken(answer.status)) return 'ignored'
    if (answer.status === 400 && answer.body?.error_code === 'AU003') return 'au003'
    return tellByStatus('a login with grant_type', answer, {})
  },
  'cobre.auth.token-life': {
    waits: 'PT21M',
    tell: async (session) => {
      const { headers } = await session.authorize()
      if (typeof headers === 'function') return undecided('requests are signed one by one')
      const isGood = async () => {
        const options = { auth: false, headers, query: { page_size: 1 } }
        return (await session.send('GET', '/v1/accounts', options)).status === 200
      }
      if (!(await isGood())) return undecided('a fresh token is refused')
      await session.pass('PT45S')
      if (!(await isGood())) return undecided('a token is refused before 60 s are over')
      await session.pass('PT20S')
      if (!(await isGood())) return 'one-minute'
      await session.pass('PT18M')
      if (!(await isGood())) return undecided('a token is refused between 60 s and 19 minutes')
      await session.pass('PT70S')
      return (await isGood()) ? undecided('a token lives longer than 20 minutes') : 'twenty-minutes'
    },
  },
})
