/**
 * Access tokens: signed, decodable JWTs (HS256). They carry their account, so nothing about them is
 * stored; what was issued or verified once is remembered up to a bound.
 */
import { createHash, createHmac } from 'node:crypto'

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
    claims: TokenClaims & { issuedAt: number; jti: string; extra?: Record<string, unknown> },
  ): string
  /** Claims of a token of ours, alive or expired; undefined when it was not made here. */
  read(token: string): TokenClaims | undefined
  /** From now on signs and reads the tokens of a sandbox of that seed. */
  reseed(seed: string): void
}

const REMEMBERED = 10_000

/** Every token of ours begins with it. */
const HEADER = encode({ typ: 'JWT', alg: 'HS256' })

/** The key comes from the seed: a token stays valid over a restart with the same seed. */
export function createTokenMint(seed: string): TokenMint {
  let key = toKey(seed)
  const known = new Map<string, TokenClaims>()

  const sign = (payload: string): string => {
    const text = `${HEADER}.${payload}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }

  const remember = (token: string, claims: TokenClaims): TokenClaims => {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value!)
    known.set(token, claims)
    return claims
  }

  const verify = (token: string): TokenClaims | undefined => {
    const [, payload = ''] = token.split('.')
    if (token !== sign(payload)) return undefined
    // What carries our signature was written by `issue`.
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JwtClaims
    return remember(token, toClaims(claims))
  }

  return {
    issue: ({ account, provider, kind, expiresAt, issuedAt, jti, extra }) => {
      const exp = Math.floor(expiresAt / 1000)
      const iat = Math.floor(issuedAt / 1000)
      const claims = { ...extra, token_type: kind, exp, iat, jti, sub: account, iss: provider }
      const token = sign(encode(claims))
      remember(token, toClaims(claims))
      return token
    },
    reseed: (next) => {
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
  return token.length < 4096 && token.startsWith(`${HEADER}.`)
}
