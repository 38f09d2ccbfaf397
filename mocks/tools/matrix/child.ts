/** The user's command as a process of its own, with everything it starts. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { StringDecoder } from 'node:string_decoder'
import type { RealTime } from '../../core/clock/system.ts'

export interface ChildResult {
  outcome: 'passed' | 'failed' | 'timed out'
  /** Undefined when a signal ended it. */
  exitCode: number | undefined
  durationMs: number
  /** The last `MAX_OUTPUT` characters of stdout and stderr, as they came. */
  output: string
}

export interface ChildOptions {
  command: readonly string[]
  env: Record<string, string>
  timeoutMs: number
  real: RealTime
  /** Ends the command and everything it started. */
  signal: AbortSignal
}

const MAX_OUTPUT = 64 * 1024

/** From the polite signal to the one that cannot be refused. */
const GRACE_MS = 2_000

/** What holds the pipes open after the end, and is beyond our reach, is not waited for. */
const DRAIN_MS = 500

/** Runs the command to its end. Rejects when it cannot be started, and when the signal is aborted. */
export async function runChild(options: ChildOptions): Promise<ChildResult> {
  const { command, env, timeoutMs, real, signal } = options
  signal.throwIfAborted()
  const startedMs = real.monotonicMs()
  const [file, ...args] = command
  const child = spawn(file!, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // A group of its own, so that whatever it starts can be ended with it.
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  })
  const read = readTail(child)
  let isLate = false
  const stop = () => endTree(child, real)
  const cancel = real.setTimer(timeoutMs, () => {
    isLate = true
    stop()
  })
  signal.addEventListener('abort', stop)
  try {
    const exitCode = await ended(child, real)
    signal.throwIfAborted()
    const outcome = isLate ? 'timed out' : exitCode === 0 ? 'passed' : 'failed'
    return { outcome, exitCode, durationMs: real.monotonicMs() - startedMs, output: read() }
  } finally {
    cancel()
    signal.removeEventListener('abort', stop)
  }
}

/** Resolves with the exit code once the process is gone and what it wrote is read. */
async function ended(child: ChildProcess, real: RealTime): Promise<number | undefined> {
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  // What it left behind would keep the pipes and its ports.
  signalTree(child, 'SIGKILL')
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const cancel = real.setTimer(DRAIN_MS, resolve, { keepsAlive: true })
  await Promise.race([closed, late])
  cancel()
  child.stdout?.destroy()
  child.stderr?.destroy()
  return code ?? undefined
}

function endTree(child: ChildProcess, real: RealTime): void {
  signalTree(child, 'SIGTERM')
  const cancel = real.setTimer(GRACE_MS, () => signalTree(child, 'SIGKILL'), { keepsAlive: true })
  child.once('exit', cancel)
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // Nobody of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Keeps the end of both streams, in the order of arrival. */
function readTail(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    const decoder = new StringDecoder('utf8')
    stream.on('data', (chunk: Buffer) => {
      text = (text + decoder.write(chunk)).slice(-MAX_OUTPUT)
    })
  }
  return () => text
}
