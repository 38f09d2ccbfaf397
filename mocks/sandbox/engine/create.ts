/** `createEngine`: the parts of the sandbox, wired together. What each does stands in its own folder. */

import { createAccounts } from '../../core/accounts/accounts.ts'
import { chooseVariants } from '../../core/accounts/choose.ts'
import { loadProfileFiles } from '../../core/accounts/profile-file.ts'
import { createTokenMint } from '../../core/accounts/tokens.ts'
import { UnitContext } from '../../core/behaviour/context.ts'
import { loadRegistry } from '../../core/behaviour/registry.ts'
import type { Runtime } from '../../core/behaviour/unit-of-work.ts'
import type { Scheduler } from '../../core/clock/scheduler.ts'
import { systemTime } from '../../core/clock/system.ts'
import { createWaits } from '../../core/clock/waits.ts'
import { createJournal } from '../../core/http/journal.ts'
import { allowOrigins } from '../../core/serve/cors.ts'
import { createMemoryStore } from '../../core/store/memory.ts'
import type { StoreAddress } from '../../core/store/postgres/database.ts'
import { type AwaitingAnswer, createAwaitingAnswer } from '../../core/webhooks/awaiting-answer.ts'
import type { Dispatcher } from '../../core/webhooks/dispatcher.ts'
import { createInbox } from '../../core/webhooks/inbox.ts'
import { listBuiltIn, loadSpec } from '../../dialect/load.ts'
import { packageVersion } from '../../dialect/paths.ts'
import { createSchemas } from '../../dialect/schemas.ts'
import type { Spec } from '../../dialect/types.ts'
import { checkOptions } from './check-options.ts'
import { countFault } from './count-fault.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { expectSame, loadKept } from './keeping.ts'
import { keepMethods } from './kept-methods.ts'
import { createMethods } from './methods.ts'
import { keepJournal, keepMessage, type OpenKeeper, openKeeper } from './open-keeper.ts'
import type { Parts } from './parts.ts'
import type { Sharing } from './shared/shared.ts'
import { toStoreOptions } from './store-options.ts'
import { wireDispatcher } from './wire-dispatcher.ts'
import { wireScheduler } from './wire-scheduler.ts'
import { wireServe } from './wire-serve.ts'

/** URL under which the inboxes lie while nothing listens. */
const IN_PROCESS = 'http://ensayo.localhost'

/** Base URLs while nothing listens; `fetch` of a provider's handle understands its own. */
function toInProcessUrls(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `http://${name}.ensayo.localhost`]))
}

/** Loads the specs and puts a sandbox together. Throws `EnsayoError` on an unknown provider, profile, quirk or variant. */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  checkOptions(options)
  if (options.store !== undefined) return createShared(options, options.store)
  const keeping = options.data === undefined ? undefined : await openKeeper(options)
  try {
    return await wire(options, keeping)
  } catch (error) {
    keeping?.keeper.close()
    throw error
  }
}

/** Loaded only where it is asked for, like what it needs. */
async function createShared(options: EngineOptions, store: string | StoreAddress): Promise<Engine> {
  const { openShared } = await import('./shared/open.ts')
  const shared = await openShared(typeof store === 'string' ? { url: store } : store, options)
  try {
    return await wire(options, undefined, shared)
  } catch (error) {
    await shared.session.end()
    await shared.database.end()
    throw error
  }
}

async function wire(
  given: EngineOptions,
  keeping: OpenKeeper | undefined,
  shared?: Sharing,
): Promise<Engine> {
  const keeper = keeping?.keeper
  const kept = keeper?.meta('seed') ?? shared?.meta('seed')
  const options = { ...given, seed: kept ?? given.seed ?? 'ensayo' }
  const runtimes = await loadRuntimes(options)
  const asked = { seed: given.seed, providers: [...runtimes.keys()] }
  if (keeper) expectSame(keeper, asked)
  if (shared) expectSame({ place: shared.database.place, meta: shared.meta }, asked, 'database')
  const specs = [...runtimes.values()].map((runtime) => runtime.spec)
  const profiles = await loadProfileFiles(specs, options.profiles ?? {})
  const choices = chooseVariants(specs, profiles, options.variants ?? {})
  const real = options.real ?? systemTime
  const maxEntries = options.maxEntries ?? 1_000
  const { seed } = options
  const accounts = createAccounts({
    specs,
    seed,
    real,
    startAt: options.startAt,
    rate: options.timeRate ?? 1,
    variants: choices.variants,
    maxEntries,
  })
  const storeOptions = toStoreOptions(runtimes)
  const makesLast = keeper ?? shared?.keeper
  const store = createMemoryStore({
    ...storeOptions,
    ...toMaxRecords(options),
    ...(makesLast ? { keeper: makesLast } : {}),
  })
  const inbox =
    shared?.createInbox(maxEntries) ??
    createInbox({
      maxMessages: maxEntries,
      ...(keeper ? { onMessage: (message) => keepMessage(keeper, message) } : {}),
    })
  const journal = createJournal(maxEntries)
  const parts: Parts = {
    version: packageVersion(),
    maxAccounts: options.maxAccounts ?? 10_000,
    runtimes,
    providers: new Map(),
    choices,
    accounts,
    store,
    keeper: makesLast,
    inbox,
    journal,
    maxEntries,
    removedAccounts: 0,
    waits: createWaits((account) => accounts.get(account).clock.now()),
    numbers: {
      next: () => parts.counts.requests,
      newest: () => parts.counts.requests,
      ...shared?.numbers,
    },
    counts: { requests: 0, offSpec: 0, internalErrors: 0 },
    listeners: new Set(),
    addresses: { control: IN_PROCESS, providers: toInProcessUrls([...runtimes.keys()]) },
    // Set right below; they need the parts.
    awaitingAnswer: undefined as unknown as AwaitingAnswer,
    dispatcher: undefined as unknown as Dispatcher,
    scheduler: undefined as unknown as Scheduler,
  }
  parts.dispatcher = wireDispatcher(parts, options, real, maxEntries, shared)
  parts.scheduler = wireScheduler(parts, options, real)
  parts.awaitingAnswer = createAwaitingAnswer({
    store,
    isCurrent: (account) => accounts.find(account.id) === account,
    wake: (account, dueAt) => parts.scheduler.wake(account, dueAt),
    onError: (error) => countFault(parts, options, error),
  })
  for (const [name, runtime] of runtimes) {
    const { fetch, direct } = wireServe(parts, runtime, options, real, shared)
    const origins = options.corsOrigins ?? []
    parts.providers.set(name, {
      name,
      spec: runtime.spec,
      fetch: allowOrigins(fetch, origins),
      direct: origins.length === 0 ? direct : undefined,
    })
  }
  const engine = createMethods(parts)
  if (shared) return shared.begin(engine, parts, storeOptions.located)
  if (!keeping || !keeper) return engine
  keeping.attach(parts)
  loadKept(parts, keeper)
  parts.journal = keepJournal(journal, keeper)
  for (const { id } of accounts.list()) parts.scheduler.wake(id)
  return keepMethods(engine, parts, keeper)
}

/** Bounds are for memory: what is kept is not to go because it is much. */
function toMaxRecords({ maxRecords, data, store }: EngineOptions): { maxRecords?: number } {
  if (maxRecords !== undefined) return { maxRecords }
  return data === undefined && store === undefined ? {} : { maxRecords: Number.POSITIVE_INFINITY }
}

async function loadRuntimes(options: EngineOptions): Promise<Map<string, Runtime>> {
  const tokens = createTokenMint(options.seed ?? 'ensayo')
  const runtimes = new Map<string, Runtime>()
  const real = options.real ?? systemTime
  for (const provider of options.providers ?? listBuiltIn()) {
    const loaded = await loadSpec(provider)
    // Loaded once for all sandboxes; the profiles of files are this one's own.
    const spec: Spec = { ...loaded, profiles: new Map(loaded.profiles) }
    const registry = await loadRegistry(provider, spec)
    runtimes.set(spec.name, {
      spec,
      registry,
      tokens,
      onQuirk: options.onQuirk,
      signedAt: options.signatureTime === 'account' ? (now) => now : () => real.now(),
      contextOf: (unit) => new UnitContext(unit),
      notifiers: new Map(),
      schemas: createSchemas(spec.name, spec.file, spec.document),
    })
  }
  return runtimes
}
