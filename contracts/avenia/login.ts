/**
 * The login in two steps; the code of the second comes by e-mail.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/login, read 2026-11-20.
 */
import type { Answer, Loose } from '../kit/answer.ts'
import type { Session } from '../kit/session.ts'

/** The first step; `over` changes the body, `undefined` leaves a field out. */
export function logIn(session: Session, over: Record<string, unknown> = {}): Promise<Answer> {
  const { email, password } = session.credentials
  return session.send('POST', '/v2/auth/login', {
    auth: false,
    json: { email, password, ...over },
  })
}

/** The second step. */
export function validate(session: Session, emailToken: string): Promise<Answer> {
  const { email } = session.credentials
  const json = { email, emailToken }
  return session.send('POST', '/v2/auth/validate-login', { auth: false, json })
}

/** The code of the newest e-mail, from the trigger or as somebody types it. */
export async function readMail(session: Session): Promise<string> {
  const said = (await session.act(
    'avenia.login.token',
    {},
    `Open the newest e-mail of Avenia to ${session.credentials.email} and type its code.`,
  )) as Loose
  return String(said?.emailToken ?? said)
}

/** Both steps; a pair of tokens. */
export async function logInFully(session: Session): Promise<Loose> {
  session.expect(await logIn(session), { status: 200 }, 'right credentials')
  const answer = await validate(session, await readMail(session))
  return session.expect(answer, { status: 200 }, 'the code of the e-mail').body
}

/** Options of a request with an access token in the place of a signature. */
export function asBearer(accessToken: string) {
  return { auth: false, headers: { authorization: `Bearer ${accessToken}` } }
}
