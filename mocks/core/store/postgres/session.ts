/**
 * That this process is alive, as the others see it: a number, and an advisory lock that PostgreSQL
 * gives back by itself when the connection ends. What a dead one had under way is another's then.
 */
import { type Database, type OwnClient, quote, select } from './database.ts'
import { LOCKS } from './schema.ts'

export interface SessionOptions {
  database: Database
  /** Told of what others say. */
  onNotice(what: string): void
  /** The connection is gone; whatever was under way is not ours any more. */
  onLost(): void
  /** Makes what a dead process had under way due again. */
  resume(account: string, ids: ReadonlySet<string>): Promise<void>
}

export interface Session {
  readonly number: number
  /** Takes a new number where the connection was lost; undefined where it was not. Rejects while there is no database. */
  renew(): Promise<void> | undefined
  /** Looks for processes that died, and takes over what they had under way. */
  reap(): Promise<void>
  /** Says that the number is good for nothing any more. */
  lose(): void
  /** Whether this process is the one that advances the account's clock now; it says when it does no more. */
  tryAdvance(account: string): Promise<boolean>
  endAdvance(account: string): Promise<void>
  end(): Promise<void>
}

const CLAIM = `BEGIN; WITH mine AS (INSERT INTO ensayo.process DEFAULT VALUES RETURNING id)
  SELECT id, pg_advisory_lock(${LOCKS.process}, id) FROM mine; COMMIT`

function toAdvanceKey(account: string): string {
  return `${LOCKS.advance}, hashtext(${quote(account)})`
}

export async function openSession(options: SessionOptions): Promise<Session> {
  let client: OwnClient | undefined
  let number = 0
  let isEnded = false
  let renewing: Promise<void> | undefined

  const lose = (): void => {
    const lost = client
    if (lost === undefined) return
    client = undefined
    lost.end().catch(() => {})
    if (isEnded) return
    options.onLost()
    renew()?.catch(() => {})
  }

  /** Once, however many ask. */
  const renew = (): Promise<void> | undefined => {
    if (client !== undefined || isEnded) return undefined
    renewing ??= connect().finally(() => {
      renewing = undefined
    })
    return renewing
  }

  const connect = async (): Promise<void> => {
    const opened = await options.database.open()
    const results = await opened.query(CLAIM)
    number = Number([results].flat()[1]!.rows[0]!.id)
    await opened.query('LISTEN ensayo')
    opened.on('notification', (about) => {
      options.onNotice(String((about as { payload?: string }).payload))
    })
    opened.on('end', () => {
      if (client === opened) lose()
    })
    client = opened
  }

  const takeOver = async (own: OwnClient, dead: number): Promise<void> => {
    await own.query(`UPDATE ensayo.process SET is_dead = true WHERE id = ${dead}`)
    const rows = await select(
      own,
      `SELECT account, record FROM ensayo.record WHERE holder = ${dead} AND record IS NOT NULL`,
    )
    const held = Map.groupBy(rows, ({ account }) => String(account))
    for (const [account, records] of held) {
      const ids = records.map(({ record }) => String(JSON.parse(String(record)).id))
      await options.resume(account, new Set(ids))
    }
    await own.query(`UPDATE ensayo.account SET advancing = NULL WHERE advancing = ${dead}`)
    await own.query(`DELETE FROM ensayo.process WHERE id = ${dead}`)
  }

  await renew()
  return {
    get number() {
      return number
    },
    renew,
    lose,
    async tryAdvance(account) {
      // Without a connection somebody has to wait anyway.
      if (client === undefined) return false
      const key = toAdvanceKey(account)
      const [row] = await select(client, `SELECT pg_try_advisory_lock(${key}) AS is_mine`)
      return row?.is_mine === true
    },
    async endAdvance(account) {
      await client?.query(`SELECT pg_advisory_unlock(${toAdvanceKey(account)})`)
    },
    async reap() {
      const own = client
      if (own === undefined) return
      const others = await select(own, `SELECT id FROM ensayo.process WHERE id <> ${number}`)
      for (const { id } of others) {
        const key = `${LOCKS.process}, ${Number(id)}`
        const [row] = await select(own, `SELECT pg_try_advisory_lock(${key}) AS is_dead`)
        if (row?.is_dead !== true) continue
        try {
          await takeOver(own, Number(id))
        } finally {
          await own.query(`SELECT pg_advisory_unlock(${key})`)
        }
      }
    },
    async end() {
      isEnded = true
      const own = client
      client = undefined
      await own?.end()
    },
  }
}
