/**
 * The store: everything in this process's memory. Reads outside a transaction see the current state,
 * that is, also what an open transaction may still take back.
 */
import { StoreError } from '../../base/errors.ts'
import { Owners } from './owners.ts'
import { Space, toSpaceOptions } from './space.ts'
import type {
  Keeper,
  PatchedRow,
  Store,
  StoreDump,
  StoredRecord,
  StoredRow,
  StoreOptions,
  Transaction,
} from './store.ts'
import { adopt, toStored } from './stored.ts'
import type { Table } from './table.ts'
import { type Ends, SpaceReader, SpaceTransaction } from './transaction.ts'

/** Keeps nothing beyond this process, and so never waits. */
const MEMORY: Keeper = { open: () => undefined, keep: () => undefined }

/** Makes an empty store. */
export function createMemoryStore(options: StoreOptions = {}): Store {
  const { keeper = MEMORY, located = [] } = options
  let owners = new Owners(located)
  let spaces = new Map<string, Space>()
  let generations = 0
  let dropped = 0

  const openSpace = (account: string): Space => {
    let space = spaces.get(account)
    if (space === undefined) {
      space = new Space(account, ++generations, toSpaceOptions(options, owners))
      spaces.set(account, space)
    }
    return space
  }

  const ends: Ends = {
    keep(changes) {
      dropped += changes.dropped
      return keeper.keep(changes)
    },
    release: (account) => keeper.release?.(account),
  }
  const begin: Store['begin'] = (account) => new SpaceTransaction(openSpace(account), ends)

  const run = <T>(account: string, work: (tx: Transaction) => T): T | Promise<T> => {
    const tx = begin(account)
    let result: T
    try {
      result = refusePromise(work(tx))
    } catch (error) {
      tx.undo()
      throw error
    }
    const kept = tx.commit()
    return kept ? kept.then(() => result) : result
  }

  return {
    open: (account) => keeper.open(account),
    begin,
    transaction(account, work) {
      const opening = keeper.open(account)
      return opening ? opening.then(() => run(account, work)) : run(account, work)
    },
    read: (account) => new SpaceReader(account, () => spaces.get(account)),
    locate: (collection, id) => owners.find(collection, id),
    generation: (account) => openSpace(account).generation,
    clear(account) {
      if (account !== undefined) {
        spaces.get(account)?.forget()
        spaces.delete(account)
        return
      }
      owners = new Owners(located)
      spaces = new Map()
    },
    dump: () => toDump(spaces),
    rows: (account) => listRows(spaces.get(account)),
    replace(account, rows) {
      const before = spaces.get(account)
      before?.forget()
      const space = new Space(account, ++generations, toSpaceOptions(options, owners))
      space.isPaused = before?.isPaused ?? false
      spaces.set(account, space)
      for (const { collection, record, order } of rows) {
        fill(space, collection, toStored(record), order)
      }
    },
    patch(account, rows) {
      const space = openSpace(account)
      for (const row of rows) patch(space, row)
    },
    pause(account, isPaused) {
      openSpace(account).isPaused = isPaused
    },
    release: ends.release,
    load(dump, { isOwn = false } = {}) {
      const freshOwners = new Owners(located)
      const fresh = Object.entries(dump).map(([account, collections]) => {
        const space = new Space(account, ++generations, toSpaceOptions(options, freshOwners))
        fillSpace(space, collections, isOwn)
        return [account, space] as const
      })
      owners = freshOwners
      spaces = new Map(fresh)
    },
    dropped: () => dropped,
  }
}

/** Work that goes on after it has returned would write into what is committed. */
function refusePromise<T>(result: T): T {
  if (!(result instanceof Promise)) return result
  result.catch(() => {})
  throw new StoreError(
    'A transaction cannot wait: its work returned a promise. Make it synchronous.',
  )
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

function* listRows(space: Space | undefined): Iterable<StoredRow> {
  for (const { name, rows } of space?.tables.values() ?? []) {
    for (const { record, order } of rows.values()) yield { collection: name, record, order }
  }
}

/** Throws on a dump that cannot be read, before anything is replaced by it. */
function fillSpace(space: Space, collections: StoreDump[string], isOwn: boolean): void {
  const take = isOwn ? adopt : toStored
  for (const [collection, records] of Object.entries(collections)) {
    for (const record of records) fill(space, collection, take(record))
  }
}

function patch(space: Space, { collection, id, record, order }: PatchedRow): void {
  const table = space.open(collection)
  const row = table.rows.get(id)
  if (row && record && row.order === order) {
    table.replace(row, toStored(record))
    return
  }
  if (row) table.remove(row)
  if (record) table.insert(toStored(record), order)
}

/** Takes a record that is stored already. */
function fill(space: Space, collection: string, record: StoredRecord, order?: number): void {
  const table = space.open(collection)
  if (table.rows.has(record.id)) {
    throw new StoreError(`${space.account}/${collection}: the dump holds id "${record.id}" twice.`)
  }
  table.insert(record, order)
}
