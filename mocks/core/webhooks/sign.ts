/** Signatures of notifications, so that a receiver can tell ours from a stranger's. */
import type { SignatureRule } from '../../dialect/types.ts'
import { fillText, formatTimestamp, makeSignature } from '../http/signature.ts'

export interface Signing {
  /** Exactly the text that is sent. */
  body: string
  /** A secret for HMAC, a PEM private key for RSA. */
  key: string
  /** Instant the signature speaks of, epoch ms. */
  atMs: number
  /** Makes a well-formed signature that is wrong. */
  forge?: boolean
}

/** Signs a body as a rule says; returns the headers to send, names in lower case. */
export function sign(
  rule: SignatureRule,
  { body, key, atMs, forge }: Signing,
): Record<string, string> {
  const timestamp = formatTimestamp(rule.timestamp?.format ?? 'iso', atMs)
  const text = fillText(rule.over, { timestamp, body })
  const headers = { [rule.header.toLowerCase()]: makeSignature(rule, text, key, forge) }
  if (rule.timestamp) headers[rule.timestamp.header.toLowerCase()] = timestamp
  return headers
}
