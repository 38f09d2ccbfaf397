/** A real PostgreSQL for tests: the machine's own program, or Debian's, on a socket in a folder. */
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { find, findOrInstall, type Wanted } from '../install.ts'

const VERSIONS = Array.from({ length: 12 }, (_, at) => 24 - at)

const INITDB: Wanted = {
  name: 'PostgreSQL',
  packages: ['postgresql'],
  places: [
    ...VERSIONS.map((version) => `/usr/lib/postgresql/${version}/bin/initdb`),
    ...VERSIONS.map((version) => `/opt/homebrew/opt/postgresql@${version}/bin/initdb`),
    '/usr/local/pgsql/bin/initdb',
    '/usr/bin/initdb',
    '/usr/local/bin/initdb',
  ],
}

/** Room for several processes of ten connections each. */
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'max_connections=300', 'listen_addresses=']

/** Who runs it: `initdb` refuses root. Undefined: whoever runs the tests. */
interface User {
  uid: number
  gid: number
}

export interface Server {
  /** Of a database that is there, from which others are made. */
  url: string
  /** Of one of that name. */
  urlOf(name: string): string
}

/** The server of this run. Whoever asks first starts it. */
export async function startServer(folder: string): Promise<Server> {
  return toServer(process.env.ENSAYO_TEST_POSTGRES || (await startOnce(folder)))
}

function toServer(url: string): Server {
  if (!URL.canParse(url)) {
    throw new Error(`ENSAYO_TEST_POSTGRES is ${url}, which is no address. Correct or unset it.`)
  }
  const urlOf = (name: string) => {
    const named = new URL(url)
    named.pathname = `/${name}`
    return named.href
  }
  return { url, urlOf }
}

async function startOnce(folder: string): Promise<string> {
  const done = join(folder, 'done')
  if (takes(join(folder, 'lock'))) {
    try {
      writeFileSync(done, begin(folder))
    } catch (error) {
      writeFileSync(join(folder, 'failed'), String((error as Error).message))
      throw error
    }
  }
  while (!existsSync(done)) {
    const failed = join(folder, 'failed')
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
    await sleep(50)
  }
  return readFileSync(done, 'utf8')
}

export function stopServer(folder: string): void {
  const data = join(folder, 'data')
  if (!existsSync(join(data, 'postmaster.pid'))) return
  run(['pg_ctl', 'stop', '-D', data, '-m', 'immediate'])
}

function takes(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

function begin(folder: string): string {
  findInitdb()
  const user = findUser()
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (user) {
    chownSync(data, user.uid, user.gid)
    chownSync(folder, user.uid, user.gid)
  }
  run(['initdb', '-D', data, '-U', 'ensayo', '-A', 'trust', '-E', 'UTF8', '--no-sync'])
  const settings = [...SETTINGS, `unix_socket_directories=${folder}`].map((each) => `-c ${each}`)
  const log = join(data, 'server.log')
  run(['pg_ctl', 'start', '-w', '-D', data, '-l', log, '-o', settings.join(' ')])
  return `postgres://ensayo@localhost/postgres?host=${folder}`
}

function findInitdb(): string {
  const path = find(INITDB)
  if (path) return path
  try {
    return findOrInstall(INITDB)
  } catch (cause) {
    throw new Error(
      `The tests of PostgreSQL found none: ${(cause as Error).message} Or set ENSAYO_TEST_POSTGRES to the address of a database whose user may create others.`,
      { cause },
    )
  }
}

function run([program = '', ...args]: string[]): void {
  const user = findUser()
  execFileSync(join(dirname(findInitdb()), program), args, {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'inherit'],
    ...user,
  })
}

function findUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no other user here.')
}
