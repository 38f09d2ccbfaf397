/** Which variants of authentication a target shows. */
import { defineProbe, type Probe, undecided, unsettled } from '../../kit/contract.ts'
import type { Session } from '../../kit/session.ts'
import { complainsOf, hasStatus, probeAnswer, probeFact } from '../verdicts.ts'

export const authProbes: readonly Probe[] = [
  defineProbe({
    quirk: 'cobru.auth.header-generation',
    tell: async (session) => {
      const { apiToken, apiSecretKey } = session.credentials
      if (!apiToken || !apiSecretKey)
        return unsettled('no Api-Token and Api-Secret-Key of the account are given')
      const headers = {
        'x-api-key': undefined,
        'api-token': apiToken,
        'api-secret-key': apiSecretKey,
      }
      const { status } = await session.send('GET', '/balance/', { headers })
      if (status === 200) return 'accept-both'
      if (status === 401 || status === 403) return 'x-api-key-only'
      return undecided(`the older pair of headers is answered ${status}`)
    },
  }),
  probeFact(
    'cobru.auth.key-check',
    async (session) => {
      const pass = async (key: string) => {
        const headers = { 'x-api-key': key }
        return (await session.send('GET', '/balance/', { headers })).status === 200
      }
      return [await pass('Ensayo01.no-key-of-anybody'), await pass('no-key')]
    },
    {
      exact: ([prefixed, other]) => !prefixed && !other,
      prefixed: ([prefixed, other]) => prefixed === true && !other,
      unchecked: ([prefixed, other]) => prefixed === true && other === true,
    },
  ),
  probeAnswer('cobru.hosted.double-slash-404', (session) => session.send('GET', '/balance//'), {
    'html-404': ({ status, text }) => status === 404 && text.startsWith('<'),
    'one-slash': hasStatus(200),
  }),
  probeAnswer(
    'cobru.auth.error-shape',
    (session) => session.send('GET', '/balance/', { headers: { authorization: 'Bearer forged' } }),
    {
      '401-detail': ({ status, body }) => status === 401 && typeof body?.detail === 'string',
      '403-detail': ({ status, body }) => status === 403 && typeof body?.detail === 'string',
      '401-message-object': ({ status, body }) =>
        status === 401 && typeof body?.message?.detail === 'string',
    },
  ),
  defineProbe({
    quirk: 'cobru.auth.token-ttl',
    tell: async (session) => {
      const life = await readTokenLife(session)
      if (life === undefined) return undecided('the access token is not a JWT with `exp`')
      for (const seconds of [3_600, 900]) {
        if (Math.abs(life - seconds) <= MARGIN) return `${seconds}s`
      }
      return undecided(`an access token lives ${life} seconds`)
    },
  }),
  probeAnswer(
    'cobru.auth.refresh-field-name',
    (session) => {
      const { apiKey = '', refreshToken } = session.credentials
      const headers = { 'x-api-key': apiKey }
      const json = { refresh_token: refreshToken }
      return session.send('POST', '/token/refresh/', { auth: false, headers, json })
    },
    { '400-field-required': complainsOf('refresh'), '401-detail': hasStatus(401) },
  ),
  probeFact(
    'cobru.auth.pse-banks-public',
    async (session) => {
      const path = '/get_banks/1/'
      const nameless = await session.send('GET', path, { auth: false })
      const keyOnly = await session.send('GET', path, { headers: { authorization: undefined } })
      return [nameless.status, keyOnly.status]
    },
    {
      // Half a pair of credentials may be refused where none at all are needed.
      public: ([nameless, keyOnly]) => nameless === 200 && keyOnly !== 403,
      'auth-required': ([nameless, keyOnly]) =>
        nameless === 401 || nameless === 403 || keyOnly === 403,
    },
  ),
]

/** Seconds that a clock may be off where a token does not say when it was issued. */
const MARGIN = 60

/** What clients that renew in time read: `exp` of the token. */
async function readTokenLife(session: Session): Promise<number | undefined> {
  const { headers } = await session.authorize()
  const bearer = typeof headers === 'function' ? '' : (headers.authorization ?? '')
  try {
    const payload = Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString('utf8')
    const { exp, iat } = JSON.parse(payload)
    const issuedAt = typeof iat === 'number' ? iat : (await session.now()) / 1_000
    return typeof exp === 'number' ? exp - issuedAt : undefined
  } catch {
    return undefined
  }
}
