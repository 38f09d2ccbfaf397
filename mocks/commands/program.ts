/** The parser of the command line. */
import { Command } from 'commander'
import { COMMANDS, type CommandRow, helpText } from './table.ts'

/** A program that knows the command asked for, or the names of all when help or a suggestion is due. */
export async function createProgram(version: string, word?: string): Promise<Command> {
  const program = new Command('ensayo')
    .version(version, '--version', 'print the version')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('"--help" lists what it takes.')
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'ensayo: ')) })
  program.helpInformation = helpText
  const asked = word === undefined ? undefined : COMMANDS[word]
  if (asked) await define(program, asked)
  // Their names are enough for a suggestion.
  else for (const name of Object.keys(COMMANDS)) program.command(name)
  return program
}

/** Defines a command, whose help begins as the list of all commands says. */
export async function define(program: Command, { about, load }: CommandRow): Promise<void> {
  const before = program.commands.length
  const { define } = await load()
  define(program)
  program.commands[before]?.description(about)
}
