/** Whether requests find their way: proxies, variables of clients, receivers of notifications. */
import { lookup } from 'node:dns/promises'
import { isLoopback } from '../../base/hosts.ts'
import { listBuiltIn } from '../../dialect/load.ts'
import type { StartConfig } from '../../sandbox/server/config.ts'
import { type Finding, ok, problem, warning } from './finding.ts'

type Environment = Record<string, string | undefined>

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy']

/** A proxy that is asked for loopback addresses answers in the place of the sandbox. */
export function checkProxies(env: Environment): Finding {
  const name = PROXIES.find((each) => env[each])
  if (name === undefined) return ok('proxy', 'No proxy is set for plain HTTP.')
  const exceptions = `${env.NO_PROXY ?? ''},${env.no_proxy ?? ''}`.split(/[\s,]+/)
  const missing = ['localhost', '127.0.0.1'].filter((host) => !exceptions.includes(host))
  if (exceptions.includes('*') || missing.length === 0) {
    return ok('proxy', `${name} is set, and loopback is excepted.`)
  }
  return warning(
    'proxy',
    `${name} is set, and NO_PROXY does not except ${missing.join(' and ')}: clients may ask the proxy for the sandbox.`,
    'Set NO_PROXY=localhost,127.0.0.1,::1. "ensayo exec" does so for its command.',
  )
}

/** Base URLs of clients that lead somewhere else. */
export function checkEnvironment(env: Environment): Finding[] {
  const names = listBuiltIn().map((name) => `${name.toUpperCase()}_BASE_URL`)
  return [...names, 'ENSAYO_URL'].flatMap((name) => {
    const value = env[name]
    if (!value) return []
    const host = URL.parse(value)?.hostname.replace(/^\[|\]$/g, '')
    if (host === undefined)
      return [
        problem(
          'environment',
          `${name} is "${value}", which is not a URL.`,
          'Unset it, or give a URL like http://127.0.0.1:4801.',
        ),
      ]
    if (isLoopback(host) || !host.includes('.'))
      return [ok('environment', `${name} leads to ${host}.`)]
    return [
      warning(
        'environment',
        `${name} leads to ${host}, which is not this machine.`,
        'Unset it where clients are to reach the sandbox: "ensayo env" prints what it should be.',
      ),
    ]
  })
}

/** Whether the name by which others reach the sandbox is one that this machine knows. */
export async function checkNames({ publicUrl, tls }: StartConfig): Promise<Finding[]> {
  const outside = URL.parse(publicUrl ?? '')?.hostname ?? ''
  const names = new Set([outside, ...(tls?.names ?? [])].filter((name) => /^[\w.-]+$/.test(name)))
  return Promise.all([...names].map(checkName))
}

async function checkName(name: string): Promise<Finding> {
  try {
    const { address } = await lookup(name)
    return ok('names', `${name} leads to ${address}.`)
  } catch {
    const cure = `Add it to the hosts file, like "127.0.0.1 ${name}", or make it known to DNS where clients run.`
    return warning('names', `${name} is not known on this machine.`, cure)
  }
}

/** Receivers that are named but cannot be meant. */
export function checkForwards({
  engine: { forward = {}, allowHosts = [] },
}: StartConfig): Finding[] {
  const both = allowHosts.filter((host) => forward[host] !== undefined)
  return both.map((host) =>
    warning(
      'notifications',
      `${host} is allowed and forwarded; it is forwarded.`,
      'Keep one of the two.',
    ),
  )
}
