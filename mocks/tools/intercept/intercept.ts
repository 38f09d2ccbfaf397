/**
 * Interception: the requests of one command to the providers' own hosts are answered by a sandbox of
 * this process. Nothing on the machine changes; only the command's environment knows.
 */
import { listBuiltIn, loadSpec } from '../../dialect/load.ts'
import type { Spec } from '../../dialect/types.ts'
import type { Engine } from '../../sandbox/engine/engine.ts'
import { createAuthority } from './authority.ts'
import type { Environment } from './environment.ts'
import { createFolder } from './folder.ts'
import { type InterceptHosts, toAllowedHosts, toProviderHosts } from './hosts.ts'
import { startProxy } from './proxy.ts'
import { redirectClients } from './redirect.ts'
import { trustAuthority } from './trust.ts'

export interface InterceptOptions {
  engine: Engine
  /** Public hosts that the command may reach. */
  allow?: readonly string[]
  /** What the command would run with otherwise. */
  env: Environment
  /** Told of each host that is refused, once. */
  warn(line: string): void
}

export interface Interception {
  /** For the command, over its environment. */
  variables: Record<string, string>
  hosts: InterceptHosts
  /** Those that it was asked for and did not let through. */
  refused: ReadonlySet<string>
  close(): Promise<void>
}

/** Longer than any run lasts; the key is gone by then. */
const LIFE_DAYS = 30

/** Begins it. Throws `OPTION_INVALID` or `PRODUCTION_REFUSED` on a host that cannot be allowed. */
export async function startIntercept(options: InterceptOptions): Promise<Interception> {
  const { engine, allow = [], env } = options
  const hosts = await toHosts(engine, allow)
  const names = [...hosts.providers.keys()]
  const authority = await createAuthority({
    title: 'Ensayo intercept DO NOT TRUST',
    limits: { names, addresses: [] },
    days: LIFE_DAYS,
  })
  const refused = new Set<string>()
  const proxy = await startProxy({
    engine,
    hosts,
    certificate: await authority.issue(names, LIFE_DAYS),
    onRefused: (host, sentence) => {
      if (!refused.has(host)) options.warn(sentence)
      refused.add(host)
    },
  })
  const folder = createFolder()
  const trust = trustAuthority(folder.path, authority.certificate, env)
  const ways = { hosts, port: proxy.port }
  const redirect = redirectClients(folder.path, ways, { ...env, ...trust.variables })
  folder.write({ ...trust.files, ...redirect.files })
  return {
    variables: { ...trust.variables, ...redirect.variables },
    hosts,
    refused,
    close: async () => {
      folder.remove()
      await proxy.close()
    },
  }
}

async function toHosts(engine: Engine, allow: readonly string[]): Promise<InterceptHosts> {
  const served = [...engine.providers.values()].map(({ spec }) => spec)
  const providers = toProviderHosts(served)
  // A provider that is not served is a real one all the same.
  const builtIn: Spec[] = allow.length === 0 ? [] : await Promise.all(listBuiltIn().map(loadSpec))
  return { providers, allowed: toAllowedHosts(allow, toProviderHosts([...builtIn, ...served])) }
}
