/** A sandbox of this process, with or without sockets. */

import { createSecureContext } from 'node:tls'
import { didYouMean, EnsayoError } from '../../base/errors.ts'
import { isLoopback } from '../../base/hosts.ts'
import { DEFAULT_ACCOUNT } from '../../core/accounts/accounts.ts'
import { loadOptions, mergeOptions } from '../config/config-options.ts'
import { startAccounts } from '../config/seeds.ts'
import type { EnsayoConfig } from '../config/types.ts'
import { createEngine } from '../engine/create.ts'
import type { Engine, EngineOptions } from '../engine/engine.ts'
import { createCall } from './call.ts'
import { openSandbox } from './handle.ts'
import { createInProcessTransport } from './in-process.ts'
import type { BuiltInName, Called, Chosen, ProfileChoices, Variants } from './names.ts'
import type { Sandbox as AnySandbox } from './types.ts'

export interface SandboxOptions<Provider extends string>
  extends Omit<EngineOptions, 'providers' | 'profiles' | 'variants' | 'isShared'> {
  /** Built-in names, or paths of spec files. Default: every built-in one. */
  providers?: readonly (Provider & Chosen<Provider>)[]
  /** Provider → profile, or the path of a file that `ensayo calibrate` wrote. */
  profiles?: NoInfer<ProfileChoices<Called<Provider>>>
  /** Quirk → variant, over the profile. */
  variants?: NoInfer<Variants<Called<Provider>>>
  /** The path of an `ensayo.config.yaml`, or what would stand in it; options given here win over it. */
  config?: string | EnsayoConfig
  /** Opens sockets. */
  listen?: boolean | ListenOptions
}

export interface ListenOptions {
  /** Of the control API; the providers take the next ones. 0, the default, picks free ones. */
  port?: number
  /** Default `127.0.0.1`; any other needs the token. */
  host?: string
  /** What every control request must carry. Default: `ENSAYO_CONTROL_TOKEN`. */
  token?: string
  /** Every port speaks TLS by this certificate: one of your own, or of `localCertificate()`. */
  tls?: ListenCertificate
}

/** In PEM. */
export interface ListenCertificate {
  key: string
  cert: string
  /** Turns plain HTTP off. */
  isOnly?: boolean
}

/** A sandbox of this process: what any sandbox offers, and the engine inside it. */
export type OwnSandbox<Provider extends string> = AnySandbox<Provider> & { engine: Engine }

/** Starts a sandbox. Throws `EnsayoError` on anything that it does not know. */
export async function createSandbox<const Provider extends string = BuiltInName>(
  options: SandboxOptions<Provider> = {},
): Promise<OwnSandbox<Called<Provider>>> {
  refuseUnknown('createSandbox', options, OPTIONS)
  if (typeof options.listen === 'object') {
    refuseUnknown('listen', options.listen, LISTEN_OPTIONS)
  }
  const { listen, providers, config, ...rest } = options
  const loaded = config === undefined ? undefined : await loadOptions(config)
  const engine = await createEngine({
    ...loaded?.options,
    // Names are checked when specs are loaded; a name typed too narrowly is still a text.
    ...mergeOptions(rest as EngineOptions, loaded?.options),
    ...(providers ? { providers: [...providers] } : {}),
    ...(typeof listen === 'object' && !isLoopback(listen.host ?? '127.0.0.1')
      ? { isShared: true }
      : {}),
  })
  const server = listen ? await openSockets(engine, listen === true ? {} : listen) : undefined
  const warn = (line: string) => (options.log ?? process.emitWarning)(line)
  await startAccounts(engine, loaded?.config, warn).catch(async (error) => {
    await server?.close()
    await engine.close()
    throw error
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    await server?.close()
    await engine.close()
  }
  const transport = createInProcessTransport(engine, () => isClosed)
  const call = createCall(transport)
  const sandbox = await openSandbox<Called<Provider>>({
    transport,
    call,
    account: DEFAULT_ACCOUNT,
    close,
  })
  return Object.assign(sandbox, { engine })
}

const OPTIONS: readonly (keyof SandboxOptions<string>)[] = [
  'providers',
  'listen',
  'config',
  'profiles',
  'variants',
  'seed',
  'timeRate',
  'startAt',
  'hints',
  'strict',
  'maxEntries',
  'maxRecords',
  'maxAccounts',
  'data',
  'store',
  'allowHosts',
  'corsOrigins',
  'signatureTime',
  'forward',
  'forwardAll',
  'fetch',
  'onQuirk',
  'log',
  'real',
]

const LISTEN_OPTIONS: readonly (keyof ListenOptions)[] = ['port', 'host', 'token', 'tls']

function refuseUnknown(what: string, options: object, taken: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !taken.includes(name))
  if (unknown === undefined) return
  const cure = didYouMean(unknown, taken) || ` It takes: ${taken.join(', ')}.`
  throw new EnsayoError('OPTION_INVALID', `${what} takes no option "${unknown}".${cure}`)
}

async function openSockets(
  engine: Engine,
  {
    port = 0,
    host = '127.0.0.1',
    token = process.env.ENSAYO_CONTROL_TOKEN || undefined,
    tls,
  }: ListenOptions,
) {
  const certificate = tls && toCertificate(tls)
  const [{ startServer }, { createFace }] = await Promise.all([
    import('../server/server.ts'),
    import('../inspector/mount.ts'),
  ])
  const options = { host, ...(token === undefined ? {} : { token }) }
  return startServer({
    engine,
    host,
    port,
    ...(certificate ? { tls: certificate } : {}),
    control: (face) => createFace(face, options),
  })
}

/** Throws `OPTION_INVALID` for what no server can use. */
function toCertificate({ key, cert, isOnly = false }: ListenCertificate) {
  try {
    createSecureContext({ key, cert })
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `listen.tls: key and cert cannot be used: ${(cause as Error).message}. Give both in PEM, or those of localCertificate().`,
      { cause },
    )
  }
  return { key, cert, isOnly }
}
