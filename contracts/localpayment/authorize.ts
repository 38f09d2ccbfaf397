/**
 * Access tokens of Localpayment: one is kept until shortly before its five minutes are over.
 * Source: https://docs.localpayment.com/docs/authentication, read 2026-11-20.
 */
import type { Answer } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'
import type { Authorization } from '../kit/words.ts'

/** Nothing in the answer says how long a token lives; the documents say 300 s. */
const LIFE_MS = 300_000
const MARGIN_MS = 30_000

/** Logs in with the credentials of the account. */
export async function authorize(session: Session): Promise<Authorization> {
  const answer = await logIn(session)
  session.expect(answer, { status: 200 }, 'right credentials give tokens')
  return { headers: toBearer(answer.body.access), livesMs: LIFE_MS - MARGIN_MS }
}

export function toBearer(access: string): Record<string, string> {
  return { authorization: `Bearer ${access}` }
}

/** A login; `over` changes its body, `undefined` leaves a field out. */
export function logIn(session: Session, over: Record<string, unknown> = {}): Promise<Answer> {
  const { username, password } = session.credentials
  const json = { username, password, ...over }
  return session.send('POST', '/api/token/', { auth: false, json })
}

/** Exchanges a refresh token. */
export function refresh(session: Session, token: string): Promise<Answer> {
  return session.send('POST', '/api/token/refresh/', { auth: false, json: { refresh: token } })
}
