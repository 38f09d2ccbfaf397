/** A certificate for this machine, for who lets a sandbox of the library speak TLS. */

/** In PEM. */
export interface LocalCertificate {
  key: string
  cert: string
  /** The authority's own certificate: what a client is to trust. `ensayo ca` prints the same. */
  ca: string
}

/**
 * Issues one by the authority of this user, which is made when there is none yet. It names `localhost`,
 * `127.0.0.1`, `::1` and the names given. Throws `OPTION_INVALID` when the authority's file is open to others.
 * @example
 * const { ca, ...tls } = await localCertificate()
 * const sandbox = await createSandbox({ listen: { tls } })
 */
export async function localCertificate(
  options: { names?: readonly string[] } = {},
): Promise<LocalCertificate> {
  const { names = [] } = options
  const { issueLocal, keepAuthority } = await import('./kept-authority.ts')
  const authority = await keepAuthority(names, process.env)
  const { key, cert } = await issueLocal(authority, names)
  return { key, cert, ca: authority.certificate }
}
