/** Where the sandbox behind the assistant's door comes from: found where one answers, else started. */
import { EnsayoError } from '../base/errors.ts'
import { createCall } from '../sandbox/client/call.ts'
import { createClient } from '../sandbox/client/client.ts'
import { type ConfigFlags, fillFlags, loadConfig } from '../sandbox/config/config-flags.ts'
import type { LoadedConfig } from '../sandbox/config/types.ts'
import {
  type StartConfig,
  type StartFlags,
  toControlUrl,
  toStartConfig,
} from '../sandbox/server/config.ts'
import type { Held, Sources } from '../tools/mcp/holder.ts'
import { readCertificate } from './certificate.ts'
import { connectCall } from './connect.ts'
import { startSandbox } from './sandbox.ts'

export interface Flags extends StartFlags, ConfigFlags {
  /** A sandbox that runs; none is started then. */
  control?: string
}

type Environment = Record<string, string | undefined>

/**
 * A sandbox that was named and does not answer is an error; the default one is started. Flags and
 * configuration are checked now, while a person still sees what is wrong with them.
 */
export async function toSources(flags: Flags, env: Environment): Promise<Sources> {
  const isNamed = flags.control !== undefined || Boolean(env.ENSAYO_URL)
  const port = flags.port ?? env.ENSAYO_PORT
  const url = toControlUrl(toUrl(flags, isNamed), env)
  const loaded = await loadConfig(flags)
  const config = toStartConfig(fillFlags(flags, env, loaded), env)
  if (config.receiverCa !== undefined) readCertificate(config.receiverCa, '--receiver-ca')
  return {
    // On free ports there is none to be found.
    find: async () => (port === '0' && !isNamed ? undefined : find(url, isNamed)),
    start: () => start(config, loaded),
  }
}

function toUrl({ control, port }: Flags, isNamed: boolean): string | undefined {
  const isKnown = isNamed || port === undefined || port === '0'
  return control ?? (isKnown ? undefined : `http://127.0.0.1:${port}`)
}

async function find(url: string, isNamed: boolean): Promise<Held | undefined> {
  const call = connectCall(url)
  try {
    await createClient(call, 'default').health()
    return { call, specs: new Map(), close: async () => {} }
  } catch (error) {
    const isGone = error instanceof EnsayoError && error.code === 'SANDBOX_UNREACHABLE'
    if (isNamed || !isGone) throw error
    return undefined
  }
}

async function start(config: StartConfig, loaded: LoadedConfig | undefined): Promise<Held> {
  const { engine, drain, close } = await startSandbox(config, loaded)
  const { createInProcessTransport } = await import('../sandbox/client/in-process.ts')
  return {
    call: createCall(createInProcessTransport(engine)),
    specs: engine.providers,
    close: async () => {
      await drain()
      await close()
    },
  }
}
