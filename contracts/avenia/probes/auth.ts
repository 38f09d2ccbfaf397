/** Which variants of login, signatures and API keys a target shows. */
import { defineProbes, type Probe, type Undecided, undecided } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { signAsOf } from '../authorize.ts'
import { isDone } from '../expectations.ts'
import { asBearer, logIn, logInFully, readMail } from '../login.ts'
import { askForKey, becomeKeyMaker, makePair, startSecondFactor } from '../second-factor.ts'
import { describe, tellByRefusal, tellByStatus } from '../verdicts.ts'

const BALANCES = '/v2/account/balances'

/** The code that every example of the guide has. */
const PRINTED_CODE = '777777'

const MINUTE_MS = 60_000

export const authProbes: readonly Probe[] = defineProbes({
  'avenia.auth.login-body': async (session) => {
    const answer = await logIn(session)
    if (answer.status !== 200) return undecided(describe('a login', answer))
    if (typeof answer.body?.emailToken === 'string') return 'email-token'
    if (answer.text === '' || answer.text === '{}') return 'empty'
    return undecided(describe('a login', answer))
  },
  'avenia.auth.email-token': {
    needs: ['human'],
    tell: async (session) => {
      const codes: string[] = []
      while (codes.length < 2) {
        const answer = await logIn(session)
        if (!isDone(answer)) return undecided(describe('a login', answer))
        codes.push(await readMail(session))
      }
      if (codes.every((code) => code === PRINTED_CODE)) return 'fixed'
      const isRandom = codes[0] !== codes[1] && codes.every((code) => /^\d{6}$/.test(code))
      return isRandom
        ? 'random'
        : undecided('two e-mails hold the same code, or none of six digits')
    },
  },
  'avenia.auth.token-life': { needs: ['human'], waits: 'PT61M', tell: tellLife },
  'avenia.auth.timestamp-window': async (session) => {
    const isTaken = async (agoMs: number): Promise<boolean> => {
      const headers = signAsOf(session, BALANCES, (await session.now()) - agoMs)
      return (await session.send('GET', BALANCES, { auth: false, headers })).status === 200
    }
    if (!(await isTaken(0))) return undecided('a fresh signature is refused')
    if (await isTaken(365 * 24 * 60 * MINUTE_MS)) return 'unchecked'
    const [inside, outside] = [await isTaken(4.5 * MINUTE_MS), await isTaken(5.5 * MINUTE_MS)]
    if (inside && !outside) return 'five-minutes'
    return undecided(`a signature is ${outside ? 'good for more' : 'over in less'} than 5 minutes`)
  },
  'avenia.auth.key-alone': async (session) => {
    const headers = { 'X-API-Key': session.credentials.apiKey ?? '' }
    const answer = await session.send('GET', BALANCES, { auth: false, headers })
    if (answer.status === 200) return 'accepted'
    const isRefused = answer.status === 401 || answer.status === 403
    return isRefused ? 'refused' : undecided(describe('a key without a signature', answer))
  },
  'avenia.updates.answer': {
    needs: ['control'],
    tell: async (session) => {
      const { publicKey } = makePair()
      const maker = await startSecondFactor(session, await becomeKeyMaker(session))
      const { apiKey } = (await askForKey(session, maker, { publicKey })).body
      const json = { otp: await maker.makeCode(), apiKey, whitelistedIPs: ['127.0.0.1/32'] }
      const answer = await session.send('PATCH', '/v2/auth/api-keys/', { ...maker.bearer, json })
      if (answer.status !== 200) return undecided(describe('a changed allow-list', answer))
      if (typeof answer.body?.error === 'string') return 'error-key'
      return answer.text === '{}' ? 'empty' : undecided(describe('a changed allow-list', answer))
    },
  },
  'avenia.api-keys.create-status': {
    needs: ['control'],
    tell: async (session) =>
      tellByStatus('a new API key', await makeKey(session), { 200: '200', 201: '201' }),
  },
  'avenia.api-keys.whitelist': {
    needs: ['control'],
    tell: async (session) =>
      tellByRefusal(
        'an API key without an allow-list',
        await makeKey(session, { whitelistedIPs: undefined }),
        { taken: 'optional', refused: 'required', message: /whitelistedIPs/ },
      ),
  },
})

async function tellLife(session: Session): Promise<string | Undecided> {
  const { accessToken } = await logInFully(session)
  const isGood = async () =>
    (await session.send('GET', BALANCES, asBearer(accessToken))).status === 200
  if (!(await isGood())) return undecided('a fresh token is refused')
  await session.pass('PT14M30S')
  if (!(await isGood())) return undecided('a token is over before 15 minutes are')
  await session.pass('PT1M')
  if (!(await isGood())) return 'fifteen-minutes'
  await session.pass('PT44M')
  if (!(await isGood())) return undecided('a token ends between 15 minutes and an hour')
  await session.pass('PT1M')
  return (await isGood()) ? undecided('a token lives longer than an hour') : 'one-hour'
}

async function makeKey(session: Session, over: Record<string, unknown> = {}) {
  const { publicKey } = makePair()
  const maker = await startSecondFactor(session, await becomeKeyMaker(session))
  return askForKey(session, maker, { publicKey, ...over })
}
