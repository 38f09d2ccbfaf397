/** The file keeper beside memory: payments a second at 64 connections, and a restart with many of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CREATE_BODY, refresh, toCredentials } from './cobru.ts'
import { type Load, loadFor, loadTimes } from './load.ts'
import { type Contestant, type Running, startServer } from './server.ts'

export interface Keeping {
  /** Payments a second. */
  memory: number
  file: number
  /** Payments in the folder when it was started again. */
  payments: number
  /** From spawn to the first good answer. */
  restartMs: number
  /** Bytes alive for each payment that is remembered, journal aside. */
  bytesPerPayment: number
}

/** Takes turns, so that noise is shared. */
export async function measureKeeping(
  sandbox: Contestant,
  { rounds, seconds, payments }: { rounds: number; seconds: number; payments: number },
): Promise<Keeping> {
  const folder = mkdtempSync(join(tmpdir(), 'ensayo-bench-'))
  const kept = { ...sandbox, args: [...sandbox.args, '--data', folder] }
  const rates = { memory: [] as number[], file: [] as number[] }
  let made = 0
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of ['memory', 'file'] as const) {
        const server = await startServer(name === 'file' ? kept : sandbox)
        const rate = await loadFor(seconds, server.pid, await toLoad(server))
        rates[name].push(rate.requestsPerSecond)
        if (name === 'file') made += rate.answered
        await server.stop()
      }
    }
    made += await fill(kept, payments - made)
    return {
      memory: median(rates.memory),
      file: median(rates.file),
      payments: made,
      restartMs: await restart(kept),
      bytesPerPayment: await weigh(sandbox),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function toKeepingText(keeping: Keeping): string {
  const { memory, file, payments, restartMs, bytesPerPayment } = keeping
  const share = Math.round((100 * file) / memory)
  return [
    `POST /cobru/ a second at 64 connections: memory ${memory.toFixed(0)}, file ${file.toFixed(0)} (${share} %)`,
    `restart with ${payments} payments to the first answer: ${restartMs.toFixed(0)} ms`,
    `memory of a payment that is remembered: ${bytesPerPayment.toFixed(0)} bytes`,
  ].join('\n')
}

async function fill(kept: Contestant, missing: number): Promise<number> {
  if (missing <= 0) return 0
  const server = await startServer(kept)
  await loadTimes(missing, await toLoad(server))
  await server.stop()
  return missing
}

async function restart(kept: Contestant): Promise<number> {
  const spawnedAt = performance.now()
  const server = await startServer(kept)
  await refresh(server.baseUrl, toCredentials(server))
  const ms = performance.now() - spawnedAt
  await server.stop()
  return ms
}

/** Payments over which the growth is measured, after as many to warm up. */
const WEIGHED = 20_000

async function weigh(sandbox: Contestant): Promise<number> {
  const args = [...sandbox.args, '--max-records', String(3 * WEIGHED), '--max-entries', '10']
  const server = await startServer({ ...sandbox, args }, { inspected: true })
  const load = await toLoad(server)
  await loadTimes(WEIGHED, load)
  const before = await server.readLiveMb()
  await loadTimes(WEIGHED, load)
  const after = await server.readLiveMb()
  await server.stop()
  return ((after - before) * 1024 * 1024) / WEIGHED
}

async function toLoad(server: Running): Promise<Load> {
  const headers = await refresh(server.baseUrl, toCredentials(server))
  return { url: `${server.baseUrl}/cobru/`, method: 'POST', headers, body: CREATE_BODY }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
