/** Signatures of notifications, so that a receiver can tell ours from a stranger's. */
import {
  constants,
  createHmac,
  createPrivateKey,
  type KeyObject,
  sign as signRsa,
} from 'node:crypto'
import { EnsayoError } from '../../base/errors.ts'
import type { SignatureRule } from '../../dialect/types.ts'

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
export function sign(rule: SignatureRule, signing: Signing): Record<string, string> {
  const timestamp = formatTimestamp(rule, signing.atMs)
  const text = rule.over.replace(/\{(timestamp|body)\}/g, (_, name) =>
    name === 'body' ? signing.body : timestamp,
  )
  const signature = SCHEMES[rule.scheme](text, signing.key)
  if (signing.forge) signature[0]! ^= 1
  const headers = { [rule.header.toLowerCase()]: rule.prefix + signature.toString(rule.encoding) }
  if (rule.timestamp) headers[rule.timestamp.header.toLowerCase()] = timestamp
  return headers
}

const SCHEMES: Record<SignatureRule['scheme'], (text: string, key: string) => Buffer> = {
  'hmac-sha256': (text, key) => createHmac('sha256', key).update(text).digest(),
  'hmac-sha1': (text, key) => createHmac('sha1', key).update(text).digest(),
  'rsa-sha256': (text, pem) => signRsa('sha256', Buffer.from(text), toKey(pem)),
  'rsa-pss-sha256': (text, pem) =>
    signRsa('sha256', Buffer.from(text), {
      key: toKey(pem),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN,
    }),
}

function formatTimestamp(rule: SignatureRule, atMs: number): string {
  switch (rule.timestamp?.format) {
    case 'epoch-ms':
      return String(atMs)
    case 'epoch-s':
      return String(Math.floor(atMs / 1_000))
    default:
      return new Date(atMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
  }
}

const MAX_KEYS = 64
/** PEM → key. Reading a key takes as long as signing with it. */
const keys = new Map<string, KeyObject>()

function toKey(pem: string): KeyObject {
  const known = keys.get(pem)
  if (known) return known
  if (keys.size >= MAX_KEYS) keys.clear()
  const key = readKey(pem)
  keys.set(pem, key)
  return key
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    const message = 'A notification is to be signed with RSA, but its key is not a PEM private key.'
    throw new EnsayoError('OPTION_INVALID', message, { cause })
  }
}
