#!/usr/bin/env node
/** The command line. Exit codes: 0 fine, 1 problems found, 2 misuse. */
import { readFileSync } from 'node:fs'
import { EnsayoError } from './base/errors.ts'
import { helpText } from './commands/table.ts'

// A reader that has seen enough, as in `ensayo list quirks | head`, is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') {
    // A list may be cut short; a sandbox that others still talk to says why it goes.
    if (process.argv[2] === 'start') {
      process.stderr.write(
        'ensayo: nobody reads the output any more, so the sandbox stops. Start it with its output in a file, or with --quiet.\n',
      )
    }
    process.exit(0)
  }
  process.stderr.write(`ensayo: the output cannot be written: ${error.message}.\n`)
  process.exit(1)
})

const [first, ...rest] = process.argv.slice(2)
await main(first === 'help' ? [...rest, '--help'] : process.argv.slice(2))

async function main(words: string[]): Promise<void> {
  try {
    if (words[0] === '--version') return void process.stdout.write(`${readVersion()}\n`)
    if (['--help', '-h', undefined].includes(words[0])) return void process.stdout.write(helpText())
    const { createProgram } = await import('./commands/program.ts')
    const program = await createProgram(readVersion(), words[0])
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = await report(error)
  }
}

/** From the package that this file is part of, in the repository and in `dist`. */
function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Says what went wrong, once, and returns the exit code. */
async function report(error: unknown): Promise<number> {
  // The parser has already written its message; what it asks for help or version is not an error.
  if (isOfParser(error)) return error.exitCode === 0 ? 0 : 2
  if (error instanceof EnsayoError) {
    const { toCallable } = await import('./commands/output.ts')
    process.stderr.write(`ensayo: ${toCallable(error.message)}\n`)
    return error.exit
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const cure = 'This is a fault of ours; ENSAYO_DEBUG=1 shows where.'
  process.stderr.write(`ensayo: ${message.split('\n')[0]} (${cure})\n`)
  if (process.env.ENSAYO_DEBUG === '1') process.stderr.write(`${stack}\n`)
  return 1
}

/** By its code, so that the parser is not loaded for this. */
function isOfParser(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.')
}
