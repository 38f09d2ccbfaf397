/** Which version of each account is in this process's memory, and how it catches up with the database's. */
import { type Client, selectEach } from './database.ts'
import { changedSince, type Fresh, isAlive, isVague, lock, toFresh } from './sql.ts'

export interface MemoryHooks {
  /** Number of this process; another one after the connection was lost. */
  process(): number
  /** Says what an account has become, to be put into memory. */
  onFresh(account: string, fresh: Fresh, life: number): void
  /** Says who advances the account's clock, whenever it is opened. */
  onAdvancing(account: string, process: number | undefined): void
  /** The account is not there any more. */
  onGone(account: string): void
  /** Everything was replaced by another process: reads anew what accounts there are. */
  onEpoch(client: Client): Promise<void>
  /** Where the connection was lost: resolves once this process has a new number. */
  renew(): Promise<void> | undefined
  /** This process was taken for dead. */
  onDeclaredDead(): void
}

/** Nothing was begun, and under a new number it can be. */
export class DeclaredDead extends Error {}

export interface Memory {
  /** What of an account is in memory. */
  known: Map<string, { version: number; life: number }>
  /** Begins a transaction, locks the account and brings memory up to date; without one, says that it is gone. */
  lockAndRead(client: Client, account: string): Promise<void>
  /** What is in memory is of this epoch. */
  adopt(epoch: string): void
}

export function createMemory(hooks: MemoryHooks): Memory {
  const known: Memory['known'] = new Map()
  let epoch: string | undefined
  let following: { epoch: string; done: Promise<void> } | undefined

  /**
   * Once, however many accounts are asked for meanwhile; on the connection of the first of them, as
   * they may hold all that there are.
   */
  const followEpoch = (client: Client, next: string): Promise<void> => {
    if (following?.epoch === next) return following.done
    known.clear()
    const done = hooks.onEpoch(client).then(() => {
      epoch = next
    })
    following = { epoch: next, done }
    done.catch(() => {
      following = undefined
    })
    return done
  }

  const declaredDead = (): Error => {
    hooks.onDeclaredDead()
    return new DeclaredDead('the connection was lost for a while')
  }

  const read = async (client: Client, account: string, since: number): Promise<Fresh> => {
    const [alive, ...found] = await selectEach(client, [
      isAlive(hooks.process()),
      ...changedSince(account, since),
    ])
    if (alive?.[0]?.is_alive !== true) throw declaredDead()
    return toFresh(found, since === 0)
  }

  return {
    known,
    async lockAndRead(client, account) {
      await hooks.renew()
      const [, rows] = await selectEach(client, [lock(account, hooks.process())])
      const row = rows?.[0]
      if (row === undefined) {
        known.delete(account)
        hooks.onGone(account)
        return
      }
      if (row.epoch !== epoch) await followEpoch(client, String(row.epoch))
      if (row.is_alive !== true) throw declaredDead()
      const version = Number(row.version)
      const life = Number(row.life)
      const before = known.get(account)
      const advancing = row.advancing === null ? undefined : Number(row.advancing)
      if (before?.version === version && before.life === life) {
        hooks.onAdvancing(account, advancing)
        return
      }
      const canCatchUp = before?.life === life && before.version >= Number(row.purged)
      let fresh = await read(client, account, canCatchUp ? before!.version : 0)
      // Memory may have been emptied meanwhile.
      const isApt = !canCatchUp || (known.get(account) === before && !isVague(fresh))
      if (!isApt) fresh = await read(client, account, 0)
      hooks.onFresh(account, fresh, life)
      hooks.onAdvancing(account, advancing)
      known.set(account, { version, life })
    },
    adopt(current) {
      epoch = current
      following = undefined
    },
  }
}
