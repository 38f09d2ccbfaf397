/** Signs a request as its spec says a client does: the other half of `verify-signature.ts`. */
import { constants, createHmac, sign } from 'node:crypto'
import type { RequestSignatureRule, RequestTimestamp } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'
import { toSignedText } from './verify-signature.ts'

/** The value of the signature's header; the timestamp must stand in the request already. */
export function signRequest(
  rule: RequestSignatureRule,
  request: Pick<ParsedRequest, 'headers' | 'method' | 'target' | 'rawBody'>,
  key: string,
): string {
  // Nothing but these four goes into the text.
  const text = toSignedText(rule, request as ParsedRequest)
  return `${rule.prefix}${toSignature(rule, text, key).toString(rule.encoding)}`
}

function toSignature({ scheme }: RequestSignatureRule, text: string, key: string): Buffer {
  if (scheme === 'hmac-sha256' || scheme === 'hmac-sha1') {
    return createHmac(scheme.slice('hmac-'.length), key).update(text).digest()
  }
  const padding =
    scheme === 'rsa-sha256' ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING
  return sign('sha256', Buffer.from(text), { key, padding })
}

/** An instant (epoch ms) in the form that a timestamp header has. */
export function toTimestamp({ format }: RequestTimestamp, at: number): string {
  if (format === 'iso') return new Date(at).toISOString()
  return String(format === 'epoch-ms' ? at : Math.floor(at / 1_000))
}
