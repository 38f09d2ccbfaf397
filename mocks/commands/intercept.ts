/** `--intercept`, of `start` and `exec`. */
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { Engine } from '../sandbox/engine/engine.ts'
import type { Environment } from '../tools/intercept/environment.ts'
import type { Interception } from '../tools/intercept/intercept.ts'
import { collect } from './common.ts'
import { toProxyExceptions } from './proxy-exceptions.ts'

export interface InterceptFlags {
  intercept?: boolean
  interceptAllow?: string[]
}

export function addInterceptOptions(command: Command): Command {
  return command
    .option(
      '--intercept',
      'requests to the providers’ own hosts arrive here; other hosts are refused',
    )
    .option('--intercept-allow <host>', 'host to let through, repeatable', collect)
}

/** Begins it when it is asked for; what it needs is loaded then. */
export async function openIntercept(
  engine: Engine,
  { intercept, interceptAllow: allow }: InterceptFlags,
  env: Environment = { ...process.env, ...toProxyExceptions() },
): Promise<Interception | undefined> {
  if (!intercept) {
    if (allow === undefined) return undefined
    throw new EnsayoError(
      'OPTION_INVALID',
      '--intercept-allow: nothing is intercepted. Add --intercept, or leave it out.',
    )
  }
  const { startIntercept } = await import('../tools/intercept/intercept.ts')
  return startIntercept({
    engine,
    env,
    warn: (line) => process.stderr.write(`ensayo: ${line}\n`),
    ...(allow === undefined ? {} : { allow }),
  })
}

/** A command whose requests nobody saw may be one that cannot be intercepted; says which those are. */
export function warnUnseen(engine: Engine, interception: Interception | undefined): void {
  if (interception === undefined || interception.refused.size > 0) return
  if (engine.health().counts.requests > 0) return
  process.stderr.write(`ensayo: --intercept: no request was seen. ${NOT_CAUGHT}\n`)
}

const NOT_CAUGHT =
  'If the command did make some, its client is one that cannot be caught: Node with its own `ca` option, Python with `trust_env=False` and uvloop, PHP streams (`file_get_contents`), Java or .NET code that refuses a proxy, Go’s bare `http.Transport{}`, or a program that clears its environment. docs/intercept.md has a way for each.'
