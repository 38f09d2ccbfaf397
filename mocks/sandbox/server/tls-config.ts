/** How a sandbox is told to speak TLS. */
import { isIPv6 } from 'node:net'
import { EnsayoError } from '../../base/errors.ts'
import { invalidFlag } from '../../base/read-flags.ts'

export interface TlsConfig {
  isOnly: boolean
  /** Names beside those of this machine that the certificate is to have. */
  names: string[]
}

export interface TlsFlags {
  /** True, or `only`. */
  tls?: boolean | string
  tlsName?: string[]
}

/** `--tls` and `--tls-name`. Throws `OPTION_INVALID`. */
export function toTls(
  { tls, tlsName }: TlsFlags,
  host: string,
  publicUrl: string | undefined,
): TlsConfig | undefined {
  if (tls === undefined || tls === false) {
    if (tlsName === undefined) return undefined
    throw new EnsayoError('OPTION_INVALID', '--tls-name: nothing speaks TLS. Add --tls.')
  }
  if (tls !== true && tls !== 'only') {
    throw invalidFlag('--tls', tls, 'not a way to serve', 'Leave it at --tls, or say "--tls only".')
  }
  const isOwn = ['0.0.0.0', '::', 'localhost', '127.0.0.1', '::1'].includes(host)
  const outside = URL.parse(publicUrl ?? '')?.hostname ?? ''
  const isName = outside !== '' && !outside.includes('{')
  const names = [
    ...(isOwn ? [] : [host]),
    ...(isName ? [outside] : []),
    ...(tlsName ?? []).map(toTlsName),
  ]
  return { isOnly: tls === 'only', names: [...new Set(names)] }
}

/** The name of a host, or an address. Throws `OPTION_INVALID`. */
export function toTlsName(text: string): string {
  const name = text.trim().toLowerCase()
  const url = URL.parse(`http://${isIPv6(name) ? `[${name}]` : name}`)
  if (name !== '' && url?.hostname.replace(/^\[|\]$/g, '') === name) return name
  throw invalidFlag(
    '--tls-name',
    text,
    'not the name of a host',
    'Give it alone, like dev.cobru.co.',
  )
}
