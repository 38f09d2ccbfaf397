/** The one order: flags win over the environment, which wins over the file. */
import { dirname, isAbsolute, resolve } from 'node:path'
import type { StartFlags } from '../server/config.ts'
import { findConfig, readConfig } from './read-config.ts'
import type { LoadedConfig } from './types.ts'

export interface ConfigFlags {
  /** A file; false for none at all; default: that of the working folder. */
  config?: string | false
}

type Environment = Record<string, string | undefined>

/** Reads the file that is asked for, or the one of the working folder. */
export async function loadConfig({ config }: ConfigFlags): Promise<LoadedConfig | undefined> {
  if (config === false) return undefined
  const file = config ?? findConfig()
  return file === undefined ? undefined : readConfig(file)
}

/** Flags with what the file says wherever neither they nor the environment say anything. */
export function fillFlags<Flags extends StartFlags & { log?: string }>(
  flags: Flags,
  env: Environment,
  config: LoadedConfig | undefined,
): Flags {
  if (config === undefined) return flags
  const said = toFlags(config)
  if (env.ENSAYO_HOST) delete said.host
  if (env.ENSAYO_PORT) delete said.port
  if (env.ENSAYO_PUBLIC_URL) delete said.publicUrl
  for (const [one, other] of EXCLUSIVE) {
    if (flags[one] !== undefined) delete said[other]
    if (flags[other] !== undefined) delete said[one]
  }
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))
  return {
    ...said,
    // What is typed is typed by its own type.
    ...(given as Flags),
    // The parser says true where nothing was typed.
    hints: flags.hints === false ? false : (said.hints ?? true),
    ...mergePairs('profile', flags, said),
    ...mergePairs('variant', flags, said),
    ...mergePairs('forward', flags, said),
  }
}

/** Of each pair the flag of one puts the other of the file out of force. */
const EXCLUSIVE: [keyof StartFlags, keyof StartFlags][] = [
  ['freeze', 'timeRate'],
  ['data', 'store'],
  ['store', 'sync'],
]

function mergePairs(
  name: 'profile' | 'variant' | 'forward',
  flags: StartFlags,
  said: StartFlags,
): StartFlags {
  const typed = flags[name] ?? []
  const names = typed.map((pair) => pair.split('=', 1)[0])
  const rest = (said[name] ?? []).filter((pair) => !names.includes(pair.split('=', 1)[0]!))
  return typed.length + rest.length === 0 ? {} : { [name]: [...rest, ...typed] }
}

/** What the file says, as it would have been typed; paths are relative to the file. */
function toFlags({ file, value }: LoadedConfig): StartFlags & { log?: string } {
  const folder = file === undefined ? process.cwd() : dirname(file)
  const toPath = (path: string) => resolve(folder, path)
  const toSpec = (name: string) => (isPath(name) ? toPath(name) : name)
  const flags = {
    provider: value.providers?.map(toSpec),
    profile: toPairs(value.profiles, toSpec),
    variant: toPairs(value.variants),
    forward: toPairs(value.forward),
    host: value.host,
    port: value.port?.toString(),
    publicUrl: value.publicUrl,
    trustProxy: value.trustProxy,
    tls: value.tls === false ? undefined : value.tls,
    tlsName: value.tlsNames,
    receiverCa: value.receiverCa && toPath(value.receiverCa),
    data: value.data && toPath(value.data),
    sync: value.sync,
    store: value.store,
    seed: value.seed?.toString(),
    timeRate: value.timeRate?.toString(),
    at: value.at,
    freeze: value.freeze,
    hints: value.hints,
    strict: value.strict,
    maxEntries: value.maxEntries?.toString(),
    maxRecords: value.maxRecords?.toString(),
    maxAccounts: value.maxAccounts?.toString(),
    signatureTime: value.signatureTime,
    cors: value.cors,
    allowHost: value.allowHosts,
    forwardAll: value.forwardAll,
    log: value.log,
  }
  const said = Object.entries(flags).filter(([, each]) => each !== undefined)
  return Object.fromEntries(said) as StartFlags
}

function isPath(name: string): boolean {
  return isAbsolute(name) || /[\\/]|\.(ya?ml|json)$/.test(name)
}

function toPairs(
  values: Record<string, string> | undefined,
  convert = (value: string) => value,
): string[] | undefined {
  return values && Object.entries(values).map(([name, value]) => `${name}=${convert(value)}`)
}
