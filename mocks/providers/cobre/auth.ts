/**
 * Access tokens.
 * Source: Cobre's authentication guide, https://docs.cobre.com/authentication-1886552m0, read 2026-11-20.
 */
import { defineBehaviour } from '../../provider.ts'

interface Login {
  user_id: string
  secret: string
}

/** Mints a token that lives 1200 seconds. */
export const authenticate = defineBehaviour<Login>('auth.token', (context) => {
  const { userId, secret } = context.account.credentials
  const { body } = context.request
  if (body.user_id !== userId || body.secret !== secret) return context.refuse('badLogin')
  const lifeMs = context.quirk.durationMs('cobre.auth.token-life')
  // The sample begins as the head of such a token does.
  const access_token = context.tokens.issue({ kind: 'access', lifeMs, algorithm: 'RS256' })
  return {
    status: context.quirk.value<number>('cobre.auth.status'),
    body: { access_token, type: 'Bearer', expiration_time: lifeMs / 1_000 },
  }
})
