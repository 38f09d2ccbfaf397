/** What never goes through a proxy, whatever the environment says. */

const LOOPBACK = ['localhost', '127.0.0.1', '::1']

/** The environment as the user has it: what a command of theirs is given. */
const own = { ...process.env }

/** For a command: the user's exceptions, and loopback, where the sandbox is. */
export function toProxyExceptions(): { NO_PROXY: string; no_proxy: string } {
  const given = [own.NO_PROXY, own.no_proxy].flatMap((text) => text?.split(/[\s,]+/) ?? [])
  const all = [...new Set([...given.filter(Boolean), ...LOOPBACK])].join(',')
  return { NO_PROXY: all, no_proxy: all }
}

/**
 * Takes this process's calls past every proxy: those to a sandbox, and notifications to receivers
 * here. Node asks the variable again at each call, and `NODE_USE_ENV_PROXY` may be set.
 */
export function avoidProxies(): void {
  Object.assign(process.env, { NO_PROXY: '*', no_proxy: '*' })
}
