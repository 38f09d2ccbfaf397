/** The statements of a unit of work, as text: each trip to the database carries all that it can. */
import { createHash } from 'node:crypto'
import { type ChangeSet, DELIVERIES, type RecordChange, type StoredRow } from '../store.ts'
import { quote, type Row } from './database.ts'

/** State of an account beside its records, as it is kept. */
export interface StateText {
  text: string
  /** What its clock showed at an instant of real time, and how fast it runs. */
  clock: { now: number; realAt: number; rate: number }
}

export interface FreshRow {
  collection: string
  id: string
  order: number
  /** Undefined: it is gone. */
  record: StoredRow['record'] | undefined
  /** The process that has a delivery under way. */
  holder: number | undefined
}

/** What an account has become since it was last read, or all of it. */
export interface Fresh {
  isWhole: boolean
  /** As text, for comparison. */
  state: string
  counters: Record<string, number>
  rows: FreshRow[]
}

/** A key of an index has its bounds, and what comes from a request has none. */
const MAX_KEY = 400

function toKey(text: string): string {
  // JSON, because text of PostgreSQL holds no byte of zero and no half of a pair.
  const key = JSON.stringify(text).slice(1, -1)
  if (key.length <= MAX_KEY) return quote(key)
  return quote(`#${createHash('sha256').update(key).digest('hex')}`)
}

/** Begins, and locks the account: nobody else works on it until the end. */
export function lock(account: string, process: number): string {
  return `BEGIN; SELECT version::float8, purged::float8, life::float8, advancing,
    (SELECT value FROM ensayo.meta WHERE name = 'epoch') AS epoch,
    EXISTS (SELECT FROM ensayo.process WHERE id = ${process} AND NOT is_dead) AS is_alive
    FROM ensayo.account WHERE id = ${quote(account)} AND NOT is_gone FOR UPDATE`
}

/** Says who advances the account's clock: what comes due meanwhile is that process's. */
export function setAdvancing(account: string, process: number | undefined): string {
  return `UPDATE ensayo.account SET advancing = ${process ?? 'NULL'} WHERE id = ${quote(account)}`
}

export function isAlive(process: number): string {
  return `SELECT EXISTS (SELECT FROM ensayo.process WHERE id = ${process} AND NOT is_dead) AS is_alive`
}

/** State, counters and records that are newer than a version; 0: all that there is. */
export function changedSince(account: string, version: number): string[] {
  const id = quote(account)
  const present = version === 0 ? 'AND record IS NOT NULL ORDER BY ord' : ''
  return [
    `SELECT state FROM ensayo.account WHERE id = ${id}`,
    `SELECT kind, count::float8 FROM ensayo.counter WHERE account = ${id} AND version > ${version}`,
    `SELECT collection, id, ord::float8, record, holder FROM ensayo.record
      WHERE account = ${id} AND version > ${version} ${present}`,
  ]
}

export function toFresh([states, counters, rows]: Row[][], isWhole: boolean): Fresh {
  return {
    isWhole,
    state: String(states![0]!.state),
    counters: Object.fromEntries(
      counters!.map(({ kind, count }) => [JSON.parse(`"${String(kind)}"`), Number(count)]),
    ),
    rows: rows!.map(toFreshRow),
  }
}

function toFreshRow({ collection, id, ord, record, holder }: Row): FreshRow {
  const parsed = typeof record === 'string' ? JSON.parse(record) : undefined
  return {
    collection: String(collection),
    id: parsed?.id ?? toId(String(id)),
    order: Number(ord),
    record: parsed,
    holder: holder === null ? undefined : Number(holder),
  }
}

/** Of what is gone only the key is left. */
function toId(key: string): string {
  return isShortened(key) ? key : JSON.parse(`"${key}"`)
}

function isShortened(key: string): boolean {
  return key.startsWith('#') && key.length === 65
}

/** Whether something is gone whose id cannot be told any more: all of the account has to be read again. */
export function isVague({ rows }: Fresh): boolean {
  return rows.some(({ id, record }) => record === undefined && isShortened(id))
}

export interface Kept {
  account: string
  version: number
  process: number
  nextDueAt: number | undefined
  /** Undefined: as it was. */
  state: StateText | undefined
  isLocated(collection: string): boolean
}

/** How many versions back it is known what went. */
const REMEMBERED = 1_000
const PURGE_EVERY = 500

/** Writes what some units of an account changed, one after the other, as its next version. */
export function keep(kept: Kept, changes: readonly ChangeSet[]): string[] {
  const { account, version, nextDueAt, state } = kept
  const id = quote(account)
  const rows = new Map<string, RecordChange>()
  const counters: Record<string, number> = {}
  for (const each of changes) {
    for (const change of each.records()) rows.set(`${change.collection}\0${change.id}`, change)
    Object.assign(counters, each.counters())
  }
  const sets = [`version = ${version}`, `next_due = ${nextDueAt ?? 'NULL'}`]
  if (state) sets.push(`state = ${quote(state.text)}`, ...setClock(state))
  return [
    ...putRecords(kept, [...rows.values()]),
    ...putCounters(account, version, counters),
    ...(version % PURGE_EVERY === 0 ? purge(account, version - REMEMBERED) : []),
    `UPDATE ensayo.account SET ${sets.join(', ')} WHERE id = ${id}`,
  ]
}

export function setClock({ clock }: StateText): string[] {
  return [`clock_now = ${clock.now}`, `clock_at = ${clock.realAt}`, `clock_rate = ${clock.rate}`]
}

function putRecords(kept: Kept, rows: readonly RecordChange[]): string[] {
  if (rows.length === 0) return []
  return [
    `INSERT INTO ensayo.record VALUES ${rows.map((row) => toValues(kept, row)).join(',\n')}
      ON CONFLICT (account, collection, id) DO UPDATE SET ord = excluded.ord,
      record = excluded.record, version = excluded.version, holder = excluded.holder`,
  ]
}

function toValues(kept: Omit<Kept, 'nextDueAt' | 'state'>, row: RecordChange): string {
  const { account, version, isLocated } = kept
  const { collection, id, order, record } = row
  const text = record === undefined ? 'NULL' : quote(JSON.stringify(record))
  const holder = isUnderWay(row) ? kept.process : 'NULL'
  return `(${quote(account)}, ${quote(collection)}, ${toKey(id)}, ${order}, ${text}, ${version}, ${holder}, ${isLocated(collection)})`
}

/** Whoever wrote a delivery that has no instant and is not finished is sending it, or about to. */
function isUnderWay({ collection, record }: Pick<RecordChange, 'collection' | 'record'>): boolean {
  if (collection !== DELIVERIES || record === undefined) return false
  const { status, dueAt } = record as { status?: unknown; dueAt?: unknown }
  return status === 'pending' && dueAt === undefined
}

export function putCounters(
  account: string,
  version: number,
  counters: Record<string, number>,
): string[] {
  const values = Object.entries(counters).map(
    ([kind, count]) => `(${quote(account)}, ${toKey(kind)}, ${count}, ${version})`,
  )
  if (values.length === 0) return []
  return [
    `INSERT INTO ensayo.counter VALUES ${values.join(', ')}
      ON CONFLICT (account, kind) DO UPDATE SET count = excluded.count, version = excluded.version`,
  ]
}

function purge(account: string, version: number): string[] {
  const id = quote(account)
  return [
    `DELETE FROM ensayo.record WHERE account = ${id} AND record IS NULL AND version <= ${version}`,
    `UPDATE ensayo.account SET purged = ${version} WHERE id = ${id}`,
  ]
}

/** Rows in one statement. */
const BATCH = 500

/** Every record of an account that has none yet. */
export function* putAll(
  kept: Pick<Kept, 'account' | 'version' | 'process' | 'isLocated'>,
  rows: Iterable<StoredRow>,
): Iterable<string> {
  const values: string[] = []
  const take = () => `INSERT INTO ensayo.record VALUES ${values.splice(0).join(',\n')}`
  for (const { collection, record, order } of rows) {
    values.push(toValues(kept, { collection, id: record.id, order, record, dueAt: undefined }))
    if (values.length === BATCH) yield take()
  }
  if (values.length > 0) yield take()
}

/** The account in which a record lies. */
export function locate(collection: string, id: string): string {
  return `SELECT account FROM ensayo.record WHERE is_located AND record IS NOT NULL
    AND id = ${toKey(id)} AND collection = ${quote(collection)} LIMIT 1`
}

export function notify(what: string): string {
  return `SELECT pg_notify('ensayo', ${quote(what)})`
}
