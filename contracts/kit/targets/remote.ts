/**
 * A provider's real sandbox, or whatever answers at a base URL, as a target. It is asked politely:
 * one request at a time, at a pace, with authorizations kept for as long as they live. Cases that wait
 * do so side by side.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Spec } from '../../../mocks/dialect/types.ts'
import { refuseProduction } from '../../../mocks/tools/recorder/hosts.ts'
import { NotAllowed } from '../unmet.ts'
import { Unsettled } from '../unsettled.ts'
import type { Need } from '../words.ts'
import type { Act, AuthorizationCache, CallbackSource, Seat, Target } from './target.ts'
import { createTransport } from './transport.ts'
import { createTurns } from './turns.ts'

export interface RemoteOptions {
  spec: Spec
  /** `sandbox`, or the base URL. */
  name: string
  /** Default: the variable of the spec, then its first server. */
  baseUrl?: string
  /** Where credentials are read. */
  env: Record<string, string | undefined>
  /** Whether cases may move funds. */
  allowsMoney?: boolean
  /** Asks somebody to play the outside world, and what they saw; absent: nobody is there. */
  human?: (act: Act) => Promise<unknown>
  /** Makes the place where one case's notifications go; absent: nothing can be called back. */
  callbacks?: { open(): CallbackSource; close(): Promise<void> }
  /** Between two requests, in ms. Default 500. */
  paceMs?: number
  /** The longest wait that a case may ask for, in ms. Default one minute. */
  patienceMs?: number
  /** Epoch ms. Default: this machine's clock. */
  now?: () => number | Promise<number>
  wait?: (ms: number) => Promise<void>
  fetch?: (request: Request) => Promise<Response>
}

/** More wait for one another's requests rather than for their states. */
const PLACES = 8

/** A shared sandbox has slow hours; beyond this the state is late, and not the hour. */
const GRACE_MS = 30_000

/** Throws `EnsayoError` when the base URL is not one, or is a production host. */
export function createRemoteTarget(options: RemoteOptions): Target {
  const { spec, env, callbacks, human, wait = (ms) => sleep(ms), now = () => Date.now() } = options
  const baseUrl = toBaseUrl(options)
  const { credentials, missing } = readCredentials(spec, env)
  const isWithoutAny = missing.length > 0 && Object.keys(credentials).length === 0
  const authorizations: AuthorizationCache = { current: undefined }
  const turns = createTurns({ wait, now })
  const transport = createTransport({
    onDown: (noise) => turns.fail(new Unsettled(noise)),
    spec,
    baseUrl,
    fetch: options.fetch ?? ((request) => fetch(request)),
    paceMs: options.paceMs ?? 500,
    patienceMs: options.patienceMs ?? 60_000,
    wait,
    now,
  })
  const reasons: Record<Need, string | undefined> = {
    // Who has some of them learns what those can tell; a case that reads another is skipped then.
    credentials: isWithoutAny ? `set ${missing.join(', ')}` : undefined,
    money: options.allowsMoney ? undefined : 'it moves funds; allow that with --allow-money',
    human: human ? undefined : 'somebody has to act meanwhile; say that you will with --human',
    callbacks: callbacks
      ? undefined
      : 'notifications need a URL that the target can reach; give one with --callback-url',
    control: 'only the emulator has a control API',
  }
  return {
    name: options.name,
    baseUrl,
    spec,
    lacks: (need) => reasons[need],
    patienceMs: options.patienceMs ?? 60_000,
    health: transport.health,
    graceMs: GRACE_MS,
    beside: { places: PLACES, free: turns.free },
    open: async (): Promise<Seat> => {
      const turn = turns.join()
      return {
        baseUrl,
        credentials,
        ready: turn.take,
        fetch: transport.fetch,
        now: async () => now(),
        pass: turn.pass,
        act: async (act) => await human?.(act),
        callbacks: callbacks?.open(),
        authorizations,
        remark: (text) => void transport.health.remarks.add(text),
        abandon: turn.drop,
        close: async () => turn.leave(),
      }
    },
    close: async () => await callbacks?.close(),
  }
}

/** The option, the variable of the spec, or its first server. */
function toBaseUrl({ spec, baseUrl, env }: RemoteOptions): string {
  const variable = spec.baseUrlEnv === undefined ? undefined : env[spec.baseUrlEnv]
  const url = refuseProduction(spec, baseUrl ?? (variable || toServer(spec)))
  return url.href.replace(/\/$/, '')
}

/** The sandbox that the spec names first. */
function toServer({ document }: Spec): string {
  return (document.servers as { url: string }[] | undefined)?.[0]?.url ?? ''
}

function readCredentials(spec: Spec, env: RemoteOptions['env']) {
  const credentials: Record<string, string> = {}
  const missing: string[] = []
  for (const { name, env: variable } of spec.credentials.values()) {
    if (variable === undefined) continue
    const value = env[variable]
    if (value) {
      credentials[name] = value
      continue
    }
    missing.push(variable)
    refuseReading(credentials, name, variable)
  }
  return { credentials, missing }
}

/** A case that reads it is skipped with the variable to set; lists of all credentials leave it out. */
function refuseReading(credentials: object, name: string, variable: string): void {
  const get = () => {
    throw new NotAllowed(`set ${variable}`)
  }
  Object.defineProperty(credentials, name, { get, enumerable: false })
}
