/**
 * Access and refresh tokens.
 * Source: https://docs.cobru.co/en/docs/api/authentication/refresh, read 2026-11-20.
 */
import { createHash } from 'node:crypto'
import { type BaseContext, type BehaviourContext, defineBehaviour } from '../../provider.ts'
import { findUser, readUserId } from './people.ts'

/** Assumed: nothing says how long a refresh token lives. */
const REFRESH_LIFE_MS = 365 * 86_400_000

/** Mints an access token for the account's refresh token, or for one of a login. */
export const refreshToken = defineBehaviour<{ refresh: string }>('token.refresh', (context) => {
  const { refresh } = context.request.body
  if (!isRefreshToken(context, refresh)) return context.refuse('badRefresh')
  const userId = readUserId(refresh) ?? context.account.fields.ownerId
  return { status: 200, body: { access: issueAccess(context, userId) } }
})

function isRefreshToken(context: BehaviourContext, token: string): boolean {
  if (token === context.account.credentials.refreshToken) return true
  const issued = context.tokens.find('refresh', token)
  return issued !== undefined && issued.expiresAt > context.now
}

/** Mints both tokens for user name and password, of the account or of one of its white-label users. */
export const createToken = defineBehaviour<{ username: string; password: string }>(
  'token.create',
  (context) => {
    const userId = findLogin(context)
    if (userId === undefined) return context.refuse('badLogin')
    const claims = { user_id: userId }
    const refresh = context.tokens.issue({ kind: 'refresh', lifeMs: REFRESH_LIFE_MS, claims })
    return { status: 200, body: { access: issueAccess(context, userId), refresh } }
  },
)

function findLogin(context: BehaviourContext<{ username: string; password: string }>): unknown {
  const { username, password } = context.request.body
  const { credentials, fields } = context.account
  if (username === credentials.username && password === credentials.password) return fields.ownerId
  const user = findUser(context, username)
  return user?.passwordHash === hashPassword(password) ? user.userId : undefined
}

function issueAccess(context: BaseContext, userId: unknown): string {
  const lifeMs = context.quirk.durationMs('cobru.auth.token-ttl')
  return context.tokens.issue({ kind: 'access', lifeMs, claims: { user_id: userId } })
}

/** As white-label users are kept. */
export function hashPassword(password: string): string {
  return createHash('sha256').update(password).digest('hex')
}
