/** The engine's methods where several processes share a database. */
import type { RealTime } from '../../../core/clock/system.ts'
import {
  type Client,
  inTransaction,
  notKept,
  onConnection,
  quote,
} from '../../../core/store/postgres/database.ts'
import {
  clearAccount,
  countPending,
  insertAccount,
  listSince,
  lockList,
  readMeta,
  removeAccount,
} from '../../../core/store/postgres/directory.ts'
import { putCounters } from '../../../core/store/postgres/sql.ts'
import { DELIVERIES } from '../../../core/store/store.ts'
import { AT_ONCE } from '../changing.ts'
import type { Engine } from '../engine.ts'
import { toKept } from '../keeping.ts'
import { advance } from './advance.ts'
import { alone } from './alone.ts'
import type { Poll } from './poll.ts'
import { awaitOthers, findRecord, refresh, refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'
import { writeWhole } from './whole.ts'
import { within } from './within.ts'

/** Puts methods that all processes see in the place of those that are this process's alone. */
export function shareMethods(
  engine: Engine,
  shared: Shared,
  { real, poll }: { real: RealTime; poll: Poll },
): Engine {
  const { database, lanes, log, members, parts, texts } = shared
  const own = { ...engine }
  engine.within = (account, work) => within(shared, account, work)
  engine.alone = (work) => alone(shared, work)

  /** Everything stands still in all processes meanwhile. */
  const whole = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await inTransaction(database, async (client) => {
        await client.query('LOCK TABLE ensayo.account IN EXCLUSIVE MODE')
        return work(client)
      })
    } catch (error) {
      throw notKept(database.place, error)
    }
  }
  /** Replaces everything, here and then everywhere; what cannot be kept has not happened. */
  const replace = async (change: () => Promise<void>): Promise<void> => {
    let isChanged = false
    let refusal: unknown
    try {
      const epoch = await whole(async (client) => {
        try {
          await change()
        } catch (error) {
          refusal = error
          throw error
        }
        isChanged = true
        return writeWhole(shared, client)
      })
      lanes.adopt(epoch)
    } catch (error) {
      if (isChanged) await goBack().catch(() => {})
      throw refusal ?? error
    }
  }
  const goBack = (): Promise<void> =>
    inTransaction(database, async (client) => {
      const meta = await readMeta(client)
      lanes.forget()
      members.replace(meta.get('seed')!, await listSince(client, 0))
    })

  engine.createAccount = async (id, credentials) => {
    let made: string | undefined
    try {
      return await inTransaction(database, async (client) => {
        // In the order in which everybody else locks them.
        await client.query('LOCK TABLE ensayo.account IN ROW EXCLUSIVE MODE')
        const listed = await lockList(client)
        members.follow(await listSince(client, members.position))
        const face = await own.createAccount(id, credentials)
        made = face.id
        const account = parts.accounts.get(made)
        const { ordinal } = account
        const state = texts.toText(account)
        const { counters } = toKept(account)
        await client.query(
          insertAccount({ id: made, ordinal, state, counters }, listed).join(';\n'),
        )
        texts.kept(account)
        members.live(made, listed)
        return face
      })
    } catch (error) {
      if (made === undefined) throw error
      members.drop(made)
      throw notKept(database.place, error)
    }
  }
  engine.removeAccount = async (id) => {
    await refreshList(shared)
    if (parts.accounts.find(id) === undefined || id === 'default') return own.removeAccount(id)
    await inTransaction(database, async (client) => {
      await client.query(`SELECT FROM ensayo.account WHERE id = ${quote(id)} FOR UPDATE`)
      const listed = await lockList(client)
      await client.query(removeAccount(id, listed).join(';\n'))
    }).catch((error) => {
      throw notKept(database.place, error)
    })
    await own.removeAccount(id)
    members.drop(id)
    lanes.forget(id)
  }
  engine.reset = async (account) => {
    if (account === undefined) return replace(() => own.reset())
    await refreshList(shared)
    parts.accounts.get(account)
    await lanes.open(account)
    const tx = parts.store.begin(account)
    // It does all that it does before it returns.
    const done = own.reset(account)
    const { counters } = toKept(parts.accounts.get(account))
    lanes.startAnew(account, (listed) => [
      ...clearAccount(account, listed),
      ...putCounters(account, 1, counters),
    ])
    await Promise.all([done, tx.commit()])
  }
  engine.restore = (snapshot, options) => replace(() => own.restore(snapshot, options))
  engine.snapshot = async () => {
    await refreshList(shared)
    for (const { id } of parts.accounts.list()) await refresh(shared, id)
    return own.snapshot()
  }
  engine.clearInbox = (account) => {
    own.clearInbox(account)
    return log.append({ account, kind: 'clear', number: 0, toValue: () => 'inbox' })
  }
  engine.receive = async (account, request) => {
    await refreshList(shared)
    return own.receive(account, request)
  }
  engine.resend = async (id) => {
    await findRecord(shared, DELIVERIES, id)
    return own.resend(id)
  }
  engine.release = async (id) => {
    await findRecord(shared, DELIVERIES, id)
    return own.release(id)
  }
  engine.deliveries = async (account, filter) => {
    await engine.within(account, () => {})
    return own.deliveries(account, filter)
  }
  engine.trigger = async (account, ...rest) => {
    await awaitOthers(shared, real, account, { isHeld: true })
    return own.trigger(account, ...rest)
  }
  engine.forge = async (account, forgery) => {
    await awaitOthers(shared, real, account, { isHeld: true })
    return own.forge(account, forgery)
  }
  engine.advance = (account, byMs) => advance(shared, own, account, byMs)
  engine.settle = async (account) => {
    await refreshList(shared)
    await own.settle(account)
    await awaitOthers(shared, real, account)
    if (account === undefined) await poll.look()
    await own.settle(account)
    shared.keeper.pending = await onConnection(database, countPending).catch(
      () => shared.keeper.pending,
    )
  }
  for (const name of AT_ONCE) {
    const method = own[name] as (account: string, ...rest: unknown[]) => unknown
    const keeping = (account: string, ...rest: unknown[]) => {
      const result = method(account, ...rest)
      if (shared.changing?.account !== account) saveSoon(shared, account)
      return result
    }
    Object.assign(engine, { [name]: keeping })
  }
  let isClosed = false
  engine.close = async () => {
    if (isClosed) return own.close()
    isClosed = true
    await poll.stop()
    await own.close()
    await Promise.all(shared.saving)
    await saveAll(shared).catch(() => {})
    await shared.session.end()
    await database.end()
  }
  return engine
}

/** Keeps what somebody has changed who holds the engine itself, and so cannot wait. */
function saveSoon(shared: Shared, account: string): void {
  const saving: Promise<void> = within(shared, account, () => {})
    .catch(shared.onError)
    .finally(() => shared.saving.delete(saving))
  shared.saving.add(saving)
}

/** What was changed outside of everything that keeps: clocks, say, that a program has set. */
async function saveAll(shared: Shared): Promise<void> {
  for (const account of shared.parts.accounts.list()) {
    if (shared.texts.changed(account)) await within(shared, account.id, () => {})
  }
}
