/** The authorities that a command trusts: those that it would have trusted, and one more. */
import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import type { Environment } from './environment.ts'

/** Variables whose file takes the place of the authorities that a client knows. */
export const BUNDLE_VARIABLES = [
  'SSL_CERT_FILE',
  'CURL_CA_BUNDLE',
  'REQUESTS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'DENO_CERT',
] as const

/** Where systems keep theirs; the first that is there counts. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
]

/** In PEM: the authority, what the user's variables name, and what the system or else Node trusts. */
export function listTrusted(authority: string, env: Environment): string[] {
  const own = BUNDLE_VARIABLES.flatMap((name) => readCertificates(env[name]))
  const system = SYSTEM_BUNDLES.map(readCertificates).find((found) => found.length > 0)
  return toDistinct([authority, ...own, ...(system ?? rootCertificates)])
}

/** In PEM: the authority, and what `NODE_EXTRA_CA_CERTS` names; Node has its own beside them. */
export function listExtra(authority: string, env: Environment): string[] {
  return toDistinct([authority, ...readCertificates(env.NODE_EXTRA_CA_CERTS)])
}

function toDistinct(certificates: readonly string[]): string[] {
  return [...new Set(certificates.map((pem) => `${pem.trim()}\n`))]
}

/** None when the file cannot be read, as its reader would find without us. */
function readCertificates(file: string | undefined): string[] {
  if (!file) return []
  try {
    const text = readFileSync(file, 'utf8')
    return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  } catch {
    return []
  }
}
