/**
 * The library: a sandbox inside your own process, with or without sockets, or in another one.
 * @example
 * const sandbox = await createSandbox({ providers: ['acme'] })
 * const answer = await sandbox.acme.fetch('/widgets', { method: 'POST', … })
 * await sandbox.close()
 */
import { DEFAULT_ACCOUNT } from './accounts.ts'
import type { Engine, EngineOptions } from './app.ts'
import { createCall } from './client/call.ts'
import { openSandbox } from './client/handle.ts'
import { createInProcessTransport } from './client/in-process.ts'
import type { Sandbox as AnySandbox } from './client/types.ts'
import { createControl } from './control/control.ts'
import { createEngine } from './engine.ts'
import { didYouMean, EnsayoError } from './errors.ts'

export type { EngineOptions, Health, Snapshot } from './app.ts'
export { type ConnectOptions, connectSandbox } from './client/connect.ts'
export type {
  Account,
  AccountHandle,
  ChaosClient,
  Clock,
  Inbox,
  Profiles,
  ProfileView,
  ProviderHandle,
  Quirks,
  Requests,
  Sandbox,
  SandboxHandle,
  Webhooks,
} from './client/types.ts'
export type { Verification, WantedCount } from './control/verify.ts'
export type {
  AccountView,
  ClockView,
  OperationView,
  QuirkView,
  TriggerView,
} from './control/views.ts'
export type { ErrorCode } from './errors.ts'
export { EnsayoError } from './errors.ts'
export type {
  ChaosRule,
  DeliveryMode,
  Fault,
  NewChaosRule,
  NewFault,
  NewForgery,
  NewStub,
  Stub,
} from './faults/types.ts'
export type { JournalEntry, JournalFilter } from './http/journal.ts'
export type { DeliveryExpectation, WantedDeliveries } from './webhooks/expect.ts'
export type { DeliveryRow, InboxMessage } from './webhooks/types.ts'

export interface SandboxOptions<Provider extends string> extends Omit<EngineOptions, 'providers'> {
  /** Built-in names, or paths of spec files. */
  providers?: readonly Provider[]
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
}

/** A sandbox of this process: what any sandbox offers, and the engine inside it. */
export type OwnSandbox<Provider extends string> = AnySandbox<Provider> & { engine: Engine }

/** Starts a sandbox. Throws `EnsayoError` on anything that it does not know. */
export async function createSandbox<const Provider extends string>(
  options: SandboxOptions<Provider> = {},
): Promise<OwnSandbox<Provider>> {
  refuseUnknown('createSandbox', options, OPTIONS)
  if (typeof options.listen === 'object') {
    refuseUnknown('listen', options.listen, LISTEN_OPTIONS)
  }
  const { listen, providers, ...rest } = options
  const engine = await createEngine({
    ...rest,
    ...(providers ? { providers: [...providers] } : {}),
  })
  const server = listen ? await openSockets(engine, listen === true ? {} : listen) : undefined
  const close = async (): Promise<void> => {
    await server?.close()
    await engine.close()
  }
  const transport = createInProcessTransport(engine)
  const call = createCall(transport)
  const sandbox = await openSandbox<Provider>({ transport, call, account: DEFAULT_ACCOUNT, close })
  return Object.assign(sandbox, { engine })
}

const OPTIONS: readonly (keyof SandboxOptions<string>)[] = [
  'providers',
  'listen',
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
  'allowHosts',
  'fetch',
  'onQuirk',
  'log',
  'real',
]

const LISTEN_OPTIONS: readonly (keyof ListenOptions)[] = ['port', 'host', 'token']

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
  }: ListenOptions,
) {
  const { startServer } = await import('./server.ts')
  const options = { host, ...(token === undefined ? {} : { token }) }
  return startServer({ engine, host, port, control: (face) => createControl(face, options) })
}
