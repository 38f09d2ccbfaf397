/** Processes of the command line that share a database, behind one address. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Health } from '../../mocks/index.ts'
import { type Balancer, createBalancer } from './balancer.ts'

export interface Member {
  pid: number
  health: Health
  /** Base URL of its own control port. */
  url: string
  kill(signal?: NodeJS.Signals): void
  ended: Promise<void>
}

export interface Cluster extends AsyncDisposable {
  /** Of the balancer before the control ports. */
  url: string
  /** Provider → address of the balancer before its ports. */
  providers: Record<string, string>
  members: Member[]
  /** Ends one for good, as `kill -9` does. */
  kill(member: Member): Promise<void>
  /** Starts one more. */
  add(): Promise<Member>
}

export interface ClusterOptions {
  store: string
  size: number
  /** Further words of the command line. */
  words?: readonly string[]
  /** Of the first member alone. */
  env?: Record<string, string>
}

const cli = join(import.meta.dirname, '../../mocks/cli.ts')

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const balancer = await createBalancer()
  const balancers = new Map<string, Balancer>()
  const members: Member[] = []
  const add = async (env: Record<string, string> = {}): Promise<Member> => {
    const member = await startMember(options, env)
    members.push(member)
    balancer.servers.push(member.url)
    for (const [name, { baseUrl }] of Object.entries(member.health.providers)) {
      const own = balancers.get(name) ?? (await createBalancer())
      balancers.set(name, own)
      own.servers.push(baseUrl)
      cluster.providers[name] = own.url
    }
    return member
  }
  const cluster: Cluster = {
    url: balancer.url,
    providers: {},
    members,
    add,
    async kill(member) {
      leave(balancer, member.url)
      for (const [name, { baseUrl }] of Object.entries(member.health.providers)) {
        leave(balancers.get(name)!, baseUrl)
      }
      member.kill('SIGKILL')
      await member.ended
      members.splice(members.indexOf(member), 1)
    },
    async [Symbol.asyncDispose]() {
      for (const member of members) member.kill('SIGKILL')
      await Promise.all(members.map(({ ended }) => ended))
      for (const each of [balancer, ...balancers.values()]) await each[Symbol.asyncDispose]()
    },
  }
  try {
    await add(options.env)
    await Promise.all(Array.from({ length: options.size - 1 }, () => add()))
  } catch (error) {
    await cluster[Symbol.asyncDispose]()
    throw error
  }
  return cluster
}

function leave(balancer: Balancer, gone: string): void {
  balancer.servers = balancer.servers.filter((url) => url !== gone)
}

async function startMember(
  { store, words = [] }: ClusterOptions,
  env: Record<string, string>,
): Promise<Member> {
  const all = [...[cli, 'start', '--port', '0', '--json', '--store', store], ...words]
  const child = spawn(process.execPath, all, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const health = JSON.parse(await readLine(child)) as Health
  return {
    pid: child.pid!,
    health,
    url: health.control,
    kill: (signal = 'SIGKILL') => child.kill(signal),
    ended,
  }
}

async function readLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const piece of child.stdout!) {
    text += piece
    if (text.includes('\n')) return text
  }
  throw new Error('A sandbox ended before it was ready')
}
