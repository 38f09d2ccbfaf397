/** `ensayo start`: serves until Ctrl-C. */
import type { Command } from 'commander'
import { systemTime } from '../core/clock/system.ts'
import { type ConfigFlags, fillFlags, loadConfig } from '../sandbox/config/config-flags.ts'
import type { Engine, EngineEvent } from '../sandbox/engine/engine.ts'
import { type StartConfig, type StartFlags, toStartConfig } from '../sandbox/server/config.ts'
import type { Interception } from '../tools/intercept/intercept.ts'
import { toBanner } from './banner.ts'
import { addExamples } from './common.ts'
import { toText } from './env.ts'
import { toEventLine } from './event-line.ts'
import { addInterceptOptions, type InterceptFlags, openIntercept } from './intercept.ts'
import { type LogForm, toLogForm, toLogLine, toOwnLine } from './log-line.ts'
import { print } from './output.ts'
import { startSandbox, warn } from './sandbox.ts'
import { loadSnapshot, type SnapshotFlags, saveSnapshot, toExitFile } from './snapshot-file.ts'
import { addStartOptions } from './start-options.ts'
import { waitForStop } from './wait-for-stop.ts'
import { toWatched, watchProviders } from './watch.ts'

interface Flags extends StartFlags, InterceptFlags, SnapshotFlags, ConfigFlags {
  log?: string
  quiet?: boolean
  watch?: boolean
  json?: boolean
}

export function define(program: Command): void {
  const command = program.command('start')
  addInterceptOptions(addStartOptions(command, 'default 4800'))
    .option('--quiet', 'no line per request')
    .option('--watch', 'read a spec of your own and its module again when they change')
    .option('--log <form>', 'a line with time, account and request id per event: json or text')
    .option('--snapshot <file>', 'start from what `ensayo snapshot save` wrote')
    .option('--snapshot-on-exit [file]', 'write one at the end; default: to the file of --snapshot')
    .option('--json', 'print one JSON line when everything listens, and nothing else')
    .action(start)
  addExamples(
    command,
    'start',
    'start --provider cobru --profile cobru=legacy --time-rate 60',
    'start --port 0 --json',
    'start --provider ./my-bank.yaml --watch',
  )
}

async function start(typed: Flags): Promise<void> {
  const loaded = await loadConfig(typed)
  const flags = fillFlags(typed, process.env, loaded)
  const log = toLogForm(flags.log)
  const exitFile = toExitFile(flags)
  const config = withLog(toStartConfig(flags, process.env), log)
  const specs = flags.watch ? toWatched(config.engine) : []
  const sandbox = await startSandbox(config, loaded, { isWatched: specs.length > 0 })
  const { engine, drain, close, reload } = sandbox
  const stopped = waitForStop()
  let interception: Interception | undefined
  const watching = reload && watchProviders({ specs, reload, say: warn })
  try {
    if (flags.snapshot !== undefined) await loadSnapshot(engine, flags.snapshot)
    interception = await openIntercept(engine, flags)
    tell(engine, config, flags, interception?.variables)
    await stopped
    await drain()
    if (exitFile !== undefined) await saveSnapshot(engine, exitFile)
    const last = describeEnd(engine, exitFile !== undefined)
    if (log) print(toOwnLine(last, log, systemTime.now()))
    else if (!flags.json) print(`\n${last}`)
    else if (last !== 'Stopped.') process.stderr.write(`ensayo: ${last}\n`)
  } finally {
    watching?.close()
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
  } else if (flags.log !== 'json') {
    print(toBanner(engine, config))
    if (intercept !== undefined) print(toInterceptText(intercept))
  }
  const form = toLogForm(flags.log)
  // What other processes do stands in their logs.
  const subscribe = (toLine: (event: EngineEvent) => string) =>
    engine.subscribe((event) => event.isElsewhere || print(toLine(event)))
  if (form) subscribe((event) => toLogLine(event, form, systemTime.now(), engine.providers))
  else if (!flags.json && !flags.quiet) subscribe(toEventLine)
}

/** Faults of the sandbox itself go where the log goes. */
function withLog(config: StartConfig, form: LogForm | undefined): StartConfig {
  if (form === undefined) return config
  const log = (line: string) => print(toOwnLine(line, form, systemTime.now()))
  return { ...config, engine: { ...config.engine, log } }
}

/** What becomes of the deliveries that wait. */
function describeEnd(engine: Engine, isSaved: boolean): string {
  const { pending, keeper } = engine.readiness()
  if (pending === 0) return 'Stopped.'
  if (keeper) return `Stopped. Deliveries that wait in ${keeper.place}: ${pending}.`
  if (isSaved) return `Stopped. Deliveries that wait in the snapshot: ${pending}.`
  return `Stopped. Deliveries that waited and are lost: ${pending}. --data or --store keeps them.`
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
