/**
 * Certificate authorities that vouch for a few names only. The library that writes certificates is
 * loaded when the first one is made; a sandbox without TLS never loads it.
 */
import { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { systemTime } from '../../core/clock/system.ts'
import { constrainNames, type NameLimits } from './name-constraints.ts'

export interface AuthorityOptions {
  title: string
  /** What it may vouch for; a client refuses its certificates for anything else. */
  limits: NameLimits
  days: number
  /** Lets the key be written to a file. Default: it cannot leave memory. */
  isKept?: boolean
}

/** A key and its certificate, in PEM. */
export interface Pair {
  key: string
  cert: string
}

export interface Authority {
  /** In PEM. */
  certificate: string
  /** A certificate for host names and addresses, with a key of its own. */
  issue(names: readonly string[], days: number): Promise<Pair>
  /** Key and certificate, of an authority that is kept. */
  toPair(): Promise<Pair>
}

/** The same object under the name that the library's types have for it. */
const subtle = webcrypto.subtle as unknown as SubtleCrypto

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

const DAY_MS = 86_400_000

/** Makes an authority. */
export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const x509 = await loadX509()
  const keys = await subtle.generateKey(ALGORITHM, options.isKept ?? false, USAGES)
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: toSerial(),
    name: [{ CN: [options.title] }],
    ...toLife(options.days),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      new x509.Extension('2.5.29.30', true, new Uint8Array(constrainNames(options.limits))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return toAuthority(x509, certificate, keys.privateKey)
}

/** Opens an authority that was kept. Throws when the texts are not a key and a certificate. */
export async function openAuthority({ key, cert }: Pair): Promise<Authority> {
  const x509 = await loadX509()
  const [bytes] = x509.PemConverter.decode(key)
  const privateKey = await subtle.importKey('pkcs8', bytes!, ALGORITHM, true, ['sign'])
  return toAuthority(x509, new x509.X509Certificate(cert), privateKey)
}

const USAGES: KeyUsage[] = ['sign', 'verify']

type X509 = Awaited<ReturnType<typeof loadX509>>

async function loadX509() {
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  // Node's own; the types of the two differ in names only.
  x509.cryptoProvider.set(webcrypto as unknown as Crypto)
  return x509
}

function toAuthority(
  x509: X509,
  certificate: InstanceType<X509['X509Certificate']>,
  signingKey: CryptoKey,
): Authority {
  return {
    certificate: toPem(certificate.toString('pem')),
    issue: async (names, days) => {
      const keys = await subtle.generateKey(ALGORITHM, true, USAGES)
      const issued = await x509.X509CertificateGenerator.create({
        serialNumber: toSerial(),
        // Not a host name, which some clients would hold against the limits.
        subject: [{ CN: ['Ensayo sandbox'] }],
        issuer: certificate.subjectName,
        ...toLife(days),
        signingAlgorithm: ALGORITHM,
        publicKey: keys.publicKey,
        signingKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension(names.map(toAlternative)),
          await x509.AuthorityKeyIdentifierExtension.create(certificate),
        ],
      })
      return { key: await exportKey(x509, keys.privateKey), cert: toPem(issued.toString('pem')) }
    },
    toPair: async () => ({
      key: await exportKey(x509, signingKey),
      cert: toPem(certificate.toString('pem')),
    }),
  }
}

async function exportKey(x509: X509, key: CryptoKey): Promise<string> {
  const bytes = await subtle.exportKey('pkcs8', key)
  return toPem(x509.PemConverter.encode(bytes, 'PRIVATE KEY'))
}

function toPem(text: string): string {
  return `${text.trim()}\n`
}

function toAlternative(name: string): { type: 'ip' | 'dns'; value: string } {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name }
}

/** From yesterday, for a client whose clock is behind. */
function toLife(days: number): { notBefore: Date; notAfter: Date } {
  const now = systemTime.now()
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) }
}

/** 16 bytes, the first of them small: a serial number must be positive. */
function toSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  return `1${Buffer.from(bytes).toString('hex').slice(1)}`
}
