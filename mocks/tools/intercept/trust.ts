/**
 * What makes the clients of a command trust one more authority, as files and variables for the
 * command alone. What its user has set is kept and extended.
 */
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { BUNDLE_VARIABLES, listExtra, listTrusted } from './authorities.ts'
import type { Environment } from './environment.ts'
import { TRUST_STORE_PASSWORD, toJavaTrustStore } from './java-trust-store.ts'

/** Files of the run's folder, by name, and variables that name them. */
export interface Equipment {
  files: Record<string, string | Uint8Array>
  variables: Record<string, string>
}

/** Trust in the authority, given in PEM, beside whatever the command trusts already. */
export function trustAuthority(folder: string, authority: string, env: Environment): Equipment {
  const trusted = listTrusted(authority, env)
  const bundle = join(folder, 'authorities.pem')
  const store = join(folder, 'authorities.jks')
  return {
    files: {
      'authorities.pem': trusted.join(''),
      'extra-authorities.pem': listExtra(authority, env).join(''),
      'authorities.jks': toJavaTrustStore(trusted),
      'php/ensayo.ini': `curl.cainfo="${bundle}"\nopenssl.cafile="${bundle}"\n`,
      wgetrc: `${readWgetSettings(env)}\nca_certificate = ${bundle}\n`,
    },
    variables: {
      ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, bundle])),
      NODE_EXTRA_CA_CERTS: join(folder, 'extra-authorities.pem'),
      // Nothing before the delimiter: the folder that PHP was built with.
      PHP_INI_SCAN_DIR: `${env.PHP_INI_SCAN_DIR ?? ''}${delimiter}${join(folder, 'php')}`,
      WGETRC: join(folder, 'wgetrc'),
      JAVA_TOOL_OPTIONS: addWords(
        env.JAVA_TOOL_OPTIONS,
        quote(`-Djavax.net.ssl.trustStore=${store}`),
        '-Djavax.net.ssl.trustStoreType=JKS',
        `-Djavax.net.ssl.trustStorePassword=${TRUST_STORE_PASSWORD}`,
      ),
    },
  }
}

/** Words after those that a variable has. */
export function addWords(before: string | undefined, ...words: string[]): string {
  return [before, ...words].filter(Boolean).join(' ')
}

/** A word for a variable that is split at spaces. */
export function quote(word: string): string {
  return /\s/.test(word) ? `"${word}"` : word
}

function readWgetSettings(env: Environment): string {
  try {
    return readFileSync(env.WGETRC ?? join(homedir(), '.wgetrc'), 'utf8')
  } catch {
    return ''
  }
}
