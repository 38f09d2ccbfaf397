/** Work that one process of a database does at a time. */
import { LOCKS } from '../../../core/store/postgres/schema.ts'
import { refreshList } from './refresh.ts'
import type { Shared } from './shared.ts'

/** Waits for its turn, and knows of what others did before. The lock goes with the connection, and so with the process. */
export async function alone<T>(shared: Shared, work: () => Promise<T>): Promise<T> {
  const client = await shared.database.open()
  try {
    // However long another takes.
    await client.query(`SET lock_timeout = 0; SELECT pg_advisory_lock(${LOCKS.start}, 0)`)
    await refreshList(shared)
    return await work()
  } finally {
    await client.end()
  }
}
