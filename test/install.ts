/** Programs that tests run: found where they are, or installed on Debian and Ubuntu. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Wanted {
  /** What it is called in messages. */
  name: string
  /** The program, looked for in PATH, or paths where it may be. */
  places: string | readonly string[]
  /** Debian's packages that bring it. */
  packages: readonly string[]
  /** Whether the one found does; default: any. */
  works?(path: string): boolean
}

/** Path of the program; installs its packages when there is none. Throws when it cannot. */
export function findOrInstall(wanted: Wanted): string {
  return find(wanted) ?? install(wanted)
}

/** Path of the program, where it is already. */
export function find({ places, works = () => true }: Wanted): string | undefined {
  return toPaths(places).find((path) => isExecutable(path) && works(path))
}

function install(wanted: Wanted): string {
  const { name, packages } = wanted
  const sudo = findRootCommand()
  const how = `Install it (Debian, Ubuntu: sudo apt-get install ${packages.join(' ')}).`
  if (!sudo || !existsSync('/usr/bin/apt-get')) throw new Error(`There is no ${name}. ${how}`)
  console.log(`There is no ${name} here; installing ${packages.join(' ')}`)
  try {
    runAsRoot(sudo, ['apt-get', 'update', '-qq'])
    runAsRoot(sudo, [
      ...['apt-get', 'install', '-y', '-qq', '--no-install-recommends'],
      ...['-o', 'DPkg::Lock::Timeout=300', ...packages],
    ])
  } catch (cause) {
    throw new Error(`apt-get did not install ${name}, see above. ${how}`, { cause })
  }
  const path = find(wanted)
  if (path !== undefined) return path
  throw new Error(`apt-get installed no ${name} in a usual place. ${how}`)
}

function toPaths(places: string | readonly string[]): string[] {
  if (typeof places !== 'string') return [...places]
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, places))
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

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
