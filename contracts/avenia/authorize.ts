/**
 * Requests signed with an API key. The login in two steps needs a code from an e-mail, so no run
 * begins with one.
 * Source: https://integration-guide.avenia.io/docs/Security/apiKeysGuide, read 2026-11-20.
 */
import { createSign } from 'node:crypto'
import type { Session } from '../kit/session.ts'
import type { Authorization, SignedParts } from '../kit/words.ts'

export interface SigningKey {
  apiKey: string
  /** PEM; an environment variable may have `\n` in the place of line breaks. */
  privateKey: string
}

/** Signs each request with the account's key. */
export async function authorize({ credentials }: Session): Promise<Authorization> {
  const { apiKey = '', privateKey = '' } = credentials
  return { headers: (parts) => sign({ apiKey, privateKey }, parts) }
}

/** RSA with PKCS#1 v1.5 and SHA-256 over timestamp, method, request URI and body, nothing between them. */
export function sign(
  { apiKey, privateKey }: SigningKey,
  { method, target, body, now }: SignedParts,
): Record<string, string> {
  const signature = createSign('RSA-SHA256')
    .update(`${now}${method}${target}${body}`)
    .sign(privateKey.replaceAll('\\n', '\n'), 'base64')
  return { 'X-API-Key': apiKey, 'X-API-Timestamp': String(now), 'X-API-Signature': signature }
}

/** Headers for one request that a case signs itself, at a time or with a key of its choice. */
export function signAsOf(
  { credentials, baseUrl }: Session,
  path: string,
  now: number,
  key: Partial<SigningKey> = {},
): Record<string, string> {
  const { apiKey = '', privateKey = '' } = credentials
  const { pathname, search } = new URL(`${baseUrl.replace(/\/$/, '')}${path}`)
  const parts = { method: 'GET', target: `${pathname}${search}`, body: '', now }
  return sign({ apiKey, privateKey, ...key }, parts)
}
