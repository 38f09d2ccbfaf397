/** A database of its own for a test, which goes with it. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import { startServer } from './server.ts'

export interface TestDatabase {
  /** Address, as `--store` takes it. */
  url: string
  /** Runs a statement. */
  query(text: string): Promise<Record<string, unknown>[]>
  /** Breaks every connection of a sandbox; with `refuses` new ones are turned away until `admit`. */
  breakConnections(options?: { refuses?: boolean }): Promise<void>
  admit(): Promise<void>
}

/** Makes an empty database that is dropped at the end: of the test, or of what `onEnd` says. */
export async function createDatabase(
  onEnd: (drop: () => Promise<void>) => void = onTestFinished,
): Promise<TestDatabase> {
  const { url, urlOf } = await startServer(inject('postgres'))
  const name = `ensayo_${randomBytes(6).toString('hex')}`
  const maintain = (text: string) => runOn(url, text)
  await maintain(`CREATE DATABASE ${name}`)
  onEnd(async () => {
    await maintain(`DROP DATABASE ${name} WITH (FORCE)`)
  })
  return {
    url: urlOf(name),
    query: (text) => runOn(urlOf(name), text),
    async breakConnections({ refuses = false } = {}) {
      if (refuses) await maintain(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
      await maintain(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      )
    },
    admit: async () => {
      await maintain(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    },
  }
}

async function runOn(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query(text)
    return result.rows
  } finally {
    await client.end()
  }
}
