/** Several processes on one PostgreSQL: payments a second, all on one account and each process on one of its own. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Server, startServer as startPostgres, stopServer } from '../postgres/server.ts'
import { CREATE_BODY, type Credentials, refresh, toCredentials } from './cobru.ts'
import { type Load, loadFor } from './load.ts'
import { type Contestant, type Running, startServer } from './server.ts'

export interface Sharing {
  processes: number
  /** Payments a second, on one account and on one for each process. */
  one: number
  each: number
}

const SIZES = [1, 2, 4]
const CONNECTIONS = 64

/** Figures only: load, processes and database share the machine. */
export async function measureSharing(
  sandbox: Contestant,
  { seconds }: { seconds: number },
): Promise<Sharing[]> {
  const folder = mkdtempSync(join('/tmp', 'ens-bench-'))
  chmodSync(folder, 0o755)
  try {
    const server = await startPostgres(folder)
    const found: Sharing[] = []
    for (const size of SIZES) found.push(await measureSize(sandbox, server, size, seconds))
    return found
  } finally {
    stopServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

export function toSharingText(found: readonly Sharing[]): string {
  const lines = found.map(
    ({ processes, one, each }) =>
      `  ${processes} ${processes === 1 ? 'process' : 'processes'}: ${one.toFixed(0)} on one account, ${each.toFixed(0)} on one each`,
  )
  return ['POST /cobru/ a second on PostgreSQL, at 64 connections in all', ...lines].join('\n')
}

async function measureSize(
  sandbox: Contestant,
  server: Server,
  size: number,
  seconds: number,
): Promise<Sharing> {
  const name = `bench_${process.pid}_${size}`
  await run(server, `CREATE DATABASE ${name}`)
  const store = server.urlOf(name)
  const shared = { ...sandbox, args: [...sandbox.args, '--store', store] }
  const servers: Running[] = []
  try {
    for (let at = 0; at < size; at++) servers.push(await startServer(shared))
    const one = await loadAll(servers, seconds, () => 'default')
    const each = await loadAll(servers, seconds, (at) => `team-${at}`)
    return { processes: size, one, each }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await run(server, `DROP DATABASE ${name} WITH (FORCE)`)
  }
}

async function loadAll(
  servers: readonly Running[],
  seconds: number,
  toAccount: (at: number) => string,
): Promise<number> {
  const loads = await Promise.all(
    servers.map((server, at) => toLoad(server, toAccount(at), CONNECTIONS / servers.length)),
  )
  const rates = await Promise.all(loads.map((load, at) => loadFor(seconds, servers[at]!.pid, load)))
  return rates.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0)
}

async function toLoad(server: Running, account: string, connections: number): Promise<Load> {
  const credentials =
    account === 'default' ? toCredentials(server) : await createAccount(server, account)
  const headers = await refresh(server.baseUrl, credentials)
  return {
    url: `${server.baseUrl}/cobru/`,
    method: 'POST',
    headers,
    body: CREATE_BODY,
    connections,
  }
}

async function createAccount({ ready }: Running, id: string): Promise<Credentials> {
  const { control } = ready as { control: string }
  const made = await fetch(`${control}/_ensayo/accounts`, {
    method: 'POST',
    body: JSON.stringify({ id }),
  })
  const { credentials } = (await made.json()) as {
    credentials: { cobru: Credentials }
  }
  return credentials.cobru
}

async function run({ url }: Server, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}
