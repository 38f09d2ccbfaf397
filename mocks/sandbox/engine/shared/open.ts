/** Opens a database that several processes keep in, and wires this one to it. */
import { EnsayoError } from '../../../base/errors.ts'
import { type RealTime, systemTime } from '../../../core/clock/system.ts'
import type { Identities } from '../../../core/serve/proof.ts'
import {
  createDatabase,
  type Database,
  inTransaction,
  type StoreAddress,
} from '../../../core/store/postgres/database.ts'
import { listSince, readMeta, setMeta } from '../../../core/store/postgres/directory.ts'
import { createLanes } from '../../../core/store/postgres/lanes.ts'
import { createLog, type LogEntry } from '../../../core/store/postgres/log.ts'
import { ensureSchema, invalid } from '../../../core/store/postgres/schema.ts'
import { openSession } from '../../../core/store/postgres/session.ts'
import type { DeliveryRow } from '../../../core/webhooks/types.ts'
import { emit } from '../emit.ts'
import type { Engine, EngineEvent, EngineOptions } from '../engine.ts'
import type { Parts } from '../parts.ts'
import { createAccountTexts } from './account-text.ts'
import { deferWakes, toHooks, toSessionOptions } from './hooks.ts'
import { shareIdentities } from './identify.ts'
import { createSharedInbox } from './inbox.ts'
import { type SharedJournal, shareJournal } from './journal.ts'
import { createMembers } from './members.ts'
import { shareMethods } from './methods.ts'
import { createNumbers } from './numbers.ts'
import { startPoll } from './poll.ts'
import type { Shared, SharedKeeper, Sharing } from './shared.ts'
import { writeWhole } from './whole.ts'

/** Makes sure of the tables. Throws `OPTION_INVALID` or `DATA_INVALID`. */
export async function openShared(
  address: StoreAddress,
  { real = systemTime, maxEntries = 1_000, log: print }: EngineOptions,
): Promise<Sharing> {
  const database = await createDatabase(address)
  // What hangs on the engine is set by `begin`; nothing asks for it before.
  const shared = {
    database,
    real,
    lost: new Set(),
    saving: new Set(),
    paused: new Set(),
    unsaid: new Set(),
  } as unknown as Shared
  try {
    const facts = await readFacts(database, real)
    shared.meta = (name) => facts.get(name)
    shared.texts = createAccountTexts()
    shared.onError = (error) => print?.(error instanceof Error ? error.message : String(error))
    shared.session = await openSession(toSessionOptions(shared))
    shared.lanes = createLanes(database, toHooks(shared))
    shared.log = createLog({
      database,
      maxEntries,
      process: () => shared.session.number,
      onEntry: (entry) => hear(shared, entry),
      onError: shared.onError,
    })
    shared.numbers = createNumbers(real, Number(facts.get('madeAt')), () => shared.session.number)
    shared.keeper = createKeeper(shared)
  } catch (error) {
    await database.end()
    throw explain(database.place, error)
  }
  return Object.assign(shared, {
    createInbox: (maxMessages: number) => {
      shared.inbox = createSharedInbox(maxMessages, () => shared.log)
      return shared.inbox
    },
    identify: (plain: Identities) => shareIdentities(() => shared, plain),
    tell: (delivery: DeliveryRow) => {
      const { account } = delivery
      shared.log.append({ account, kind: 'delivery', number: 0, toValue: () => delivery })
    },
    begin: (engine: Engine, parts: Parts, located: Iterable<string>) =>
      begin(shared, engine, parts, new Set(located)),
  })
}

function readFacts(database: Database, real: RealTime): Promise<Map<string, string>> {
  return inTransaction(database, async (client) => {
    await ensureSchema(client, database.place)
    const facts = await readMeta(client)
    if (!facts.has('madeAt')) {
      facts.set('madeAt', String(real.now()))
      await client.query(setMeta('madeAt', facts.get('madeAt')!))
    }
    return facts
  })
}

function createKeeper({ database, lanes }: Shared): SharedKeeper {
  return {
    place: database.place,
    stats: lanes.stats,
    get failure() {
      return lanes.failure
    },
    pending: 0,
    open: (account) => lanes.open(account),
    keep: (changes) => lanes.keep(changes),
    release: (account) => lanes.release(account),
  }
}

/** What another process says that it did. */
function hear({ parts, inbox }: Shared, entry: LogEntry): void {
  const tell = (event: EngineEvent) => emit(parts.listeners, event, () => {})
  if (entry.kind === 'inbox') inbox.adopt(entry)
  else if (entry.kind === 'clear') inbox.clear(entry.account)
  else if (entry.kind === 'journal') {
    // The journal of a process that shares is one that adopts.
    const journal = parts.journal as SharedJournal
    tell({ type: 'request', entry: journal.adopt(entry), isElsewhere: true })
  } else {
    // Written by `tell`.
    tell({ type: 'delivery', delivery: entry.value as DeliveryRow, isElsewhere: true })
  }
}

/** What was kept comes into memory, or what memory begins with is kept. */
async function begin(
  shared: Shared,
  engine: Engine,
  parts: Parts,
  located: ReadonlySet<string>,
): Promise<Engine> {
  const { database, lanes, real, session, texts } = shared
  shared.parts = parts
  shared.isLocated = (collection) => located.has(collection)
  shared.members = createMembers(parts, texts, () => session.number)
  parts.scheduler = deferWakes(shared, parts.scheduler)
  const isDown = () => lanes.failure !== undefined
  const journal = shareJournal(parts.journal, () => shared.log, isDown)
  parts.journal = journal
  await inTransaction(database, async (client) => {
    await client.query('LOCK TABLE ensayo.account IN EXCLUSIVE MODE')
    const facts = await readMeta(client)
    const seed = facts.get('seed')
    if (seed !== undefined && seed !== parts.accounts.seed) {
      throw invalid(
        database.place,
        `was begun with the seed "${seed}" by another process meanwhile`,
        'Start again without a seed of your own.',
      )
    }
    if (seed === undefined) lanes.adopt(await writeWhole(shared, client))
    else {
      shared.members.follow(await listSince(client, 0))
      lanes.adopt(facts.get('epoch')!)
    }
    await client.query(setMeta('providers', JSON.stringify([...parts.runtimes.keys()])))
    for (const entry of await shared.log.load(client)) {
      if (entry.kind === 'journal') journal.adopt(entry)
      else shared.inbox.adopt(entry)
    }
  })
  return shareMethods(engine, shared, { real, poll: startPoll(shared, real) })
}

function explain(place: string, error: unknown): unknown {
  if (error instanceof EnsayoError) return error
  const message = error instanceof Error ? error.message || error.name : String(error)
  return invalid(
    place,
    `cannot be opened: ${message}`,
    'See that it runs, that the address is right and that the database is there (createdb …).',
    error,
  )
}
