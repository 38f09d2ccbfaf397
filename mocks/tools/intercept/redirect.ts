/**
 * What leads the clients of a command to the proxy, as files and variables for the command alone.
 * What its user has set is kept and extended.
 */
import { delimiter, join } from 'node:path'
import type { Environment } from './environment.ts'
import { type InterceptHosts, judgeHost } from './hosts.ts'
import { toNodePreload } from './node-preload.ts'
import { toPythonPreload } from './python-preload.ts'
import { addWords, type Equipment, quote } from './trust.ts'

/** Set for an intercepted command; says where its requests go. */
export const INTERCEPT_VARIABLE = 'ENSAYO_INTERCEPT'

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** Proxy variables for those who read them, preloads for Node and Python, options for Java. */
export function redirectClients(
  folder: string,
  { hosts, port }: { hosts: InterceptHosts; port: number },
  env: Environment,
): Equipment {
  const proxy = `http://127.0.0.1:${port}`
  const direct = toDirectHosts(hosts, env)
  return {
    files: {
      'preload.cjs': toNodePreload(hosts, port),
      'python/sitecustomize.py': toPythonPreload(hosts, port),
    },
    variables: {
      [INTERCEPT_VARIABLE]: proxy,
      ...inBothCases({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: direct.join(',') }),
      NODE_OPTIONS: addWords(env.NODE_OPTIONS, '--require', quote(join(folder, 'preload.cjs'))),
      PYTHONPATH: [join(folder, 'python'), env.PYTHONPATH].filter(Boolean).join(delimiter),
      JAVA_TOOL_OPTIONS: addWords(env.JAVA_TOOL_OPTIONS, ...toJavaOptions(port, direct)),
    },
  }
}

/** Loopback, and of the user's own exceptions those that lead to no public host. */
function toDirectHosts(hosts: InterceptHosts, env: Environment): string[] {
  const own = [env.NO_PROXY, env.no_proxy].flatMap((text) => text?.split(/[\s,]+/) ?? [])
  const isHarmless = (entry: string) => {
    const host = entry.replace(/^\*?\./, '').replace(/\/(?:[89]|\d{2,3})$/, '')
    return host !== '' && host !== '*' && judgeHost(host, hosts).kind === 'pass'
  }
  return [...new Set([...LOOPBACK, ...own.filter(isHarmless)])]
}

function inBothCases(variables: Record<string, string>): Record<string, string> {
  const entries = Object.entries(variables)
  return Object.fromEntries([
    ...entries,
    ...entries.map(([name, value]) => [name.toLowerCase(), value]),
  ])
}

function toJavaOptions(port: number, direct: readonly string[]): string[] {
  const open = ['127.*', '[::1]', ...direct.map((host) => host.replace(/^\./, '*.'))].join('|')
  return [
    ...['http', 'https'].flatMap((scheme) => [
      `-D${scheme}.proxyHost=127.0.0.1`,
      `-D${scheme}.proxyPort=${port}`,
    ]),
    `-Dhttp.nonProxyHosts=${open}`,
  ]
}
