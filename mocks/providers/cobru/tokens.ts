/**
 * Access and refresh tokens.
 * Source: https://docs.cobru.co/en/docs/api/authentication/refresh, read 2026-11-20.
 */
import { type BaseContext, type BehaviourContext, defineBehaviour } from '../../provider.ts'

/** Assumed: nothing says how long a refresh token lives. */
const REFRESH_LIFE_MS = 365 * 86_400_000

/** Mints an access token for the account's refresh token, or for one of a login. */
export const refreshToken = defineBehaviour<{ refresh: string }>(
  'token.refresh',
  async (context) => {
    if (!(await isRefreshToken(context, context.request.body.refresh))) {
      return context.refuse('badRefresh')
    }
    return { status: 200, body: { access: await issueAccess(context) } }
  },
)

async function isRefreshToken(context: BehaviourContext, token: string): Promise<boolean> {
  if (token === context.account.credentials.refreshToken) return true
  const issued = await context.tokens.find('refresh', token)
  return issued !== undefined && issued.expiresAt > context.now
}

/** Mints both tokens for user name and password. */
export const createToken = defineBehaviour<{ username: string; password: string }>(
  'token.create',
  async (context) => {
    const { username, password } = context.request.body
    const known = context.account.credentials
    if (username !== known.username || password !== known.password)
      return context.refuse('badLogin')
    const claims = toClaims(context)
    const refresh = await context.tokens.issue({ kind: 'refresh', lifeMs: REFRESH_LIFE_MS, claims })
    return { status: 200, body: { access: await issueAccess(context), refresh } }
  },
)

function issueAccess(context: BaseContext): Promise<string> {
  const lifeMs = context.quirk.durationMs('cobru.auth.token-ttl')
  return context.tokens.issue({ kind: 'access', lifeMs, claims: toClaims(context) })
}

function toClaims({ account }: BaseContext): Record<string, unknown> {
  return { user_id: account.fields.ownerId }
}
