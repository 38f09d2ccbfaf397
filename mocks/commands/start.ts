/** `ensayo start`: serves until Ctrl-C. */
import type { Command } from 'commander'
import { type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import { toBanner } from './banner.ts'
import { addExamples } from './common.ts'
import { toEventLine } from './event-line.ts'
import { print } from './output.ts'
import { startSandbox } from './sandbox.ts'
import { addStartOptions } from './start-options.ts'
import { waitForStop } from './wait-for-stop.ts'

interface Flags extends StartFlags {
  quiet?: boolean
  json?: boolean
}

export function define(program: Command): void {
  const command = program
    .command('start')
    .description('serve the providers; prints base URLs and credentials')
  addStartOptions(command, 'default 4800')
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
  if (flags.json) {
    print(JSON.stringify(engine.health()))
  } else {
    print(toBanner(engine, config))
    if (!flags.quiet) engine.subscribe((event) => print(toEventLine(event)))
  }
  await stopped
  if (!flags.json) print('\nStopped.')
  await close()
}
