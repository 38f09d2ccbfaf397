/**
 * Access tokens: signed, decodable JWTs (HS256, or RS256 where a provider's are). They carry their account, so nothing about them is
 * stored; what was verified once is remembered up to a bound.
 */
import { createHash, createPublicKey } from 'node:crypto'
import { rsaKeyOf } from './rsa-key.ts'

export type TokenAlgorithm = 'HS256' | 'RS256'

export interface TokenClaims {
  account: string
  provider: string
  kind: string
  /** Epoch ms. */
  expiresAt: number
}

export interface TokenMint {
  /** `jti` makes two tokens of the same second differ. */
  issue(
    claims: TokenClaims & {
      issuedAt: number
      jti: string
      extra?: Record<string, unknown>
      /** HS256 unless given. */
      algorithm?: TokenAlgorithm
    },
  ): Promise<string>
  /** Claims of a token of ours, alive or expired; undefined when it was not made here. */
  read(token: string): TokenClaims | undefined | Promise<TokenClaims | undefined>
}

const REMEMBERED = 10_000

/** The key comes from the seed: a token stays valid over a restart with the same seed. */
export function createTokenMint(seed: string): TokenMint {
  const key = createHash('sha256').update(`ensayo token key\0${seed}`).digest()
  const known = new Map<string, TokenClaims>()

  const remember = (token: string, claims: TokenClaims): TokenClaims => {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(token, claims)
    return claims
  }

  const verify = async (token: string): Promise<TokenClaims | undefined> => {
    const { compactVerify } = await import('jose')
    try {
      const algorithm = algorithmOf(token)
      const own = algorithm === 'RS256' ? createPublicKey(rsaKeyOf(seed)) : key
      const { payload } = await compactVerify(token, own, { algorithms: [algorithm] })
      const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<string, unknown>
      return remember(token, {
        account: String(claims.sub),
        provider: String(claims.iss),
        kind: String(claims.token_type),
        expiresAt: Number(claims.exp) * 1000,
      })
    } catch {
      return undefined
    }
  }

  return {
    issue: async ({
      account,
      algorithm: alg = 'HS256',
      provider,
      kind,
      expiresAt,
      issuedAt,
      jti,
      extra,
    }) => {
      const { CompactSign } = await import('jose')
      const exp = Math.floor(expiresAt / 1000)
      const iat = Math.floor(issuedAt / 1000)
      const payload = { ...extra, token_type: kind, exp, iat, jti, sub: account, iss: provider }
      const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader(alg === 'RS256' ? { alg, typ: 'JWT' } : { typ: 'JWT', alg })
        .sign(alg === 'RS256' ? rsaKeyOf(seed) : key)
      remember(token, { account, provider, kind, expiresAt: exp * 1000 })
      return token
    },
    read: (token) => known.get(token) ?? (isJwt(token) ? verify(token) : undefined),
  }
}

/** What the head says, if it is one of ours; the check of the signature then decides. */
function algorithmOf(token: string): TokenAlgorithm {
  const head = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString())
  return (head as { alg?: unknown }).alg === 'RS256' ? 'RS256' : 'HS256'
}

function isJwt(token: string): boolean {
  return token.length < 4096 && token.startsWith('eyJ') && token.split('.').length === 3
}
