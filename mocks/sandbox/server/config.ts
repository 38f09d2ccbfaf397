/** The options of a sandbox: what the command line and the environment say, checked, with defaults. */

import { EnsayoError } from '../../base/errors.ts'
import { isLoopback } from '../../base/hosts.ts'
import { invalidFlag, readInstant, readNumber, readPort } from '../../base/read-flags.ts'
import { assertControlIsGuarded } from '../control/guard.ts'
import type { EngineOptions } from '../engine/engine.ts'
import { type TlsConfig, type TlsFlags, toTls } from './tls-config.ts'

export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 4800

/** Flags that `start` and `exec` share, as they were typed. */
export interface StartFlags extends TlsFlags {
  provider?: string[]
  port?: string
  host?: string
  profile?: string[]
  variant?: string[]
  timeRate?: string
  at?: string
  freeze?: boolean
  seed?: string
  /** False for `--no-hints`. */
  hints?: boolean
  strict?: boolean
  allowHost?: string[]
  cors?: string[]
  signatureTime?: string
  forward?: string[]
  forwardAll?: string
  maxEntries?: string
  maxRecords?: string
  maxAccounts?: string
  data?: string
  sync?: string
  store?: string
  receiverCa?: string
  publicUrl?: string
  trustProxy?: boolean
}

export interface StartConfig {
  engine: EngineOptions
  host: string
  /** Of the control API; 0: free ones for everything. */
  port: number
  token: string | undefined
  tls?: TlsConfig
  /** File of a certificate that receivers of callbacks are trusted by. */
  receiverCa?: string
  /** Address that a gateway gives us; `--public-url`, else `ENSAYO_PUBLIC_URL`. */
  publicUrl?: string
  trustsProxy?: boolean
}

type Environment = Record<string, string | undefined>

/**
 * Reads flags, then `ENSAYO_HOST`, `ENSAYO_PORT` and `ENSAYO_CONTROL_TOKEN`, then defaults. Throws
 * `OPTION_INVALID` with where, what and cure. Names are checked by the engine, before it listens.
 */
export function toStartConfig(
  flags: StartFlags,
  env: Environment,
  { defaultPort = DEFAULT_PORT } = {},
): StartConfig {
  const host = flags.host ?? (env.ENSAYO_HOST || DEFAULT_HOST)
  const token = env.ENSAYO_CONTROL_TOKEN || undefined
  assertControlIsGuarded({ host, ...(token === undefined ? {} : { token }) })
  const publicUrl = flags.publicUrl ?? (env.ENSAYO_PUBLIC_URL || undefined)
  const tls = toTls(flags, host, publicUrl)
  return {
    engine: { ...toEngineOptions(flags), ...(isLoopback(host) ? {} : { isShared: true }) },
    host,
    port: findPort(flags, env) ?? defaultPort,
    token,
    ...(tls === undefined ? {} : { tls }),
    ...(flags.receiverCa === undefined ? {} : { receiverCa: flags.receiverCa }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(flags.trustProxy ? { trustsProxy: true } : {}),
  }
}

/**
 * Base URL of the control port: the flag, `ENSAYO_URL`, the port of `ENSAYO_PORT`, or the default.
 * Without `/_ensayo`. `giver` is what an error calls the flag.
 */
export function toControlUrl(
  flag: string | undefined,
  env: Environment,
  giver = '--control',
): string {
  const where = flag === undefined ? 'ENSAYO_URL' : giver
  const url =
    flag ?? (env.ENSAYO_URL || `http://${DEFAULT_HOST}:${findPort({}, env) || DEFAULT_PORT}`)
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw invalidFlag(where, url, 'not a URL', 'Give one like http://127.0.0.1:4800.')
  }
  return url.replace(/\/(_ensayo\/?)?$/, '')
}

function toEngineOptions(flags: StartFlags): EngineOptions {
  const providers = toProviders(flags.provider)
  const timeRate = toTimeRate(flags)
  return {
    ...(providers.length === 0 ? {} : { providers: [...new Set(providers)] }),
    profiles: toPairs('--profile', flags.profile, 'cobru=legacy'),
    variants: toPairs('--variant', flags.variant, 'cobru.create.missing-callback-403=lenient-201'),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    ...(timeRate === undefined ? {} : { timeRate }),
    ...(flags.at === undefined ? {} : { startAt: readInstant('--at', flags.at) }),
    hints: flags.hints ?? true,
    strict: flags.strict ?? false,
    allowHosts: (flags.allowHost ?? []).map(toHost),
    ...toSignatureTime(flags.signatureTime),
    ...(flags.cors === undefined ? {} : { corsOrigins: flags.cors.map(toOrigin) }),
    ...(flags.forward === undefined
      ? {}
      : { forward: toPairs('--forward', flags.forward, 'yourapp.com=http://localhost:3000') }),
    ...(flags.forwardAll === undefined ? {} : { forwardAll: flags.forwardAll }),
    ...toBound('maxEntries', '--max-entries', flags.maxEntries),
    ...toBound('maxRecords', '--max-records', flags.maxRecords),
    ...toBound('maxAccounts', '--max-accounts', flags.maxAccounts),
    ...toData(flags),
    ...(flags.store === undefined ? {} : { store: flags.store }),
  }
}

function toData({ data, sync }: StartFlags): EngineOptions {
  if (data === undefined) {
    if (sync === undefined) return {}
    throw new EnsayoError('OPTION_INVALID', '--sync is about --data. Name a folder with it.')
  }
  if (data.trim() === '')
    throw invalidFlag('--data', data, 'not a folder', 'Give one like ./sandbox.')
  if (sync === undefined) return { data }
  if (sync === 'normal' || sync === 'full') return { data: { folder: data, sync } }
  throw invalidFlag('--sync', sync, 'neither "normal" nor "full"', 'Leave it out for "normal".')
}

function toBound(
  name: 'maxEntries' | 'maxRecords' | 'maxAccounts',
  where: string,
  text: string | undefined,
): EngineOptions {
  const cure = 'Give a whole number, 1 or more.'
  const bound = readNumber(where, text, { least: 1, what: 'a number to keep', cure })
  return bound === undefined ? {} : { [name]: bound }
}

function toProviders(flags: string[] = []): string[] {
  for (const names of flags) {
    if (names.split(',').some((name) => name.trim() !== '')) continue
    throw invalidFlag(
      '--provider',
      names,
      'not a provider',
      'Name one, or leave it out for all of them.',
    )
  }
  const names = flags.flatMap((names) => names.split(','))
  return names.map((name) => name.trim()).filter(Boolean)
}

/** Hosts are compared by name, so an address or a port would never match. */
function toHost(text: string): string {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`)
  const hasMore = text.includes('/') || /^[^:]*:\d+$/.test(text) || /\]:\d+$/.test(text)
  if (text.trim() !== '' && !hasMore) return text
  const cure = `Give its name alone, like --allow-host ${url?.hostname || 'hooks.example'}.`
  throw invalidFlag('--allow-host', text, 'not a host', cure)
}

function toSignatureTime(text: string | undefined): EngineOptions {
  if (text === undefined) return {}
  if (text === 'real' || text === 'account') return { signatureTime: text }
  throw invalidFlag('--signature-time', text, 'neither', 'Say "real" or "account".')
}

/** As a browser writes it, or `*`. */
function toOrigin(text: string): string {
  const origin = URL.parse(text)?.origin
  if (text === '*' || (origin !== undefined && origin === text)) return text
  throw invalidFlag('--cors', text, 'not an origin', 'Give one like http://localhost:5173, or *.')
}

function findPort(flags: StartFlags, env: Environment): number | undefined {
  const where = flags.port === undefined ? 'ENSAYO_PORT' : '--port'
  const text = flags.port ?? (env.ENSAYO_PORT || undefined)
  return text === undefined ? undefined : readPort(where, text)
}

function toTimeRate({ timeRate, freeze }: StartFlags): number | undefined {
  if (freeze && timeRate !== undefined) {
    throw new EnsayoError(
      'OPTION_INVALID',
      '--freeze and --time-rate exclude each other. Keep one.',
    )
  }
  return freeze ? 0 : timeRate === undefined ? undefined : toRate('--time-rate', timeRate)
}

/** A rate of a clock. Throws `OPTION_INVALID` naming the flag. */
export function toRate(where: string, text: string): number {
  const cure = 'Give a number: 1 is real time, 60 a minute a second, 0 frozen.'
  return readNumber(where, text, { most: 1_000_000, isWhole: false, what: 'a rate', cure })
}

/** `name=value` pairs of a flag. Throws `OPTION_INVALID` naming the flag. */
export function toPairs(
  where: string,
  pairs: string[] = [],
  example: string,
): Record<string, string> {
  const entries = pairs.map((pair): [string, string] => {
    const [, name, value] = /^([^=]+)=([^=]+)$/.exec(pair) ?? []
    if (name && value) return [name, value]
    throw invalidFlag(where, pair, 'not name=value', `Write it like ${where} ${example}.`)
  })
  const names = entries.map(([name]) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice === undefined) return Object.fromEntries(entries)
  throw new EnsayoError('OPTION_INVALID', `${where}: "${twice}" is there twice. Keep one.`)
}
