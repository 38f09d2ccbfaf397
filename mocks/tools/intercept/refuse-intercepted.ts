/** A real target and an intercepted command exclude each other. */
import { EnsayoError } from '../../base/errors.ts'
import type { Environment } from './environment.ts'
import { judgeHost } from './hosts.ts'
import { INTERCEPT_VARIABLE } from './redirect.ts'

const NOBODY = { providers: new Map<string, string>(), allowed: new Set<string>() }

/**
 * Throws `OPTION_INVALID` when a public address is asked for inside `exec --intercept`, where a sandbox
 * would answer in its place. `flag` is where the address was given; without one it is public.
 */
export function refuseIntercepted(flag: string, url: string | undefined, env: Environment): void {
  if (!env[INTERCEPT_VARIABLE]) return
  const host = URL.parse(url ?? '')?.hostname
  if (host !== undefined && judgeHost(host, NOBODY).kind === 'pass') return
  throw new EnsayoError(
    'OPTION_INVALID',
    `${flag}: ${url ?? 'the real sandbox'} cannot be reached here, for "exec --intercept" answers in its place. Run this command outside of it.`,
  )
}
