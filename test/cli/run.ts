/** Runs the command line as a person would: as a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, globSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the build is made of. */
const SOURCES = ['mocks/**/*.{ts,yaml}', 'contracts/**/*.ts', 'specs/*.{yaml,json}']

const root = join(import.meta.dirname, '../..')

/** Whether nobody has edited anything since the build. */
const isBuilt =
  existsSync(join(root, 'dist/cli.js')) && newestOf(SOURCES) < changedAt('dist/cli.js')

/** The built program, which starts five times as fast, or else the sources. */
export const cli = join(root, isBuilt ? 'dist/cli.js' : 'mocks/cli.ts')

/** How it calls itself. */
export const PROGRAM = 'npx --no-install ensayo'

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Nothing listens there: port 1 needs rights that a test does not have. */
export const NOWHERE = 'http://127.0.0.1:1'

/** Starts `ensayo …`; the environment's own ENSAYO_ variables do not count. */
export function spawnCli(words: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...words], {
    env: { ...toCleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  const heard = new EventTarget()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    heard.dispatchEvent(new Event('text'))
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  /** Resolves with everything printed so far once it holds the text. */
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => stdout.includes(text) && resolve(stdout)
      heard.addEventListener('text', look)
      finished.then(() => reject(new Error(`It ended without "${text}": ${stdout}${stderr}`)))
      look()
    })
  return { child, finished, printed }
}

/** Runs `ensayo …` to its end. */
export function runCli(words: string[], env?: Record<string, string>): Promise<Finished> {
  return spawnCli(words, env).finished
}

/** Runs `ensayo …` with its output in a file or device. */
export function runCliInto(path: string, words: string[]) {
  const file = openSync(path, 'w')
  const { status, stderr } = spawnSync(process.execPath, [cli, ...words], {
    env: toCleanEnv(),
    stdio: ['ignore', file, 'pipe'],
    encoding: 'utf8',
  })
  closeSync(file)
  return { code: status, stderr }
}

function toCleanEnv(): Record<string, string | undefined> {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('ENSAYO_'))
  return { ...Object.fromEntries(clean), NO_COLOR: '1' }
}

function newestOf(patterns: string[]): number {
  return Math.max(...globSync(patterns, { cwd: root }).map(changedAt))
}

function changedAt(file: string): number {
  return statSync(join(root, file)).mtimeMs
}
