/** What several commands share: flags, defaults of groups, and how a command is called. */

import type { Command } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import { readNumber } from '../base/read-flags.ts'
import type { WantedCount } from '../sandbox/control/verify.ts'

export interface ClientFlags {
  control?: string
  account?: string
  json?: boolean
}

/** `--control`, for commands that speak to a running sandbox; `--json`, for those that print data. */
export function addClientOptions(
  command: Command,
  { account = true, json = true }: { account?: boolean; json?: boolean } = {},
): Command {
  command.option('--control <url>', 'control address (ENSAYO_URL; default http://127.0.0.1:4800)')
  if (account) command.option('--account <id>', 'account meant (default "default")')
  if (json) command.option('--json', 'print JSON')
  return command
}

/** Adds an example to a command's help. */
export function addExamples(command: Command, ...examples: string[]): Command {
  const lines = examples.map((example) => `  $ ensayo ${example}`)
  const title = lines.length === 1 ? 'Example:' : 'Examples:'
  return command.addHelpText('after', `\n${title}\n${lines.join('\n')}`)
}

/**
 * Makes a subcommand the one that runs when none is named, e.g. `clock` is `clock show`. A word that
 * is not a subcommand then lands here, and is answered with those that there are.
 */
export function refuseUnknownWord(command: Command): Command {
  return command
    .argument('[word...]')
    .usage('[options]')
    .configureHelp({ visibleArguments: () => [] })
    .hook('preAction', () => {
      const [word] = command.args
      if (word === undefined) return
      const parent = command.parent
      const known = parent?.commands.map((each) => each.name()) ?? []
      throw new EnsayoError(
        'OPTION_INVALID',
        `"${word}" is not a part of "ensayo ${parent?.name()}".${didYouMean(word, known)} There are: ${known.join(', ')}.`,
      )
    })
}

/** `list` of a group, which its word alone does too; `--provider` narrows it. */
export function addListing(group: Command, description: string): Command {
  const command = group.command('list', { isDefault: true }).description(description)
  return refuseUnknownWord(addClientOptions(command.option('--provider <name>', 'only this one')))
}

/** What is printed as JSON is kept and passed on; on a person's own screen bodies stay readable. */
export interface SecretFlags {
  showSecrets?: boolean
}

export function addSecretsOption(command: Command): Command {
  return command.option('--show-secrets', 'values as they were sent; left out, they are masked')
}

export interface CountFlags {
  count?: string
  atLeast?: string
  atMost?: string
}

/** How many there should be; without any of them, one is enough. */
export function addCountOptions(command: Command): Command {
  return command
    .option('--count <n>', 'exactly n')
    .option('--at-least <n>', 'n or more (default 1)')
    .option('--at-most <n>', 'n or fewer')
}

/** Throws `OPTION_INVALID` naming the flag that is not a number. */
export function toWanted({ count, atLeast, atMost }: CountFlags): WantedCount {
  return {
    count: readNumber('--count', count),
    atLeast: readNumber('--at-least', atLeast),
    atMost: readNumber('--at-most', atMost),
  }
}

/** Gathers the values of a flag that may be repeated. */
export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value]
}
