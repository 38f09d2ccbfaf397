/**
 * Access tokens of Cobre: one is kept until shortly before its end.
 * Source: https://docs.cobre.com/authentication-1886552m0, read 2026-11-20.
 */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import type { Authorization } from '../kit/words.ts'

/** The guide advises to refresh 60 to 120 s early; a short life is cut by a quarter. */
const MARGIN_S = 90

/** Logs in with the credentials of the account. */
export async function authorize(session: Session): Promise<Authorization> {
  const answer = await logIn(session)
  session.expect(answer, { status: [200, 201] }, 'right credentials give a token')
  const { access_token, expiration_time, expires_in } = answer.body
  const lifeS = Number(expiration_time ?? expires_in)
  return {
    headers: { authorization: `Bearer ${access_token}` },
    livesMs: (lifeS - Math.min(MARGIN_S, lifeS / 4)) * 1_000,
  }
}

/** A login at a path of choice; `over` changes its body, `undefined` leaves a field out. */
export function logIn(
  session: Session,
  { path = '/v1/auth', over = {} }: { path?: string; over?: Record<string, unknown> } = {},
): Promise<Answer> {
  const { secret, userId: user_id } = session.credentials
  return session.send('POST', path, { auth: false, json: { user_id, secret, ...over } })
}
