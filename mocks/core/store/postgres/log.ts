/**
 * What all processes tell one another, in one order: journal entries, messages, deliveries, and what
 * was cleared. Each follows it by its number; who writes waits for its turn, so that none is skipped.
 */
import {
  type Client,
  type Database,
  inTransaction,
  onConnection,
  quote,
  type Row,
  select,
  selectEach,
} from './database.ts'
import { LOCKS } from './schema.ts'
import { notify } from './sql.ts'

export type LogKind = 'journal' | 'inbox' | 'delivery' | 'clear'

export interface LogEntry {
  account: string
  kind: LogKind
  /** Of a message: counted per account. */
  number: number
  value: unknown
  /** A message that somebody has taken already. */
  isTaken: boolean
}

export interface NewEntry {
  account: string
  kind: LogKind
  /** Of a message it is given when it is written. */
  number: number
  toValue(number: number): unknown
}

export interface LogOptions {
  database: Database
  /** Number of this process. */
  process(): number
  /** Entries and messages kept per account. */
  maxEntries: number
  /** Told of everything that others wrote, and of all messages, in order. */
  onEntry(entry: LogEntry): void
  onError(error: unknown): void
}

export interface Log {
  /** Resolves when everybody can see it. It never rejects: what cannot be written is lost. */
  append(entry: NewEntry): Promise<void>
  /** Reads what was written since. */
  catchUp(): Promise<void>
  /** What was kept, and from now on what is new. */
  load(client: Client): Promise<LogEntry[]>
  /** Takes a message; false when somebody else has. */
  take(account: string, number: number): Promise<boolean>
}

interface Pending extends NewEntry {
  written: PromiseWithResolvers<void>
}

const PAGE = 1_000
/** Entries over the bound before the oldest are deleted. */
const SLACK = 100
/** Deliveries and clearances are told, not kept. */
const TOLD = 2_000

export function createLog(options: LogOptions): Log {
  const { database, maxEntries, onEntry, onError } = options
  const own = new Set<number>()
  const added = new Map<string, number>()
  let queue: Pending[] = []
  let isWriting = false
  let position = 0
  let reading: Promise<void> | undefined
  let isAskedAgain = false

  const write = async (): Promise<void> => {
    isWriting = true
    while (queue.length > 0) {
      const batch = queue
      queue = []
      try {
        await inTransaction(database, (client) => writeBatch(client, batch))
      } catch (error) {
        onError(error)
      }
      for (const { written } of batch) written.resolve()
    }
    isWriting = false
  }

  const writeBatch = async (client: Client, batch: readonly Pending[]): Promise<void> => {
    const process = options.process()
    own.add(process)
    const numbered = Map.groupBy(
      batch.filter(({ kind }) => kind === 'inbox'),
      ({ account }) => account,
    )
    const [, , ...counted] = await selectEach(client, [
      'SET LOCAL synchronous_commit = off',
      `SELECT pg_advisory_xact_lock(${LOCKS.log}, 0)`,
      ...[...numbered].map(([account, { length }]) => count(account, length)),
    ])
    const last = new Map([...numbered.keys()].map((account, at) => [account, counted[at]![0]!]))
    for (const [account, entries] of numbered) {
      const received = Number(last.get(account)!.received)
      for (const [at, entry] of entries.entries()) {
        entry.number = received - entries.length + 1 + at
      }
    }
    const values = batch.map(({ account, kind, number, toValue }) => {
      const text = quote(JSON.stringify(toValue(number)))
      return `(${quote(account)}, '${kind}', ${number}, ${process}, ${text})`
    })
    await client.query(
      [
        ...batch.filter(({ kind }) => kind === 'clear').map(({ account }) => clear(account)),
        `INSERT INTO ensayo.log (account, kind, number, sender, value) VALUES ${values.join(',\n')}`,
        ...batch.flatMap(prune),
        notify('log'),
      ].join(';\n'),
    )
  }

  const prune = ({ account, kind }: NewEntry): string[] => {
    const key = `${kind} ${account}`
    const total = (added.get(key) ?? 0) + 1
    added.set(key, total % SLACK)
    if (total < SLACK) return []
    if (kind === 'delivery' || kind === 'clear') {
      return [
        `DELETE FROM ensayo.log WHERE kind IN ('delivery', 'clear') AND seq < (SELECT max(seq) FROM ensayo.log) - ${TOLD}`,
      ]
    }
    const where = `account = ${quote(account)} AND kind = '${kind}'`
    return [
      `DELETE FROM ensayo.log WHERE ${where} AND number <= (SELECT number FROM ensayo.log WHERE ${where} ORDER BY number DESC LIMIT 1 OFFSET ${maxEntries})`,
    ]
  }

  const readOn = async (): Promise<void> => {
    let isLast = false
    while (!isLast) {
      const others = `(kind = 'inbox' OR sender NOT IN (${[...own, 0].join(', ')}))`
      const [ends, rows = []] = await onConnection(database, (client) =>
        selectEach(client, [
          'SELECT coalesce(max(seq), 0)::float8 AS seq FROM ensayo.log',
          `${SELECT} WHERE seq > ${position} AND ${others} ORDER BY seq LIMIT ${PAGE}`,
        ]),
      )
      isLast = rows.length < PAGE
      const seqs = rows.map(({ seq }) => Number(seq))
      position = Math.max(position, isLast ? Number(ends![0]!.seq) : 0, ...seqs)
      for (const row of rows) onEntry(toEntry(row))
    }
  }

  /** One reading at a time; who asks while it is under way is told by the one after it. */
  const catchUp = (): Promise<void> => {
    if (reading === undefined) {
      reading = readOn().finally(() => {
        reading = undefined
      })
      return reading
    }
    isAskedAgain = true
    return reading.then(
      () => again(),
      () => again(),
    )
  }
  const again = (): Promise<void> => {
    if (!isAskedAgain) return reading ?? Promise.resolve()
    isAskedAgain = false
    return catchUp()
  }

  return {
    catchUp,
    append(entry) {
      const written = Promise.withResolvers<void>()
      queue.push({ ...entry, written })
      if (!isWriting) write()
      return written.promise
    },
    async load(client) {
      const rows = await select(client, `${SELECT} WHERE kind IN ('journal', 'inbox') ORDER BY seq`)
      const [end] = await select(
        client,
        'SELECT coalesce(max(seq), 0)::float8 AS seq FROM ensayo.log',
      )
      position = Math.max(0, Number(end!.seq), ...rows.map(({ seq }) => Number(seq)))
      return rows.map(toEntry)
    },
    async take(account, number) {
      const take = `UPDATE ensayo.log SET is_taken = true WHERE account = ${quote(account)}
        AND kind = 'inbox' AND number = ${number} AND NOT is_taken RETURNING seq`
      const rows = await onConnection(database, (client) => select(client, take))
      return rows.length > 0
    },
  }
}

const SELECT = 'SELECT seq::float8, account, kind, number::float8, value, is_taken FROM ensayo.log'

function clear(account: string): string {
  return `DELETE FROM ensayo.log WHERE account = ${quote(account)} AND kind = 'inbox'`
}

function count(account: string, by: number): string {
  return `INSERT INTO ensayo.box AS box VALUES (${quote(account)}, ${by})
    ON CONFLICT (account) DO UPDATE SET received = box.received + ${by} RETURNING received::float8`
}

function toEntry({ account, kind, number, value, is_taken }: Row): LogEntry {
  return {
    account: String(account),
    // Holds because nobody else writes there.
    kind: kind as LogKind,
    number: Number(number),
    value: JSON.parse(String(value)),
    isTaken: is_taken === true,
  }
}
