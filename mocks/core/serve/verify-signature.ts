/** Signatures of requests: what the client must have signed, and whether it did. */
import {
  constants,
  createHmac,
  createPublicKey,
  type KeyObject,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import type { RequestSignatureRule, RequestTimestamp } from '../../dialect/types.ts'
import type { ParsedRequest } from '../http/parse.ts'

/** The text that a rule says is signed, as this request would have it. */
export function toSignedText(rule: RequestSignatureRule, request: ParsedRequest): string {
  const parts: Record<string, string> = {
    timestamp: rule.timestamp ? (request.headers[rule.timestamp.header] ?? '') : '',
    method: request.method,
    target: request.target,
    body: request.rawBody,
  }
  return rule.over.replace(/\{(timestamp|method|target|body)\}/g, (_, name: string) => parts[name]!)
}

/** Whether a signature is that of the text by the key. A key that is not one verifies nothing. */
export function isSignedBy(
  rule: RequestSignatureRule,
  { text, signature, key }: { text: string; signature: string; key: string },
): boolean {
  if (!signature.startsWith(rule.prefix)) return false
  const given = Buffer.from(signature.slice(rule.prefix.length), rule.encoding)
  if (rule.scheme === 'hmac-sha256' || rule.scheme === 'hmac-sha1') {
    const wanted = createHmac(rule.scheme.slice('hmac-'.length), key).update(text).digest()
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const publicKey = toPublicKey(key)
  if (publicKey?.asymmetricKeyType !== 'rsa') return false
  return verify('sha256', Buffer.from(text), { key: publicKey, ...PADDINGS[rule.scheme] }, given)
}

const PADDINGS = {
  'rsa-sha256': { padding: constants.RSA_PKCS1_PADDING },
  'rsa-pss-sha256': {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  },
}

const MAX_KEYS = 64
/** PEM → key. Reading a key takes longer than verifying with it. */
const keys = new Map<string, KeyObject | undefined>()

/** Of a public or a private key in PEM. */
function toPublicKey(pem: string): KeyObject | undefined {
  if (keys.has(pem)) return keys.get(pem)
  if (keys.size >= MAX_KEYS) keys.clear()
  const key = readKey(pem)
  keys.set(pem, key)
  return key
}

function readKey(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem)
  } catch {
    return undefined
  }
}

/** Epoch ms of a timestamp header; undefined when it is not in the format. */
export function readTimestamp(
  { header, format }: RequestTimestamp,
  headers: Record<string, string>,
): number | undefined {
  const text = headers[header] ?? ''
  if (format === 'iso') {
    const instant = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
    return Number.isNaN(instant) ? undefined : instant
  }
  if (!/^\d{1,15}$/.test(text)) return undefined
  return format === 'epoch-ms' ? Number(text) : Number(text) * 1_000
}
