/** The sandbox of a test: one of its own process, or one that it shares with others. */
import { EnsayoError } from '../../base/errors.ts'
import { connectSandbox } from '../../sandbox/client/connect.ts'

export interface SharedOptions {
  /** A sandbox that listens, to share with others. Default: `ENSAYO_URL`, or else one in this process. */
  url?: string
  /** What that one was given as `ENSAYO_CONTROL_TOKEN`. Default: that variable. */
  token?: string
}

/** Whether the tests use a sandbox elsewhere. */
export function isShared({ url }: SharedOptions): boolean {
  return (url ?? process.env.ENSAYO_URL ?? '') !== ''
}

/** Makes one by `create`, or connects. Throws `OPTION_INVALID` on options that only an own one takes. */
export async function openForTests<Options extends SharedOptions, Opened>(
  options: Options,
  create: (own: Omit<Options, 'url' | 'token'>) => Promise<Opened>,
): Promise<Opened> {
  const { url, token, ...own } = options
  if (!isShared(options)) return create(own)
  const [first] = Object.keys(own).filter((name) => name !== 'providers')
  if (first === undefined) {
    // Offers the same, whatever process it is in.
    return connectSandbox(url, token === undefined ? {} : { token }) as Promise<Opened>
  }
  throw new EnsayoError(
    'OPTION_INVALID',
    `createTest: "${first}" is for a sandbox of this process, but the tests use the one at ${url ?? 'ENSAYO_URL'}. Start that one with it, or set it for the account.`,
  )
}
