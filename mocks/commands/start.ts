/** `ensayo start`: serves until Ctrl-C. */
import type { Command } from 'commander'
import type { Engine } from '../sandbox/engine/engine.ts'
import { type StartConfig, type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import type { Interception } from '../tools/intercept/intercept.ts'
import { toBanner } from './banner.ts'
import { addExamples } from './common.ts'
import { toText } from './env.ts'
import { toEventLine } from './event-line.ts'
import { addInterceptOptions, type InterceptFlags, openIntercept } from './intercept.ts'
import { print } from './output.ts'
import { startSandbox } from './sandbox.ts'
import { addStartOptions } from './start-options.ts'
import { waitForStop } from './wait-for-stop.ts'

interface Flags extends StartFlags, InterceptFlags {
  quiet?: boolean
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('start')
    .description('serve the providers; prints base URLs and credentials')
  addInterceptOptions(addStartOptions(command, 'default 4800'))
    .option('--quiet', 'no line per request')
    .option('--json', 'print one JSON line when everything listens, and nothing else')
    .action(start)
  addExamples(
    command,
    'start',
    'start --provider cobru --profile cobru=legacy --time-rate 60',
    'start --port 0 --json',
  )
}

async function start(flags: Flags): Promise<void> {
  const config = toStartConfig(flags, process.env)
  const { engine, close } = await startSandbox(config)
  const stopped = waitForStop()
  let interception: Interception | undefined
  try {
    interception = await openIntercept(engine, flags)
    tell(engine, config, flags, interception?.variables)
    await stopped
    if (!flags.json) print('\nStopped.')
  } finally {
    await interception?.close()
    await close()
  }
}

function tell(
  engine: Engine,
  config: StartConfig,
  flags: Flags,
  intercept: Record<string, string> | undefined,
): void {
  if (flags.json) {
    const health = engine.health()
    print(JSON.stringify(intercept === undefined ? health : { ...health, intercept }))
    return
  }
  print(toBanner(engine, config))
  if (intercept !== undefined) print(toInterceptText(intercept))
  if (!flags.quiet) engine.subscribe((event) => print(toEventLine(event)))
}

/** To be copied into the shell that runs what is to be intercepted. */
function toInterceptText(variables: Record<string, string>): string {
  const lines = toText(variables, 'shell').split('\n')
  return [
    '  Intercept, in the shell of your program',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n')
}
