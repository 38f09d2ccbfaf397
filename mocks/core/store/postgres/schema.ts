/** The tables: made, found again, brought up to date, or refused. Everything lies in a schema of its own. */
import { EnsayoError } from '../../../base/errors.ts'
import { type Client, quote, select } from './database.ts'

/** Grows when what stands in the tables changes its meaning. */
export const FORMAT = 1

/** Format → the statements that make the next one of it. */
export const MIGRATIONS: Readonly<Record<number, string>> = {}

/** Says that a schema is ours. */
const MARK = 'A sandbox of Ensayo'
/** Of advisory locks: who makes or changes the tables, who writes the log, who is alive, who advances a clock, who starts accounts. */
export const LOCKS = {
  schema: 1_164_866_001,
  log: 1_164_866_002,
  process: 1_164_866_003,
  advance: 1_164_866_004,
  start: 1_164_866_005,
}

const TABLES = `
  CREATE SCHEMA ensayo;
  COMMENT ON SCHEMA ensayo IS ${quote(MARK)};
  CREATE TABLE ensayo.meta (name text PRIMARY KEY, value text NOT NULL);
  CREATE TABLE ensayo.process (
    id serial PRIMARY KEY,
    is_dead boolean NOT NULL DEFAULT false
  );
  CREATE TABLE ensayo.account (
    id text PRIMARY KEY,
    ordinal integer NOT NULL,
    state text NOT NULL,
    life bigint NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    purged bigint NOT NULL DEFAULT 0,
    listed bigint NOT NULL,
    is_gone boolean NOT NULL DEFAULT false,
    next_due double precision,
    advancing integer,
    clock_now double precision NOT NULL,
    clock_at double precision NOT NULL,
    clock_rate double precision NOT NULL
  );
  CREATE INDEX ON ensayo.account (listed);
  CREATE INDEX ON ensayo.account (next_due) WHERE next_due IS NOT NULL;
  CREATE TABLE ensayo.counter (
    account text, kind text, count bigint NOT NULL, version bigint NOT NULL,
    PRIMARY KEY (account, kind)
  );
  CREATE TABLE ensayo.record (
    account text, collection text, id text,
    ord bigint NOT NULL,
    record text,
    version bigint NOT NULL,
    holder integer,
    is_located boolean NOT NULL,
    PRIMARY KEY (account, collection, id)
  );
  CREATE INDEX ON ensayo.record (account, version);
  CREATE INDEX ON ensayo.record (id, collection) WHERE is_located AND record IS NOT NULL;
  CREATE INDEX ON ensayo.record (account) WHERE collection = '_delivery';
  CREATE INDEX ON ensayo.record (holder) WHERE holder IS NOT NULL;
  CREATE TABLE ensayo.log (
    seq bigserial PRIMARY KEY,
    account text NOT NULL, kind text NOT NULL,
    number bigint NOT NULL,
    sender integer NOT NULL,
    value text NOT NULL,
    is_taken boolean NOT NULL DEFAULT false
  );
  CREATE INDEX ON ensayo.log (account, kind, number);
  CREATE TABLE ensayo.box (account text PRIMARY KEY, received bigint NOT NULL);
  INSERT INTO ensayo.meta VALUES ('format', '${FORMAT}'), ('epoch', '0'), ('listed', '0');
`

export interface SchemaOptions {
  format?: number
  migrations?: Readonly<Record<number, string>>
}

/** Makes sure of the tables, within a transaction. Throws `DATA_INVALID`, and then has changed nothing. */
export async function ensureSchema(
  client: Client,
  place: string,
  { format = FORMAT, migrations = MIGRATIONS }: SchemaOptions = {},
): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${LOCKS.schema}, 0)`)
  const [found] = await select(
    client,
    `SELECT obj_description(oid, 'pg_namespace') AS mark FROM pg_namespace WHERE nspname = 'ensayo'`,
  )
  if (found === undefined) {
    await create(client, place)
    return
  }
  if (found.mark !== MARK) {
    throw invalid(
      place,
      'has a schema "ensayo" that was not made by Ensayo',
      'Name another database.',
    )
  }
  await migrate(client, place, format, migrations)
}

async function create(client: Client, place: string): Promise<void> {
  try {
    await client.query(TABLES)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw invalid(
      place,
      `takes no tables: ${message}`,
      'Let the user create a schema in it (GRANT CREATE ON DATABASE … TO …), or name another database.',
      cause,
    )
  }
}

async function migrate(
  client: Client,
  place: string,
  format: number,
  migrations: Readonly<Record<number, string>>,
): Promise<void> {
  const [row] = await select(client, `SELECT value FROM ensayo.meta WHERE name = 'format'`)
  const found = Number(row?.value)
  if (found > format) {
    throw invalid(
      place,
      `is of format ${found}, and this version of Ensayo reads up to format ${format}`,
      'Use the version of Ensayo that wrote it, or name another database.',
    )
  }
  for (let at = found; at < format; at++) {
    const statements = migrations[at]
    if (statements === undefined) {
      throw invalid(
        place,
        `says that it is of format ${String(row?.value)}, which there never was`,
        'Name another database.',
      )
    }
    await client.query(statements)
    await client.query(`UPDATE ensayo.meta SET value = '${at + 1}' WHERE name = 'format'`)
  }
  if (!Number.isInteger(found)) {
    throw invalid(place, 'does not say its format', 'Name another database.')
  }
}

export function invalid(place: string, what: string, cure: string, cause?: unknown): EnsayoError {
  return new EnsayoError('DATA_INVALID', `${place} ${what}. ${cure}`, { cause })
}
