/** Access tokens of Cobru: one is kept for as long as the shorter of the documented lives, less a margin. */

import type { Session } from '../kit/session.ts'
import type { Authorization } from '../kit/words.ts'

/** Documents say one hour or fifteen minutes (`cobru.auth.token-ttl`); the shorter is safe under both. */
const LIVES_MS = 14 * 60_000

/** Asks for a token with the refresh token of the account. */
export async function authorize(session: Session): Promise<Authorization> {
  const { apiKey = '', refreshToken } = session.credentials
  const answer = await session.send('POST', '/token/refresh/', {
    auth: false,
    headers: { 'x-api-key': apiKey },
    json: { refresh: refreshToken },
  })
  session.expect(answer, { status: 200 }, 'a refresh token gives access')
  return {
    headers: { 'x-api-key': apiKey, authorization: `Bearer ${answer.body.access}` },
    livesMs: LIVES_MS,
  }
}
