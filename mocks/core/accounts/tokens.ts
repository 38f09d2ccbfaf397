/**
 * Access tokens: signed, decodable JWTs (HS256, or RS256 where a provider's are). They carry their account, so nothing about them is
 * stored; what was issued or verified once is remembered up to a bound.
 */
import { createHash, createHmac, sign as signRsa } from 'node:crypto'
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
  ): string
  /** Claims of a token of ours, alive or expired; undefined when it was not made here. */
  read(token: string): TokenClaims | undefined
  /** From now on signs and reads the tokens of a sandbox of that seed. */
  reseed(seed: string): void
}

const REMEMBERED = 10_000

/** Every token of ours begins with one of them. */
const HEADERS: Record<TokenAlgorithm, string> = {
  HS256: encode({ typ: 'JWT', alg: 'HS256' }),
  RS256: encode({ alg: 'RS256', typ: 'JWT' }),
}

/** The key comes from the seed: a token stays valid over a restart with the same seed. */
export function createTokenMint(seed: string): TokenMint {
  let current = seed
  let key = toKey(seed)
  const known = new Map<string, TokenClaims>()

  const sign = (payload: string, algorithm: TokenAlgorithm): string => {
    const text = `${HEADERS[algorithm]}.${payload}`
    const signature =
      algorithm === 'RS256'
        ? signRsa('sha256', Buffer.from(text), rsaKeyOf(current)).toString('base64url')
        : createHmac('sha256', key).update(text).digest('base64url')
    return `${text}.${signature}`
  }

  const remember = (token: string, claims: TokenClaims): TokenClaims => {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(token, claims)
    return claims
  }

  /** Both ways of signing give the same signature for the same text. */
  const verify = (token: string): TokenClaims | undefined => {
    const [header, payload = ''] = token.split('.')
    if (token !== sign(payload, header === HEADERS.RS256 ? 'RS256' : 'HS256')) return undefined
    // What carries our signature was written by `issue`.
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JwtClaims
    return remember(token, toClaims(claims))
  }

  return {
    issue: ({ account, provider, kind, expiresAt, issuedAt, jti, extra, algorithm = 'HS256' }) => {
      const exp = Math.floor(expiresAt / 1000)
      const iat = Math.floor(issuedAt / 1000)
      const claims = { ...extra, token_type: kind, exp, iat, jti, sub: account, iss: provider }
      const token = sign(encode(claims), algorithm)
      remember(token, toClaims(claims))
      return token
    },
    reseed: (next) => {
      current = next
      key = toKey(next)
      known.clear()
    },
    read: (token) => known.get(token) ?? (isOurs(token) ? verify(token) : undefined),
  }
}

function toKey(seed: string): Buffer {
  return createHash('sha256').update(`ensayo token key\0${seed}`).digest()
}

interface JwtClaims {
  token_type: string
  /** Epoch seconds. */
  exp: number
  sub: string
  iss: string
}

function toClaims({ sub, iss, token_type, exp }: JwtClaims): TokenClaims {
  return { account: sub, provider: iss, kind: token_type, expiresAt: exp * 1000 }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function isOurs(token: string): boolean {
  const isLike = (header: string) => token.startsWith(`${header}.`)
  return token.length < 4096 && Object.values(HEADERS).some(isLike)
}
