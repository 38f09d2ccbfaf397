/** The parser of the command line. */
import { Command } from 'commander'
import { COMMANDS, helpText } from './table.ts'

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
  if (asked) (await asked.load()).define(program)
  // Their names are enough for a suggestion.
  else for (const name of Object.keys(COMMANDS)) program.command(name)
  return program
}
