/** The file itself: made, found again, or refused whole. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { EnsayoError } from '../../../base/errors.ts'

/** Grows when what stands in the tables changes its meaning. */
export const FORMAT = 2
/** Says that a file of SQLite is ours: "Ens1". */
const APPLICATION = 0x456e7331

export type Sync = 'normal' | 'full'

export interface DataOptions {
  /** Made when it is not there. */
  folder: string
  /** `normal` outlives the end of the process, `full` a loss of power too. Default `normal`. */
  sync?: Sync
  /** Bytes that the file may have. Default: as many as the disk. */
  maxBytes?: number
}

const PAGE_BYTES = 4096
/** Pages of the log before they are copied into the file: 32 MiB, for each copy costs a pause. */
const WAL_PAGES = 8_192

/** In the order in which they are made, so that new ones stand together at the end. */
const RECORD =
  'CREATE TABLE record (account TEXT, ord INTEGER, collection TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (account, ord)) WITHOUT ROWID'

/** Format → what makes the next one of it. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  1: `ALTER TABLE record RENAME TO former;
    ${RECORD};
    INSERT INTO record SELECT account, ord, collection, record FROM former;
    DROP TABLE former`,
}

const TABLES = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE account (id TEXT PRIMARY KEY, state TEXT NOT NULL);
  CREATE TABLE counter (account TEXT, kind TEXT, count INTEGER NOT NULL, PRIMARY KEY (account, kind)) WITHOUT ROWID;
  ${RECORD};
  CREATE TABLE journal (account TEXT, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
  CREATE TABLE inbox (account TEXT, number INTEGER, value TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
`

/** Opens the file of a folder for this process alone. Throws `DATA_INVALID` or `DATA_IN_USE`, and then has changed nothing. */
export async function openDatabase(options: DataOptions): Promise<DatabaseSync> {
  const { DatabaseSync } = await import('node:sqlite')
  const { folder, sync = 'normal', maxBytes } = options
  const file = join(folder, 'ensayo.db')
  const isNew = !existsSync(file)
  let database: DatabaseSync | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    database = new DatabaseSync(file)
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    if (isNew) create(database)
    else check(database, file)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}`)
    database.exec(`PRAGMA synchronous = ${sync === 'full' ? 'FULL' : 'NORMAL'}`)
    if (maxBytes !== undefined) {
      database.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`)
    }
    // Takes the lock, so that a second sandbox is turned away now and not at its first payment.
    database.exec('BEGIN IMMEDIATE; COMMIT')
    return database
  } catch (error) {
    database?.close()
    throw explain(error, file)
  }
}

function create(database: DatabaseSync): void {
  database.exec(`BEGIN EXCLUSIVE;
    ${TABLES}
    PRAGMA application_id = ${APPLICATION};
    PRAGMA user_version = ${FORMAT};
    COMMIT`)
}

function check(database: DatabaseSync, file: string): void {
  const read = (pragma: string) =>
    Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
  if (read('application_id') !== APPLICATION) {
    throw invalid(file, 'was not written by Ensayo', 'Name another folder.')
  }
  const format = Number(read('user_version'))
  if (format > FORMAT) {
    throw invalid(
      file,
      `is of format ${format}, and this version of Ensayo reads up to format ${FORMAT}`,
      'Use the version of Ensayo that wrote it, or name another folder.',
    )
  }
  const found = read('quick_check(1)')
  if (found !== 'ok') throw damaged(file, String(found))
  migrate(database, format)
}

/** All steps or none. */
function migrate(database: DatabaseSync, format: number): void {
  if (format === FORMAT) return
  const steps = Object.entries(MIGRATIONS).filter(([from]) => Number(from) >= format)
  database.exec('BEGIN EXCLUSIVE')
  for (const [, step] of steps) database.exec(step)
  database.exec(`PRAGMA user_version = ${FORMAT}; COMMIT`)
}

/** SQLite's own words, with what to do. */
function explain(error: unknown, file: string): unknown {
  if (error instanceof EnsayoError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/locked|busy/i.test(message)) {
    return new EnsayoError(
      'DATA_IN_USE',
      `${file} is in use by another sandbox. Stop that one, or name another folder.`,
      { cause: error },
    )
  }
  if (/malformed|not a database|corrupt|constraint failed|no such table/i.test(message))
    return damaged(file, message, error)
  return invalid(
    file,
    `cannot be opened: ${message}`,
    'Name a folder that this user may write to.',
    error,
  )
}

export function damaged(file: string, what: string, cause?: unknown): EnsayoError {
  return invalid(
    file,
    `is damaged: ${what}`,
    'Nothing in it was changed. Put a copy of it back, or move it away and start anew.',
    cause,
  )
}

function invalid(file: string, what: string, cure: string, cause?: unknown): EnsayoError {
  return new EnsayoError('DATA_INVALID', `${file} ${what}. ${cure}`, { cause })
}
