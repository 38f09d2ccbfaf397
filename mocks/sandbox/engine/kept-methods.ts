/** The engine's methods, each of which keeps what it changed beside the records. */
import { isNotKept } from '../../base/errors.ts'
import type { LastingKeeper } from '../../core/store/kept.ts'
import { CHANGING } from './changing.ts'
import type { Engine } from './engine.ts'
import { reload, reloadAll, toKept, writeWhole } from './keeping.ts'
import type { Parts } from './parts.ts'

type Method = (account: string, ...rest: unknown[]) => unknown

/** Puts keeping methods in the place of those that change something. */
export function keepMethods(engine: Engine, parts: Parts, keeper: LastingKeeper): Engine {
  const save = (id: string): void => {
    const account = parts.accounts.find(id)
    if (!account) return
    try {
      keeper.saveAccounts([toKept(account)])
    } catch (error) {
      reload(parts, keeper, id)
      throw error
    }
  }
  for (const name of CHANGING) {
    const method = engine[name] as Method
    const keeping: Method = (account, ...rest) => {
      const result = method(account, ...rest)
      if (result instanceof Promise) return result.finally(() => save(account))
      save(account)
      return result
    }
    Object.assign(engine, { [name]: keeping })
  }
  const { createAccount, removeAccount, reset, restore, clearInbox, close } = engine
  engine.createAccount = async (id, credentials) => {
    const face = await createAccount(id, credentials)
    try {
      keeper.saveAccounts([toKept(parts.accounts.get(face.id))])
    } catch (error) {
      await removeAccount(face.id)
      throw error
    }
    return face
  }
  /** What is not kept has not happened: memory goes back to what is. */
  const keepOrReload = (keep: () => void): void => {
    try {
      keep()
    } catch (error) {
      reloadAll(parts, keeper)
      throw error
    }
  }
  engine.removeAccount = async (id) => {
    await removeAccount(id)
    keepOrReload(() => keeper.clearAccount(id, true))
  }
  engine.reset = async (account) => {
    await reset(account)
    keepOrReload(() => {
      if (account === undefined) writeWhole(parts, keeper)
      else keeper.clearAccount(account, false, toKept(parts.accounts.get(account)))
    })
  }
  engine.restore = async (snapshot, options) => {
    await restore(snapshot, options)
    keepOrReload(() => writeWhole(parts, keeper))
  }
  engine.clearInbox = (account) => {
    clearInbox(account)
    keeper.clearAsides('inbox', account)
  }
  let isClosed = false
  engine.close = async () => {
    await close()
    if (isClosed) return
    isClosed = true
    try {
      keeper.saveAccounts(parts.accounts.list().map((account) => toKept(account)))
    } catch (error) {
      // On a full disk what was answered is kept all the same; only clocks stand where they were last set.
      if (!isNotKept(error)) throw error
    } finally {
      keeper.close()
    }
  }
  return engine
}
