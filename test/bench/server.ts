/** Starts the two servers of the benchmark as processes of their own, and reads what they weigh. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export interface Contestant {
  name: 'sandbox' | 'bare'
  /** Arguments for `node`. */
  args: string[]
  /** Takes the base URL from the line that is printed once everything listens. */
  toBaseUrl: (line: unknown) => string
}

export interface Running {
  name: Contestant['name']
  baseUrl: string
  /** The line itself. */
  ready: unknown
  pid: number
  stop(): Promise<void>
}

/** Spawns a server and waits for its line. */
export async function startServer({ name, args, toBaseUrl }: Contestant): Promise<Running> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ready = await readFirstLine(child, name)
  return {
    name,
    baseUrl: toBaseUrl(ready),
    ready,
    pid: child.pid!,
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function readFirstLine(child: ChildProcess, name: string): Promise<unknown> {
  const lines = createInterface({ input: child.stdout! })
  for await (const line of lines) {
    // Whatever else is printed must not fill the pipe.
    child.stdout!.resume()
    return JSON.parse(line)
  }
  throw new Error(`The ${name} server ended before it listened`)
}

/** Resident memory in megabytes. */
export function residentMb(pid: number): number {
  if (process.platform === 'linux') {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}
