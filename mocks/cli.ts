#!/usr/bin/env node
/**
 * The command line. Each command is a module of its own, loaded when it is asked for, so that
 * `ensayo start` serves soon. Exit codes: 0 fine, 1 problems found, 2 misuse.
 */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { toCallable } from './commands/output.ts'
import { EnsayoError } from './errors.ts'

const COMMANDS: Record<string, () => Promise<{ define(program: Command): void }>> = {
  start: () => import('./commands/start.ts'),
  exec: () => import('./commands/exec.ts'),
  env: () => import('./commands/env.ts'),
  list: () => import('./commands/list.ts'),
  explain: () => import('./commands/explain.ts'),
  trigger: () => import('./commands/trigger.ts'),
  clock: () => import('./commands/clock.ts'),
  reset: () => import('./commands/reset.ts'),
  snapshot: () => import('./commands/snapshot.ts'),
  faults: () => import('./commands/faults.ts'),
  stubs: () => import('./commands/stubs.ts'),
  chaos: () => import('./commands/chaos.ts'),
  webhooks: () => import('./commands/webhooks.ts'),
  requests: () => import('./commands/requests.ts'),
  contract: () => import('./commands/contract.ts'),
  calibrate: () => import('./commands/calibrate.ts'),
  record: () => import('./commands/record.ts'),
  verify: () => import('./commands/verify.ts'),
  drift: () => import('./commands/drift.ts'),
  report: () => import('./commands/report.ts'),
  check: () => import('./commands/check.ts'),
}

// A reader that has seen enough, as in `ensayo list quirks | head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  process.stderr.write(`ensayo: the output cannot be written: ${error.message}.\n`)
  process.exit(1)
})

const [first, ...rest] = process.argv.slice(2)
await main(first === 'help' ? [...rest, '--help'] : process.argv.slice(2))

async function main(words: string[]): Promise<void> {
  try {
    const program = await createProgram(words[0])
    if (words.length === 0) program.outputHelp()
    else await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** A program that knows the command asked for, or all of them when help or a suggestion is due. */
async function createProgram(word: string | undefined): Promise<Command> {
  const program = new Command('ensayo')
    .description('A sandbox that rehearses payment providers.')
    .version(readVersion(), '--version', 'print the version')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('"--help" lists what it takes.')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ensayo: ')) })
    .addHelpText('after', '\nExample:\n  $ ensayo start --provider cobru')
  const one = word === undefined ? undefined : COMMANDS[word]
  const loading = one === undefined ? Object.values(COMMANDS) : [one]
  for (const load of loading) (await load()).define(program)
  return program
}

/** From the package that this file is part of, in the repository and in `dist`. */
function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Says what went wrong, once, and returns the exit code. */
function report(error: unknown): number {
  // The parser has already written its message; what it asks for help or version is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof EnsayoError) {
    process.stderr.write(`ensayo: ${toCallable(error.message)}\n`)
    return error.exit
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const cure = 'This is a fault of ours; ENSAYO_DEBUG=1 shows where.'
  process.stderr.write(`ensayo: ${message.split('\n')[0]} (${cure})\n`)
  if (process.env.ENSAYO_DEBUG === '1') process.stderr.write(`${stack}\n`)
  return 1
}
