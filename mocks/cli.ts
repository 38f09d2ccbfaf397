#!/usr/bin/env node
/** The command line. Exit codes: 0 fine, 1 problems found, 2 misuse. */
import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { EnsayoError } from './base/errors.ts'
import { toCallable } from './commands/output.ts'
import { createProgram } from './commands/program.ts'

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
    const program = await createProgram(readVersion(), words[0])
    if (words.length === 0) program.outputHelp()
    else await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = report(error)
  }
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
