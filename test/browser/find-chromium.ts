/** Finds a Chromium for the browser tests before they start; installs one on Debian and Ubuntu. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser's executable. */
    chromium: string
  }
}

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** Hands the browser's path to the tests as `inject('chromium')`; throws when there is none. */
export function setup(project: TestProject): void {
  project.provide('chromium', findChosen() ?? findInstalled() ?? installChromium())
}

function findChosen(): string | undefined {
  const path = process.env.ENSAYO_CHROMIUM
  if (!path) return undefined
  if (isExecutable(path)) return path
  throw new Error(`ENSAYO_CHROMIUM is ${path}, which is no executable file. Correct or unset it.`)
}

function findInstalled(): string | undefined {
  return places.find(isExecutable)
}

function installChromium(): string {
  const sudo = findRootCommand()
  if (!sudo || !existsSync('/usr/bin/apt-get')) throw new Error(missing())
  console.log(
    'Browser tests: no Chromium here; installing the packages chromium and fonts-liberation',
  )
  try {
    runAsRoot(sudo, ['apt-get', 'update', '-qq'])
    runAsRoot(sudo, [
      ...['apt-get', 'install', '-y', '-qq', '--no-install-recommends'],
      ...['chromium', 'fonts-liberation'],
    ])
  } catch (cause) {
    throw new Error(missing('Installing it with apt-get failed, see above. '), { cause })
  }
  const path = findInstalled()
  if (!path) throw new Error(missing('apt-get installed no executable in a usual place. '))
  return path
}

/** What to put before a command so that root runs it; undefined when that needs a password. */
function findRootCommand(): string[] | undefined {
  if (process.getuid?.() === 0) return []
  try {
    execFileSync('sudo', ['-n', 'true'], { stdio: 'ignore' })
    return ['sudo', '-n']
  } catch {
    return undefined
  }
}

function runAsRoot(sudo: string[], command: string[]): void {
  const [file = '', ...args] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', ...command]
  execFileSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000 })
}

const missing = (what = '') =>
  `The browser tests found no Chromium. ${what}Install Chromium or Chrome (Debian, Ubuntu: ` +
  'sudo apt-get install chromium), or set ENSAYO_CHROMIUM to the path of its executable. ' +
  'The other tests run without: npx vitest run --project unit --project contracts.'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
