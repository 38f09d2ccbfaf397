/** A configuration as options of the library. Sockets are the library's own to ask for. */
import type { EngineOptions } from '../engine/engine.ts'
import { toStartConfig } from '../server/config.ts'
import { fillFlags } from './config-flags.ts'
import { checkConfig, readConfig } from './read-config.ts'
import type { EnsayoConfig, LoadedConfig } from './types.ts'

/** Throws `CONFIG_INVALID` or `OPTION_INVALID`. */
export async function loadOptions(
  config: string | EnsayoConfig,
): Promise<{ config: LoadedConfig; options: EngineOptions }> {
  const loaded = typeof config === 'string' ? await readConfig(config) : await checkConfig(config)
  const { host: _, port: __, publicUrl: ___, tls: ____, tlsNames: _____, ...value } = loaded.value
  const { engine } = toStartConfig(fillFlags({}, {}, { ...loaded, value }), {})
  return { config: loaded, options: engine }
}

/** What is given wins; of maps, entry by entry. */
export function mergeOptions(
  given: EngineOptions,
  { profiles, variants, forward, timeRate, data, store }: EngineOptions = {},
): EngineOptions {
  return {
    ...(timeRate === undefined ? {} : { timeRate }),
    ...(data === undefined || given.store !== undefined ? {} : { data }),
    ...(store === undefined || given.data !== undefined ? {} : { store }),
    ...given,
    profiles: { ...profiles, ...given.profiles },
    variants: { ...variants, ...given.variants },
    ...(forward === undefined ? {} : { forward: { ...forward, ...given.forward } }),
  }
}
