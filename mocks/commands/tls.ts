/** `--tls` of the commands that start a sandbox, and the trust that goes with it. */
import type { StartConfig } from '../sandbox/server/config.ts'
import type { Authority, Pair } from '../tools/intercept/authority.ts'
import type { RunFolder } from '../tools/intercept/folder.ts'

export interface OpenedTls {
  authority: Authority
  /** For `startServer`. */
  server: Pair & { isOnly: boolean }
}

/** Opens the authority of this user and makes a certificate; undefined without `--tls`. */
export async function openTls({ tls }: StartConfig): Promise<OpenedTls | undefined> {
  if (tls === undefined) return undefined
  const { issueLocal, keepAuthority } = await import('../tools/intercept/kept-authority.ts')
  const authority = await keepAuthority(tls.names, process.env)
  if (authority.isRenewed) {
    process.stderr.write(
      `ensayo: --tls: the authority was made anew, so that it covers ${tls.names.join(', ')}. Trust it anew: "ensayo ca" prints it.\n`,
    )
  }
  const pair = await issueLocal(authority, tls.names)
  return { authority, server: { ...pair, isOnly: tls.isOnly } }
}

export interface Trust {
  /** For a command, over its environment. */
  variables: Record<string, string>
  close(): void
}

/** What makes a command trust the sandbox; nothing without `--tls`. */
export async function openTrust(tls: OpenedTls | undefined): Promise<Trust> {
  if (tls === undefined) return { variables: {}, close: () => {} }
  const [{ createFolder }, { trustAuthority }] = await Promise.all([
    import('../tools/intercept/folder.ts'),
    import('../tools/intercept/trust.ts'),
  ])
  const folder: RunFolder = createFolder()
  const trust = trustAuthority(folder.path, tls.authority.certificate, process.env)
  folder.write(trust.files)
  return { variables: trust.variables, close: folder.remove }
}
