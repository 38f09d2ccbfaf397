/** Connections to PostgreSQL, by the package `pg`, which is loaded only when somebody asks for it. */
import { EnsayoError } from '../../../base/errors.ts'

export type Row = Record<string, unknown>

export interface Result {
  rows: Row[]
}

/** Several statements in one text are answered by several results. */
export interface Client {
  query(text: string): Promise<Result | Result[]>
  on(event: 'error' | 'end' | 'notification', listener: (about: unknown) => void): unknown
}

export interface PoolClient extends Client {
  /** With `true` the connection is closed, not used again. */
  release(isBroken?: boolean): void
}

/** A connection of its own, outside the pool. */
export interface OwnClient extends Client {
  connect(): Promise<unknown>
  end(): Promise<void>
}

interface Pool {
  connect(): Promise<PoolClient>
  on(event: 'error' | 'connect', listener: (client: Client) => void): unknown
  end(): Promise<void>
}

/** What we need of `pg`. */
interface Driver {
  Pool: new (options: object) => Pool
  Client: new (options: object) => OwnClient
}

export interface Database {
  /** The address without user and password, for messages. */
  place: string
  connect(): Promise<PoolClient>
  /** Opens a connection that is not shared. */
  open(): Promise<OwnClient>
  end(): Promise<void>
}

export interface StoreAddress {
  /** `postgres://user:password@host:port/database`. */
  url: string
  /** Connections for units of work. Default 10. */
  connections?: number
}

const CONNECT_MS = 10_000

/**
 * A process that stands still must not hold an account for ever, and nobody waits for one without
 * end; a machine that is gone is noticed.
 */
const SETTINGS = `SET standard_conforming_strings = on;
  SET idle_in_transaction_session_timeout = '15s';
  SET lock_timeout = '30s';
  SET tcp_keepalives_idle = 10;
  SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 3`

/** Connects to nothing yet. Throws `OPTION_INVALID` without the package, or on an address that is none. */
export async function createDatabase({ url, connections = 10 }: StoreAddress): Promise<Database> {
  const { place, isValid } = toPlace(url)
  if (!isValid) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `store: "${place}" is not the address of a PostgreSQL database. Write it like postgres://user:password@localhost:5432/ensayo.`,
    )
  }
  const driver = await loadDriver()
  const options = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // By which an administrator tells the processes apart.
    application_name: `ensayo ${process.pid}`,
  }
  /** Who waits for a connection that others use waits as long as it takes; a new one is there soon or never. */
  class Patient extends driver.Client {
    constructor(own: object) {
      super({ ...own, connectionTimeoutMillis: CONNECT_MS })
    }
  }
  const pool = new driver.Pool({
    ...options,
    max: connections,
    connectionTimeoutMillis: 0,
    Client: Patient,
  })
  // One that breaks while nobody uses it is replaced when it is needed.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', () => {})
    client.query(SETTINGS).catch(() => {})
  })
  return {
    place,
    connect: () => pool.connect(),
    async open() {
      const client = new driver.Client(options)
      client.on('error', () => {})
      await client.connect()
      await client.query(SETTINGS)
      return client
    },
    end: () => pool.end(),
  }
}

async function loadDriver(): Promise<Driver> {
  try {
    // The name is a variable, so that no type of the package is asked for where it is not there.
    const name = 'pg'
    const loaded = (await import(name)) as { default: Driver }
    return loaded.default
  } catch (cause) {
    throw new EnsayoError(
      'OPTION_INVALID',
      'store: PostgreSQL is reached by the package "pg", which is not installed. Install it: npm i pg.',
      { cause },
    )
  }
}

function toPlace(url: string): { place: string; isValid: boolean } {
  const found = URL.parse(url)
  if (!found) return { place: url.replace(/\/\/[^@/]*@/, '//'), isValid: false }
  const isValid = ['postgres:', 'postgresql:'].includes(found.protocol)
  return { place: `${found.protocol}//${found.host}${found.pathname}`, isValid }
}

/** What a statement found. */
export async function select(client: Client, text: string): Promise<Row[]> {
  const result = await client.query(text)
  return (Array.isArray(result) ? result.at(-1)! : result).rows
}

/** What each of several statements found. */
export async function selectEach(client: Client, texts: readonly string[]): Promise<Row[][]> {
  const result = await client.query(texts.join(';\n'))
  return [result].flat().map(({ rows }) => rows)
}

/** Runs `work`, which only reads or is one statement, on a connection of the pool. */
export async function onConnection<T>(
  database: Pick<Database, 'connect'>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = await database.connect()
  let isBroken = true
  try {
    const result = await work(client)
    isBroken = false
    return result
  } finally {
    client.release(isBroken)
  }
}

/** Runs `work` in a transaction on a connection of the pool. */
export function inTransaction<T>(
  database: Pick<Database, 'connect'>,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  // A connection on which it failed is closed, which takes back what it did.
  return onConnection(database, async (client) => {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  })
}

/** Text as a literal. A byte of zero, which PostgreSQL's text cannot hold, only ever comes escaped by JSON. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** With `isUncertain` the database did not say whether it had kept it. */
export function notKept(place: string, cause: unknown, isUncertain = false): EnsayoError {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause)
  if (isUncertain) {
    return new EnsayoError(
      'NOT_KEPT',
      `${place} did not say whether this was written: ${reason}. All of it was, or nothing; look before you repeat it. The sandbox goes on by itself.`,
      { cause },
    )
  }
  return new EnsayoError(
    'NOT_KEPT',
    `${place} could not be written, so nothing has happened: ${reason}. See that the database runs and has room; the sandbox goes on by itself.`,
    { cause },
  )
}
