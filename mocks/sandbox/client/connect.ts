/** A sandbox in another process, held as if it were in this one. */
import { toControlUrl } from '../server/config.ts'
import { createCall } from './call.ts'
import { openSandbox } from './handle.ts'
import { createHttpTransport } from './http.ts'
import type { BuiltInName } from './names.ts'
import type { Sandbox } from './types.ts'

export interface ConnectOptions {
  /** What the sandbox was given as `ENSAYO_CONTROL_TOKEN`. Default: that variable. */
  token?: string
  /** The account that the sandbox's own methods mean. Default `default`. */
  account?: string
}

/**
 * Connects to a sandbox that listens, by default at `ENSAYO_URL` or http://127.0.0.1:4800. Throws
 * `SANDBOX_UNREACHABLE` when none answers there.
 * @example
 * const sandbox = await connectSandbox<'acme'>('http://127.0.0.1:4800')
 * const account = await sandbox.account()
 */
export async function connectSandbox<Provider extends string = BuiltInName>(
  url?: string,
  options: ConnectOptions = {},
): Promise<Sandbox<Provider>> {
  const transport = createHttpTransport(
    toControlUrl(url, process.env, 'connectSandbox'),
    'connectSandbox(url)',
  )
  const call = createCall(
    transport,
    options.token ?? (process.env.ENSAYO_CONTROL_TOKEN || undefined),
  )
  return openSandbox({
    transport,
    call,
    account: options.account ?? 'default',
    // `ensayo exec --report` sets it: a report shows what accounts did whose tests have ended.
    keepsAccounts: Boolean(process.env.ENSAYO_KEEP_ACCOUNTS),
    // Connections are those of the global fetch; none is ours to close.
    close: async () => {},
  })
}
