/**
 * The library: a sandbox inside your own process, with or without sockets.
 * @example
 * await using sandbox = await createSandbox({ providers: ['acme'] })
 * const answer = await sandbox.acme.fetch('/widgets', { method: 'POST', … })
 */
import { DEFAULT_ACCOUNT } from './accounts.ts'
import type { ClockFace, Engine, EngineOptions, Health } from './app.ts'
import { parseDuration } from './clock/duration.ts'
import { systemTime } from './clock/system.ts'
import { createEngine } from './engine.ts'
import { toEnv } from './env.ts'
import { didYouMean, EnsayoError } from './errors.ts'
import type { JournalEntry, JournalFilter } from './http/journal.ts'
import type { DeliveryRow, InboxMessage } from './webhooks/types.ts'

export type { EngineOptions, Health, Snapshot } from './app.ts'
export type { ErrorCode } from './errors.ts'
export { EnsayoError } from './errors.ts'
export type { JournalEntry, JournalFilter } from './http/journal.ts'
export type { DeliveryRow, InboxMessage } from './webhooks/types.ts'

export interface SandboxOptions<Provider extends string> extends Omit<EngineOptions, 'providers'> {
  /** Built-in names, or paths of spec files. */
  providers?: readonly Provider[]
  /** Opens sockets; `port` is that of the control API, 0 (the default) picks free ones. */
  listen?: boolean | { port?: number; host?: string }
}

/** One provider as one account sees it. */
export interface ProviderHandle {
  /** Without sockets a URL that only `fetch` of this handle understands. */
  baseUrl: string
  credentials: Record<string, string>
  /** The variables that the provider's documents use, filled in. */
  env: Record<string, string>
  /** Like the global `fetch`; a path is taken from the base URL. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
}

/** What a sandbox and each of its accounts offer. */
export interface AccountHandle extends AsyncDisposable {
  id: string
  clock: {
    now(): number
    /** `PT6M`, or milliseconds. What is due until then has happened when it returns. */
    advance(by: string | number): Promise<ClockFace>
    freeze(): Promise<ClockFace>
    set(instant: number | string | Date): Promise<ClockFace>
    run(rate?: number): Promise<ClockFace>
  }
  inbox: {
    url: string
    list(): InboxMessage[]
    /** The oldest message that was not taken yet, or the next; gives up after `timeoutMs` of real time (default 5,000). */
    next(filter?: {
      provider?: string
      notification?: string
      timeoutMs?: number
    }): Promise<InboxMessage>
    clear(): void
  }
  quirks: {
    set(id: string, variant: string): void
    /** Quirk → active variant. */
    list(provider?: string): Record<string, string>
  }
  trigger(name: string, parameters?: Record<string, unknown>): Promise<unknown>
  requests(filter?: JournalFilter): JournalEntry[]
  deliveries(filter?: { provider?: string }): Promise<DeliveryRow[]>
  /** Waits until nothing that is due is under way. */
  settle(): Promise<void>
  reset(): Promise<void>
}

export interface SandboxHandle extends AccountHandle {
  engine: Engine
  health(): Health
  close(): Promise<void>
}

export type Account<Provider extends string> = AccountHandle & Record<Provider, ProviderHandle>
export type Sandbox<Provider extends string> = SandboxHandle &
  Record<Provider, ProviderHandle> & {
    /** An isolated account: state, clock, variants, inbox and journal of its own. */
    account(id?: string): Promise<Account<Provider>>
  }

/** Starts a sandbox. Throws `EnsayoError` on anything that it does not know. */
export async function createSandbox<const Provider extends string>(
  options: SandboxOptions<Provider> = {},
): Promise<Sandbox<Provider>> {
  refuseUnknown(options)
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
  const sandbox = {
    ...createHandle(engine, DEFAULT_ACCOUNT),
    engine,
    health: () => engine.health(),
    close,
    reset: () => engine.reset(),
    account: async (id?: string) => createHandle(engine, (await engine.createAccount(id)).id),
    [Symbol.asyncDispose]: close,
  }
  // Every provider asked for is there: `createEngine` has thrown otherwise.
  return sandbox as unknown as Sandbox<Provider>
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
  'allowHosts',
  'fetch',
  'onQuirk',
  'log',
  'real',
]

function refuseUnknown(options: object): void {
  const unknown = Object.keys(options).find(
    (name) => !(OPTIONS as readonly string[]).includes(name),
  )
  if (unknown === undefined) return
  const cure = didYouMean(unknown, OPTIONS) || ` It takes: ${OPTIONS.join(', ')}.`
  throw new EnsayoError('OPTION_INVALID', `createSandbox takes no option "${unknown}".${cure}`)
}

async function openSockets(
  engine: Engine,
  { port = 0, host = '127.0.0.1' }: { port?: number; host?: string },
) {
  const [{ startServer }, { createControl }] = await Promise.all([
    import('./server.ts'),
    import('./control/control.ts'),
  ])
  return startServer({ engine, host, port, control: (face) => createControl(face, { host }) })
}

function createHandle(engine: Engine, id: string): AccountHandle & Record<string, unknown> {
  const providers: Record<string, ProviderHandle> = {}
  for (const name of engine.providers.keys())
    providers[name] = createProviderHandle(engine, id, name)
  const reset = () => engine.reset(id)
  return {
    id,
    ...providers,
    clock: {
      now: () => engine.clock(id).now,
      advance: (by) => engine.advance(id, toMs(by)),
      freeze: () => engine.setClock(id, { freeze: true }),
      set: (instant) => engine.setClock(id, { instant: toInstant(instant) }),
      run: (rate = 1) => engine.setClock(id, { rate }),
    },
    inbox: {
      get url() {
        return engine.account(id).inboxUrl
      },
      list: () => engine.inbox(id),
      clear: () => engine.clearInbox(id),
      next: ({ provider, notification, timeoutMs = 5_000 } = {}) =>
        nextWithin(
          engine,
          id,
          (message) =>
            (provider === undefined || message.provider === provider) &&
            (notification === undefined || message.notification === notification),
          timeoutMs,
        ),
    },
    quirks: {
      set: (quirk, variant) => engine.setVariant(id, quirk, variant),
      list: (provider) =>
        Object.fromEntries(
          engine.quirks(id, provider).map(({ quirk, active }) => [quirk.id, active]),
        ),
    },
    trigger: (name, parameters = {}) => engine.trigger(id, name, parameters),
    requests: (filter) => engine.requests(id, filter),
    deliveries: (filter) => engine.deliveries(id, filter),
    settle: () => engine.settle(id),
    reset,
    [Symbol.asyncDispose]: () => engine.removeAccount(id),
  }
}

/** Waits for a message; when none comes, says what became of those that might have. */
async function nextWithin(
  engine: Engine,
  account: string,
  matches: (message: InboxMessage) => boolean,
  timeoutMs: number,
): Promise<InboxMessage> {
  const abort = new AbortController()
  const cancel = systemTime.setTimer(timeoutMs, () => abort.abort(), { keepsAlive: true })
  try {
    return await engine.nextMessage(account, matches, abort.signal)
  } catch (cause) {
    if (!abort.signal.aborted) throw cause
    const counts = Map.groupBy(await engine.deliveries(account), ({ status }) => status)
    const found =
      [...counts].map(([status, rows]) => `${rows.length} ${status}`).join(', ') || 'none'
    throw new EnsayoError(
      'NOTHING_ARRIVED',
      `Nothing arrived in the inbox of "${account}" within ${timeoutMs} ms. Deliveries of the account: ${found}. \`deliveries()\` says why; what waits for its instant comes by \`clock.advance\`.`,
      { cause },
    )
  } finally {
    cancel()
  }
}

function createProviderHandle(engine: Engine, account: string, name: string): ProviderHandle {
  const face = engine.providers.get(name)!
  const { credentials } = engine.account(account)
  const baseUrlOf = (): string => engine.health().providers[name]!.baseUrl
  return {
    get baseUrl() {
      return baseUrlOf()
    },
    get env() {
      return toEnv(face.spec, baseUrlOf(), credentials[name] ?? {})
    },
    credentials: credentials[name] ?? {},
    fetch: (input, init) => {
      const isPath = typeof input === 'string' && input.startsWith('/')
      return face.fetch(new Request(isPath ? `${baseUrlOf()}${input}` : input, init))
    },
  }
}

function toMs(by: string | number): number {
  const ms = typeof by === 'number' ? by : parseDuration(by)
  if (ms !== undefined) return ms
  throw new EnsayoError(
    'OPTION_INVALID',
    `"${by}" is no duration. Write it like PT6M, or as milliseconds.`,
  )
}

function toInstant(instant: number | string | Date): number {
  const ms = new Date(instant).getTime()
  if (!Number.isNaN(ms)) return ms
  throw new EnsayoError(
    'OPTION_INVALID',
    `"${String(instant)}" is no instant. Write it like 2026-01-31T12:00:00Z.`,
  )
}
