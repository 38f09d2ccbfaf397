/** Which accounts there are, and the facts of the whole sandbox. */
import type { KeptAccount } from '../kept.ts'
import type { StoredRow } from '../store.ts'
import { type Client, quote, type Row, select } from './database.ts'
import { putAll, putCounters, type StateText, setClock } from './sql.ts'

/** An account as the others see it. */
export interface Listed {
  id: string
  ordinal: number
  life: number
  state: unknown
  isGone: boolean
  listed: number
}

/** An account with all that is kept of it beside its records. */
export interface NewAccount extends Pick<KeptAccount, 'id' | 'counters'> {
  ordinal: number
  state: StateText
}

export async function readMeta(client: Client): Promise<Map<string, string>> {
  const rows = await select(client, 'SELECT name, value FROM ensayo.meta')
  return new Map(rows.map(({ name, value }) => [String(name), String(value)]))
}

export function setMeta(name: string, value: string): string {
  return `INSERT INTO ensayo.meta VALUES (${quote(name)}, ${quote(value)})
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`
}

/** Accounts made, reset or removed after a point of the list. */
export async function listSince(client: Client, listed: number): Promise<Listed[]> {
  const rows = await select(
    client,
    `SELECT id, ordinal, life::float8, state, is_gone, listed::float8 FROM ensayo.account
      WHERE listed > ${listed} ORDER BY listed`,
  )
  return rows.map(toListed)
}

/** Until the end of the transaction nobody else changes the list. Returns the last of so many next points of it. */
export async function lockList(client: Client, points = 1): Promise<number> {
  const [row] = await select(
    client,
    `UPDATE ensayo.meta SET value = (value::bigint + ${points})::text WHERE name = 'listed' RETURNING value`,
  )
  return Number(row!.value)
}

export function insertAccount(account: NewAccount, listed: number): string[] {
  const { id, ordinal, state, counters } = account
  const clock = `${state.clock.now}, ${state.clock.realAt}, ${state.clock.rate}`
  return [
    // One of that id may have been there before; its life goes on counting.
    `INSERT INTO ensayo.account (id, ordinal, state, listed, life, clock_now, clock_at, clock_rate)
      VALUES (${quote(id)}, ${ordinal}, ${quote(state.text)}, ${listed}, ${listed}, ${clock})
      ON CONFLICT (id) DO UPDATE SET ordinal = excluded.ordinal, state = excluded.state,
      listed = excluded.listed, is_gone = false, life = excluded.life,
      version = ensayo.account.version + 1, next_due = NULL, ${setClock(state).join(', ')}`,
    ...putCounters(id, 1, counters),
  ]
}

export function removeAccount(id: string, listed: number): string[] {
  return [
    ...clearAccount(id, listed),
    `UPDATE ensayo.account SET is_gone = true, next_due = NULL WHERE id = ${quote(id)}`,
  ]
}

/** Records, counters, journal and messages: a new life begins at a point of the list. */
export function clearAccount(id: string, listed: number): string[] {
  const where = `WHERE account = ${quote(id)}`
  return [
    `DELETE FROM ensayo.record ${where}`,
    `DELETE FROM ensayo.counter ${where}`,
    `DELETE FROM ensayo.box ${where}`,
    `DELETE FROM ensayo.log ${where} AND kind IN ('journal', 'inbox')`,
    `UPDATE ensayo.account SET life = ${listed}, listed = ${listed} WHERE id = ${quote(id)}`,
  ]
}

export interface WholeState {
  seed: string
  accounts: NewAccount[]
  records(account: string): Iterable<StoredRow>
  isLocated(collection: string): boolean
  /** Instant at which something of the account is due next. */
  nextDueAt(account: string): number | undefined
}

/** Puts everything in the place of all that was kept. Returns the epoch that begins with it. */
export async function replaceAll(client: Client, whole: WholeState): Promise<string> {
  const first = (await lockList(client, whole.accounts.length)) - whole.accounts.length + 1
  const meta = await readMeta(client)
  const epoch = String(Number(meta.get('epoch') ?? 0) + 1)
  await client.query(
    [
      'DELETE FROM ensayo.record',
      'DELETE FROM ensayo.counter',
      'DELETE FROM ensayo.account',
      'DELETE FROM ensayo.box',
      `DELETE FROM ensayo.log WHERE kind IN ('journal', 'inbox')`,
      setMeta('seed', whole.seed),
      setMeta('epoch', epoch),
    ].join(';\n'),
  )
  for (const [at, account] of whole.accounts.entries()) {
    await client.query(insertAccount(account, first + at).join(';\n'))
    const place = { account: account.id, version: 1, process: 0, isLocated: whole.isLocated }
    for (const text of putAll(place, whole.records(account.id))) await client.query(text)
    const due = whole.nextDueAt(account.id) ?? 'NULL'
    await client.query(
      `UPDATE ensayo.account SET next_due = ${due} WHERE id = ${quote(account.id)}`,
    )
  }
  return epoch
}

/** Accounts in which something is due by their own clock; those that another process looks at are left out. */
export async function findDue(client: Client, realNow: number): Promise<string[]> {
  const rows = await select(
    client,
    `SELECT id FROM ensayo.account WHERE next_due IS NOT NULL AND NOT is_gone AND advancing IS NULL
      AND (next_due <= clock_now
        OR (clock_rate > 0 AND next_due <= clock_now + (${realNow} - clock_at) * clock_rate))
      LIMIT 100 FOR UPDATE SKIP LOCKED`,
  )
  return rows.map(({ id }) => String(id))
}

/** Accounts in which some process has a delivery under way, or waits with it for an answer. */
export async function findHeld(client: Client, process: number): Promise<string[]> {
  const rows = await select(
    client,
    `SELECT DISTINCT account FROM ensayo.record WHERE holder IS NOT NULL AND holder <> ${process}`,
  )
  return rows.map(({ account }) => String(account))
}

export async function countPending(client: Client): Promise<number> {
  const [row] = await select(
    client,
    `SELECT count(*)::float8 AS pending FROM ensayo.record
      WHERE collection = '_delivery' AND record::json ->> 'status' = 'pending'`,
  )
  return Number(row?.pending ?? 0)
}

function toListed({ id, ordinal, life, state, is_gone, listed }: Row): Listed {
  return {
    id: String(id),
    ordinal: Number(ordinal),
    life: Number(life),
    state: JSON.parse(String(state)),
    isGone: is_gone === true,
    listed: Number(listed),
  }
}
