/**
 * A trust store as every Java reads it, in the JKS format: a magic number, a version, the entries
 * (tag, alias, instant, type, certificate), and a digest over the password and all of that.
 */
import { createHash, X509Certificate } from 'node:crypto'

export const TRUST_STORE_PASSWORD = 'changeit'

const MAGIC = 0xfeedfeed
const VERSION = 2
const TRUSTED_CERTIFICATE = 2
/** What the format's digest begins with, after the password. */
const WHITENER = 'Mighty Aphrodite'

/** The certificates, in PEM, as a trust store. */
export function toJavaTrustStore(certificates: readonly string[]): Buffer {
  const entries = certificates.flatMap((pem, index) => [
    toInt(TRUSTED_CERTIFICATE),
    toText(`authority-${index}`),
    Buffer.alloc(8),
    toText('X.509'),
    toSized(new X509Certificate(pem).raw),
  ])
  const content = Buffer.concat([...[MAGIC, VERSION, certificates.length].map(toInt), ...entries])
  const password = Buffer.from(TRUST_STORE_PASSWORD, 'utf16le').swap16()
  const digest = createHash('sha1').update(password).update(WHITENER).update(content).digest()
  return Buffer.concat([content, digest])
}

function toInt(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function toText(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function toSized(bytes: Uint8Array): Buffer {
  return Buffer.concat([toInt(bytes.length), bytes])
}
