/** Load from a process of its own, so that the server has a core to itself. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { processorMs } from './server.ts'

const autocannon = join(import.meta.dirname, '../../node_modules/autocannon/autocannon.js')

export interface Load {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
  connections?: number
}

export interface Rate {
  requestsPerSecond: number
  p99Ms: number
  /**
   * Processor time of the server per request, where the system tells it. Unlike the rate it does not
   * depend on how fast the load comes or what else runs.
   */
  microsPerRequest: number | undefined
  /** Requests that were answered. */
  answered: number
}

interface Result {
  requests: { average: number; total: number; sent: number }
  latency: { p99: number }
  errors: number
  timeouts: number
  non2xx: number
}

/** Sends as fast as answers come, for a time. Throws unless every answer is good. */
export async function loadFor(seconds: number, pid: number, load: Load): Promise<Rate> {
  const before = processorMs(pid)
  const { requests, latency } = await fire(['--duration', String(seconds)], load)
  const after = processorMs(pid)
  const isKnown = before !== undefined && after !== undefined
  return {
    requestsPerSecond: requests.average,
    p99Ms: latency.p99,
    microsPerRequest: isKnown ? ((after - before) * 1000) / requests.total : undefined,
    answered: requests.total,
  }
}

/** Sends a number of requests. Throws unless every answer is good. */
export async function loadTimes(count: number, load: Load): Promise<void> {
  await fire(['--amount', String(count)], load)
}

async function fire(extent: string[], load: Load): Promise<Result> {
  const { url, method, headers, body, connections = 64 } = load
  const sent = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}=${value}`])
  const args = ['--json', '--connections', String(connections), '--method', method, ...sent]
  if (body !== undefined) args.push('--body', body)
  const run = await promisify(execFile)(process.execPath, [autocannon, ...args, ...extent, url])
  const result = JSON.parse(run.stdout) as Result
  const bad = result.errors + result.timeouts + result.non2xx
  if (bad > 0) throw new Error(`${bad} of ${result.requests.total} answers to ${url} were not good`)
  return result
}
