/** Starts the two servers of the benchmark as processes of their own, and reads what they use. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  /** Megabytes alive after a garbage collection; only of a server started as `inspected`. */
  readLiveMb(): Promise<number>
  /** Promises made since it was first asked; only of a server started as `inspected`. */
  countPromises(): Promise<number>
  stop(): Promise<void>
}

/** Spawns a server and waits for its line. */
export async function startServer(
  contestant: Contestant,
  { inspected = false } = {},
): Promise<Running> {
  const { name, args, toBaseUrl } = contestant
  const extra = ['--expose-gc', '--import', join(import.meta.dirname, 'inspect.ts')]
  const child = spawn(process.execPath, inspected ? [...extra, ...args] : args, {
    stdio: ['ignore', 'pipe', 'inherit', ...(inspected ? (['ipc'] as const) : [])],
  })
  const ready = await readFirstLine(child, name)
  const ask = async (question: 'heap' | 'promises'): Promise<number> => {
    child.send(question)
    const [answer] = (await once(child, 'message')) as [number]
    return answer
  }
  return {
    name,
    baseUrl: toBaseUrl(ready),
    ready,
    pid: child.pid!,
    readLiveMb: async () => (await ask('heap')) / 1024 / 1024,
    countPromises: () => ask('promises'),
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

/** Processor time used so far, in milliseconds; undefined where the system does not say. */
export function processorMs(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  // After the name, which may hold spaces: utime and stime are the 12th and 13th, in ticks of 10 ms.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
