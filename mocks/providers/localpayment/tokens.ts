/**
 * Access and refresh tokens: a login with user name and password that answers two JWTs.
 * Source: https://docs.localpayment.com/docs/authentication, read 2026-11-20.
 */
import { type BaseContext, defineBehaviour } from '../../provider.ts'

/** Mints both tokens for user name and password. */
export const createToken = defineBehaviour<{ username: string; password: string }>(
  'token.create',
  (context) => {
    const { username, password } = context.request.body
    const known = context.account.credentials
    if (username !== known.username || password !== known.password)
      return context.refuse('badLogin')
    const lifeMs = context.quirk.durationMs('localpayment.auth.refresh-life')
    const refresh = context.tokens.issue({ kind: 'refresh', lifeMs, claims: claims(context) })
    return { status: 200, body: { refresh, access: issueAccess(context) } }
  },
)

/** Mints an access token. Assumed: the refresh token stays as it is, so that its 24 hours end. */
export const refreshToken = defineBehaviour<{ refresh: string }>('token.refresh', (context) => {
  const { refresh } = context.request.body
  const issued = context.tokens.find('refresh', refresh)
  if (!issued || issued.expiresAt <= context.now) return context.refuse('badRefresh')
  return { status: 200, body: { refresh, access: issueAccess(context) } }
})

function issueAccess(context: BaseContext): string {
  const lifeMs = context.quirk.durationMs('localpayment.auth.token-life')
  return context.tokens.issue({ kind: 'access', lifeMs, claims: claims(context) })
}

/** The claims that a decoded sample of the documents has. */
function claims({ account }: BaseContext): Record<string, unknown> {
  return {
    user_id: account.fields.userId,
    superuser: false,
    is_staff: false,
    roles: [],
    countries: ['COL'],
    company: account.fields.company,
    client_code: account.fields.clientCode,
  }
}
