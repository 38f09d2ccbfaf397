/**
 * Login in two steps, refresh, logout, password.
 * Source: https://integration-guide.avenia.io/docs/Avenia-Account-Management/login, read 2026-11-20.
 */
import {
  type BaseContext,
  type BehaviourContext,
  defineBehaviour,
  defineReaction,
  type Outcome,
  type StoredRecord,
  TriggerRefused,
} from '../../provider.ts'
import { refuseField } from './refuse.ts'
import { mainOwner } from './scope.ts'

/** Assumed: nothing says how long a refresh token lives. */
const REFRESH_LIFE_MS = 30 * 86_400_000

/** The last e-mail with a token; one per account. */
interface Mail extends StoredRecord {
  token: string
}

interface Password extends StoredRecord {
  password: string
}

const ID = 'current'

/** Checks e-mail and password; the token goes out by e-mail. */
export const login = defineBehaviour<{ email: string; password: string }>(
  'auth.login',
  (context) => {
    const { email, password } = context.request.body
    const isKnown = email === context.account.credentials.email
    if (!isKnown || password !== currentPassword(context)) return context.refuse('badLogin')
    const token = sendMail(context)
    const isShown = context.quirk.value<boolean>('avenia.auth.login-body')
    if (isShown) context.quirk.note('avenia.auth.login-body')
    const hint = `The e-mail holds the token ${token}. Send it to /v2/auth/validate-login as \`emailToken\`.`
    return { status: 200, body: isShown ? { emailToken: token } : {}, hint }
  },
)

/** Writes an e-mail with a token; only the newest counts. */
export function sendMail(context: BaseContext): string {
  const fixed = context.quirk.value<string | null>('avenia.auth.email-token')
  const token = fixed ?? context.ids.digits('mail.token', 6)
  const mails = context.collection<Mail>('mail')
  if (mails.get(ID)) mails.update(ID, { token })
  else mails.insert({ id: ID, token })
  return token
}

/** Whether the token is that of the newest e-mail, which is then spent. */
export function spendMail(context: BaseContext, token: string): boolean {
  const mails = context.collection<Mail>('mail')
  if (mails.get(ID)?.token !== token) return false
  return mails.delete(ID)
}

function currentPassword(context: BaseContext): string {
  const changed = context.collection<Password>('password').get(ID)
  return changed?.password ?? context.account.credentials.password!
}

/** Gives both tokens for the e-mailed one. */
export const validateLogin = defineBehaviour<{ email: string; emailToken: string }>(
  'auth.validateLogin',
  (context) => {
    const { email, emailToken } = context.request.body
    const isKnown = email === context.account.credentials.email
    if (isKnown && spendMail(context, emailToken)) return answerPair(context)
    const hint =
      'The token is not that of the newest e-mail, or is spent. Log in, then `ensayo trigger avenia.login.token` shows it.'
    return context.refuse('badLogin', {}, { hint })
  },
)

function answerPair(context: BaseContext): Outcome {
  const claims = { userId: mainOwner(context) }
  const lifeMs = context.quirk.durationMs('avenia.auth.token-life')
  const accessToken = context.tokens.issue({ kind: 'access', lifeMs, claims })
  const refreshToken = context.tokens.issue({
    kind: 'refresh',
    lifeMs: REFRESH_LIFE_MS,
    claims,
  })
  const sessions = context.collection<StoredRecord & { refreshToken: string }>('session')
  sessions.insert({ id: accessToken, refreshToken })
  return { status: 200, body: { accessToken, refreshToken } }
}

/** A new pair. Assumed: the old refresh token stays good until logout or its end. */
export const refreshLogin = defineBehaviour<{ refreshToken: string }>('auth.refresh', (context) => {
  const { refreshToken } = context.request.body
  const issued = context.tokens.find('refresh', refreshToken)
  const isRevoked = context.collection('revokedToken').get(refreshToken)
  if (issued && issued.expiresAt > context.now && !isRevoked) return answerPair(context)
  const hint = 'The refresh token is unknown, expired or logged out. Log in again.'
  return context.refuse('badToken', {}, { hint })
})

/** Makes the access token of the request and its refresh token worthless. */
export const logout = defineBehaviour('auth.logout', (context) => {
  const access = bearerOf(context)
  const sessions = context.collection<StoredRecord & { refreshToken: string }>('session')
  const session = sessions.get(access)
  const revoked = context.collection('revokedToken')
  for (const token of [access, session?.refreshToken]) {
    if (token !== undefined && !revoked.get(token)) revoked.insert({ id: token })
  }
  return { status: 200, body: {} }
})

function bearerOf({ request }: BehaviourContext): string {
  return (request.headers.authorization ?? '').replace(/^bearer /i, '')
}

interface PasswordChange {
  currentPassword: string
  newPassword: string
  /** The guide's name, and that of the generated list; either is taken. */
  newPasswordConfirm?: string
  newConfirmPassword?: string
}

/** Changes the password of the account; `ensayo reset` brings the first one back. */
export const changePassword = defineBehaviour<PasswordChange>('auth.changePassword', (context) => {
  const { currentPassword: current, newPassword, ...names } = context.request.body
  const repeated = names.newPasswordConfirm ?? names.newConfirmPassword
  if (current !== currentPassword(context))
    return refuseField(context, 'currentPassword', 'It is not the password of this account.')
  if (newPassword !== repeated)
    return refuseField(
      context,
      'newPasswordConfirm',
      'It is missing, or differs from `newPassword`.',
    )
  const passwords = context.collection<Password>('password')
  if (passwords.get(ID)) passwords.update(ID, { password: newPassword })
  else passwords.insert({ id: ID, password: newPassword })
  return { status: 200, body: {} }
})

/** Opens the newest e-mail. */
export const readMail = defineReaction('login.token', (context) => {
  const mail = context.collection<Mail>('mail').get(ID)
  if (mail) return { emailToken: mail.token }
  throw new TriggerRefused('There is no e-mail with an unused token. POST /v2/auth/login first')
})
