/**
 * The default store: everything in this process's memory. Transactions of one account run one after
 * another, those of different accounts side by side. Reads outside a transaction see the current
 * state, that is, also what a running transaction may still take back.
 *
 * A transaction must not wait for another one, nor for `clear`, `dump` or `load`: those wait for it.
 */
import { StoreError } from '../../base/errors.ts'
import { Space } from './space.ts'
import {
  SHARED,
  type Store,
  type StoreDump,
  type StoredRecord,
  type StoreOptions,
  type Transaction,
} from './store.ts'
import { toStored } from './stored.ts'
import type { Table } from './table.ts'
import { SpaceReader, SpaceTransaction } from './transaction.ts'
import { UndoLog } from './undo.ts'

/** Makes an empty store. */
export function createMemoryStore(options: StoreOptions = {}): Store {
  const spaces = new Map<string, Space>()
  let dropped = 0

  const openSpace = (account: string): Space => {
    let space = spaces.get(account)
    if (space === undefined) {
      space = new Space(account, options)
      spaces.set(account, space)
    }
    return space
  }

  /** Runs with the account's lock held, and gives it back. */
  const run = async <T>(
    account: string,
    space: Space,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> => {
    const undo = new UndoLog()
    try {
      const result = await work(new SpaceTransaction(account, undo, openSpace))
      dropped += undo.dropped
      return result
    } catch (error) {
      undo.undo()
      throw error
    } finally {
      undo.isOpen = false
      space.lock.release()
    }
  }

  /** Runs while no transaction does. */
  const runAlone = async <T>(work: () => T): Promise<T> => {
    const held: Space[] = []
    try {
      // The iteration also reaches accounts that come up while it waits.
      for (const space of spaces.values()) {
        await space.lock.take()
        held.push(space)
      }
      return work()
    } finally {
      for (const space of held) space.lock.release()
      forgetEmpty(spaces)
    }
  }

  const clearAccount = async (account: string, also: () => void): Promise<void> => {
    const space = openSpace(account)
    await space.lock.take()
    try {
      also()
      space.tables = new Map()
    } finally {
      space.lock.release()
    }
    forgetEmpty(spaces, account)
  }

  const replaceAll = (fresh: Map<string, Map<string, Table>>): void => {
    for (const space of spaces.values()) space.tables = new Map()
    for (const [account, tables] of fresh) openSpace(account).tables = tables
  }

  return {
    transaction(account, work) {
      const space = openSpace(account)
      if (space.lock.tryTake()) return run(account, space, work)
      return space.lock.take().then(() => run(account, space, work))
    },
    read: (account) => new SpaceReader(account, (name) => spaces.get(name)),
    async locate(collection, id) {
      for (const [account, space] of spaces) {
        if (account !== SHARED && space.tables.get(collection)?.rows.has(id)) return account
      }
      return undefined
    },
    async accounts() {
      return [...spaces].filter(([name, space]) => name !== SHARED && !space.isEmpty).map(toName)
    },
    async clear(account, also = () => {}) {
      if (account !== undefined) return clearAccount(account, also)
      await runAlone(() => {
        also()
        replaceAll(new Map())
      })
    },
    dump: (also = () => {}) =>
      runAlone(() => {
        also()
        return toDump(spaces)
      }),
    async load(dump, also = () => {}) {
      const fresh = toTables(dump, options)
      await runAlone(() => {
        also()
        replaceAll(fresh)
      })
    },
    dropped: () => dropped,
  }
}

const toName = ([name]: [string, Space]): string => name

/** An account that somebody waits for or works in is kept, as is `SHARED`, which takes no lock. */
function forgetEmpty(spaces: Map<string, Space>, account?: string): void {
  for (const name of account === undefined ? [...spaces.keys()] : [account]) {
    const space = spaces.get(name)
    if (name !== SHARED && space?.lock.isFree && space.isEmpty) spaces.delete(name)
  }
}

function toDump(spaces: Map<string, Space>): StoreDump {
  const accounts = [...spaces].map(([account, space]) => [account, dumpSpace(space)] as const)
  return Object.fromEntries(accounts.filter(([, tables]) => Object.keys(tables).length > 0))
}

function dumpSpace(space: Space): Record<string, StoredRecord[]> {
  const tables = [...space.tables].map(([name, table]) => [name, dumpTable(table)] as const)
  return Object.fromEntries(tables.filter(([, records]) => records.length > 0))
}

function dumpTable(table: Table): StoredRecord[] {
  const records: StoredRecord[] = []
  for (let row = table.oldest; row !== undefined; row = row.newer) records.push(row.record)
  return records
}

/** Builds everything before anything is replaced, so a bad dump changes nothing. */
function toTables(dump: StoreDump, options: StoreOptions): Map<string, Map<string, Table>> {
  const accounts = Object.entries(dump).map(([account, collections]) => {
    const space = new Space(account, options)
    for (const [collection, records] of Object.entries(collections)) {
      fillTable(space.open(collection), records, `${account}/${collection}`)
    }
    return [account, space.tables] as const
  })
  return new Map(accounts)
}

function fillTable(table: Table, records: StoredRecord[], where: string): void {
  for (const record of records) {
    if (table.rows.has(record.id)) {
      throw new StoreError(`${where}: the dump holds id "${record.id}" twice.`)
    }
    table.insert(toStored(record))
  }
}
