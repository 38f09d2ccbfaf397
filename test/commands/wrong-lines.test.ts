/**
 * Every command with every kind of wrong line that its own definition allows for: an option that it does
 * not have, a value or word that is missing, a word too many, a number that is not one, an address that
 * is not one, a file that cannot be read. Each is answered with where, what and cure, and exit code 2.
 */
import { tmpdir } from 'node:os'
import type { Command } from 'commander'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { EnsayoError } from '#base/errors'
import { createProgram } from '#commands/program'
import { COMMANDS } from '#commands/table'

const leaves: Leaf[] = []
for (const name of Object.keys(COMMANDS)) {
  const program = await createProgram('1.0.0', name)
  collectLeaves(program.commands[0]!, [name])
}

function collectLeaves(command: Command, path: string[]): void {
  if (command.commands.length === 0) leaves.push({ path, command })
  for (const child of command.commands) collectLeaves(child, [...path, child.name()])
}

interface Leaf {
  path: string[]
  command: Command
}

/** What fits where any text does not. */
const RIGHT: Record<string, string> = {
  '--target': 'http://127.0.0.1:1',
  '--upstream': 'http://127.0.0.1:1',
  '--kind': 'replay',
  'clock advance': 'PT1M',
  'clock set': '2026-03-01T12:00:00Z',
}

/** What some commands look at before anything else. */
const GOOD: Record<string, string[]> = { list: ['quirks'], 'chaos add': ['--kind', 'duplicate'] }

/** The options that a command cannot do without. */
const toMandatory = ({ command }: Leaf) =>
  command.options
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ long }) => [long!, RIGHT[long!] ?? 'cobru'])

const toArguments = ({ path, command }: Leaf) =>
  command.registeredArguments
    .filter(({ required }) => required && path[0] !== 'list')
    .map(() => RIGHT[path.join(' ')] ?? 'x')

/** Everything that it cannot do without. */
const toWords = (leaf: Leaf) => [
  ...leaf.path,
  ...toArguments(leaf),
  ...toMandatory(leaf),
  ...(GOOD[leaf.path.join(' ')] ?? []),
]

const withOptions = (isIt: (flags: string) => boolean) =>
  leaves.flatMap((leaf) =>
    leaf.command.options
      .filter(({ flags }) => isIt(flags))
      .map(({ long }) => ({ ...leaf, long: long!, line: `${leaf.path.join(' ')} ${long}` })),
  )
const lines = leaves.map((leaf) => ({ ...leaf, line: leaf.path.join(' ') }))

beforeEach(() => {
  // Nothing listens there.
  vi.stubEnv('ENSAYO_URL', 'http://127.0.0.1:1')
})
afterEach(() => void vi.unstubAllEnvs())

/** What the person reads, and the exit code. */
async function say(words: string[]): Promise<{ text: string; code: number }> {
  const program = await createProgram('1.0.0', words[0])
  let text = ''
  const listen = (command: Command): void => {
    command.configureOutput({
      writeErr: (part) => {
        text += part
      },
    })
    for (const child of command.commands) listen(child)
  }
  listen(program)
  try {
    await program.parseAsync(words, { from: 'user' })
    return { text, code: 0 }
  } catch (error) {
    if (error instanceof EnsayoError) return { text: error.message, code: error.exit }
    // As `cli.ts` has it: the parser's own complaints are misuse.
    const isOfParser = String((error as { code?: string }).code).startsWith('commander.')
    return { text: text || String(error), code: isOfParser ? 2 : 1 }
  }
}

test('there are over a hundred of them', () => {
  const all = [...lines, ...withOptions((flags) => flags.includes('<'))]
  expect(all.length).toBeGreaterThan(101)
})

/** Their parameters are options that only the sandbox knows. */
const ANY_OPTION = ['trigger']

test.each(lines.filter(({ line }) => !ANY_OPTION.includes(line)))(
  '$line refuses an option that it does not have',
  async (leaf) => {
    const { text, code } = await say([...toWords(leaf), '--no-such-option'])
    expect(code).toBe(2)
    expect(text).toContain("unknown option '--no-such-option'")
    expect(text).toContain('"--help" lists what it takes.')
  },
)

test.each(withOptions((flags) => flags.includes('<')))(
  '$line asks for its value',
  async ({ path, long }) => {
    const { text, code } = await say([...path, long])
    expect(code).toBe(2)
    expect(text).toMatch(new RegExp(`option '.*${long}.*' argument missing`))
    expect(text).toContain('"--help" lists what it takes.')
  },
)

test.each(withOptions(() => true).filter(({ command, long }) => isMandatory(command, long)))(
  '$line is asked for',
  async (leaf) => {
    const { text, code } = await say([...leaf.path, ...toArguments(leaf)])
    expect(code).toBe(2)
    expect(text).toMatch(/required option '--[^']+' not specified/)
  },
)

test.each(lines.filter((leaf) => toArguments(leaf).length > 0))(
  '$line asks for the word that is missing',
  async (leaf) => {
    const { text, code } = await say([...leaf.path, ...toMandatory(leaf)])
    expect(code).toBe(2)
    expect(text).toContain('missing required argument')
  },
)

test.each(lines.filter(({ command }) => !takesAny(command)))(
  '$line refuses a word too many',
  async (leaf) => {
    const words = leaf.command.registeredArguments.map(() => 'x')
    const { text, code } = await say([...leaf.path, ...toMandatory(leaf), ...words, 'more'])
    expect(code).toBe(2)
    expect(text).toContain('too many arguments')
  },
)

test.each(withOptions((flags) => flags === '--control <url>'))(
  '$line refuses what is not a URL',
  async (leaf) => {
    const { text, code } = await say([...toWords(leaf), '--control', 'here'])
    expect({ code, text }).toEqual({
      code: 2,
      text: '--control: "here" is not a URL. Give one like http://127.0.0.1:4800.',
    })
  },
)

test.each(withOptions((flags) => ['--ca <file>', '--receiver-ca <file>'].includes(flags)))(
  '$line refuses a folder in the place of a file',
  async (leaf) => {
    const provider = isMandatory(leaf.command, '--provider') ? [] : ['--provider', 'cobru']
    const target = ['calibrate', 'contract'].includes(leaf.line.split(' ')[0]!)
      ? ['--target', 'http://127.0.0.1:1']
      : []
    const words = leaf.path[0] === 'exec' || leaf.path[0] === 'matrix' ? ['--', 'true'] : []
    const { text, code } = await say([
      ...toWords(leaf),
      ...provider,
      ...target,
      leaf.long,
      tmpdir(),
      ...words,
    ])
    expect(code).toBe(2)
    expect(text).toContain(`${leaf.long}: ${tmpdir()} cannot be used: EISDIR`)
    expect(text).toContain('Give a certificate in PEM.')
  },
)

function isMandatory(command: Command, long: string): boolean {
  return command.options.some((option) => option.long === long && option.mandatory)
}

function takesAny(command: Command): boolean {
  return command.registeredArguments.some(({ variadic }) => variadic)
}
