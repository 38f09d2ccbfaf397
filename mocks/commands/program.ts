/**
 * The commands there are. Each is a module of its own, loaded when it is asked for, so that
 * `ensayo start` serves soon.
 */
import { Command } from 'commander'

const COMMANDS: Record<string, () => Promise<{ define(program: Command): void }>> = {
  start: () => import('./start.ts'),
  exec: () => import('./exec.ts'),
  matrix: () => import('./matrix.ts'),
  env: () => import('./env.ts'),
  health: () => import('./health.ts'),
  list: () => import('./list.ts'),
  operations: () => import('./operations.ts'),
  quirks: () => import('./quirks.ts'),
  profiles: () => import('./profiles.ts'),
  triggers: () => import('./triggers.ts'),
  incidents: () => import('./incidents.ts'),
  states: () => import('./states.ts'),
  explain: () => import('./explain.ts'),
  trigger: () => import('./trigger.ts'),
  accounts: () => import('./accounts.ts'),
  clock: () => import('./clock.ts'),
  reset: () => import('./reset.ts'),
  snapshot: () => import('./snapshot.ts'),
  restore: () => import('./restore.ts'),
  settle: () => import('./settle.ts'),
  faults: () => import('./faults.ts'),
  stubs: () => import('./stubs.ts'),
  chaos: () => import('./chaos.ts'),
  inbox: () => import('./inbox.ts'),
  webhooks: () => import('./webhooks.ts'),
  requests: () => import('./requests.ts'),
  contract: () => import('./contract.ts'),
  calibrate: () => import('./calibrate.ts'),
  record: () => import('./record.ts'),
  verify: () => import('./verify.ts'),
  drift: () => import('./drift.ts'),
  report: () => import('./report.ts'),
  ca: () => import('./ca.ts'),
  check: () => import('./check.ts'),
}

/** A program that knows the command asked for, or all of them when help or a suggestion is due. */
export async function createProgram(version: string, word?: string): Promise<Command> {
  const program = new Command('ensayo')
    .description('A sandbox that rehearses payment providers.')
    .version(version, '--version', 'print the version')
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
