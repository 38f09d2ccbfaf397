/**
 * The one interpreter of signature rules, those of requests and those of notifications: the text that
 * is signed, its signature made and checked, and the instant that it speaks of.
 */
import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { EnsayoError } from '../../base/errors.ts'
import { formatInstant } from '../../base/instant.ts'
import type { RequestSignatureRule, RequestTimestamp, SignatureRule } from '../../dialect/types.ts'
import type { ParsedRequest } from './parse.ts'

type Rule = Pick<SignatureRule, 'scheme' | 'encoding' | 'prefix'>

/** What a request is signed over. */
export type Signed = Pick<ParsedRequest, 'headers' | 'method' | 'target' | 'rawBody'>

/** The text that a rule says is signed: its pattern with the parts in their places. */
export function fillText(over: string, parts: Record<string, string>): string {
  return over.replace(/\{(\w+)\}/g, (place, name: string) => parts[name] ?? place)
}

/** The text that a request has to be signed over. */
export function toSignedText(rule: RequestSignatureRule, request: Signed): string {
  const { method, target, rawBody: body } = request
  const timestamp = rule.timestamp ? (request.headers[rule.timestamp.header] ?? '') : ''
  return fillText(rule.over, { timestamp, method, target, body })
}

/** A signature by a secret or a PEM private key; a forged one is well-formed and wrong. */
export function makeSignature(rule: Rule, text: string, key: string, isForged = false): string {
  const bytes = toBytes(rule.scheme, text, key)
  if (isForged) bytes[0]! ^= 1
  return rule.prefix + bytes.toString(rule.encoding)
}

function toBytes(scheme: Rule['scheme'], text: string, key: string): Buffer {
  if (isHmac(scheme)) return toHmac(scheme, text, key)
  const privateKey = readPrivateKey(key)
  if (privateKey) return sign('sha256', Buffer.from(text), { key: privateKey, ...PADDINGS[scheme] })
  throw new EnsayoError(
    'OPTION_INVALID',
    'A notification or request is to be signed with RSA, but its key is not a PEM private key.',
  )
}

/** Whether a signature is that of the text by the key. A key that is not one verifies nothing. */
export function isSignedBy(
  { scheme, encoding, prefix }: Rule,
  { text, signature, key }: { text: string; signature: string; key: string },
): boolean {
  if (!signature.startsWith(prefix)) return false
  const given = Buffer.from(signature.slice(prefix.length), encoding)
  if (isHmac(scheme)) {
    const wanted = toHmac(scheme, text, key)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const publicKey = readPublicKey(key)
  if (publicKey?.asymmetricKeyType !== 'rsa') return false
  return verify('sha256', Buffer.from(text), { key: publicKey, ...PADDINGS[scheme] }, given)
}

type Hmac = Extract<Rule['scheme'], `hmac-${string}`>

function isHmac(scheme: Rule['scheme']): scheme is Hmac {
  return scheme.startsWith('hmac-')
}

function toHmac(scheme: Hmac, text: string, key: string): Buffer {
  return createHmac(scheme.slice('hmac-'.length), key).update(text).digest()
}

/** Salts as long as the key allows; when verifying, their length is found out. */
const PADDINGS = {
  'rsa-sha256': { padding: constants.RSA_PKCS1_PADDING },
  'rsa-pss-sha256': {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_AUTO,
  },
}

/** Reading a key takes as long as using it. */
const readPrivateKey = rememberKeys(createPrivateKey)
/** Of a public or a private key. */
const readPublicKey = rememberKeys(createPublicKey)

const MAX_KEYS = 64

/** Undefined for what is not a key of that kind in PEM. */
function rememberKeys(read: (pem: string) => KeyObject) {
  const known = new Map<string, KeyObject | undefined>()
  return (pem: string): KeyObject | undefined => {
    if (known.has(pem)) return known.get(pem)
    if (known.size >= MAX_KEYS) known.clear()
    let key: KeyObject | undefined
    try {
      key = read(pem)
    } catch {
      // Whoever asked says so.
    }
    known.set(pem, key)
    return key
  }
}

/** An instant in the form that a timestamp header has. */
export function formatTimestamp(format: RequestTimestamp['format'], at: number): string {
  if (format === 'iso') return formatInstant(at, 0)
  return String(format === 'epoch-ms' ? at : Math.floor(at / 1_000))
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
