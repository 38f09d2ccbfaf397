/** `ensayo env`: the variables of the providers' documents, filled in from a running sandbox. */
import { type Command, Option } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson } from './output.ts'

type Format = 'dotenv' | 'shell' | 'json'

interface Flags extends ClientFlags {
  format: Format
}

export function define(program: Command): void {
  const command = program
    .command('env')
    .argument('[provider]', 'only this one')
    .addOption(
      new Option('--format <format>', 'how to write them')
        .choices(['dotenv', 'shell', 'json'])
        .default('dotenv'),
    )
  addClientOptions(command, { json: false }).action(env)
  addExamples(command, 'env > .env', 'env cobru --format shell')
}

async function env(provider: string | undefined, flags: Flags): Promise<void> {
  const id = flags.account ?? 'default'
  const accounts = await connect(flags).accounts.list()
  const account = accounts.find((each) => each.id === id)
  if (!account)
    throw unknown(
      'ACCOUNT_UNKNOWN',
      'account',
      id,
      accounts.map((each) => each.id),
    )
  const names = Object.keys(account.providers)
  if (provider !== undefined && !names.includes(provider)) {
    throw unknown('PROVIDER_UNKNOWN', 'provider', provider, names)
  }
  const faces = names.filter((name) => provider === undefined || name === provider)
  const values = Object.assign({}, ...faces.map((name) => account.providers[name]!.env))
  if (flags.format === 'json') printJson(values)
  else print(toText(values, flags.format))
}

/** Variables as a `.env` file or as commands of a shell. */
export function toText(values: Record<string, string>, format: 'dotenv' | 'shell'): string {
  const lines = Object.entries(values).map(([name, value]) =>
    format === 'shell' ? `export ${name}=${toShellWord(value)}` : `${name}=${toDotenvValue(value)}`,
  )
  return lines.join('\n')
}

function toShellWord(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`
}

function toDotenvValue(value: string): string {
  if (/^[\w./:@%+=,-]*$/.test(value)) return value
  if (!/['\n]/.test(value)) return `'${value}'`
  return `"${value.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`
}

function unknown(
  code: 'ACCOUNT_UNKNOWN' | 'PROVIDER_UNKNOWN',
  what: string,
  name: string,
  known: string[],
): EnsayoError {
  return new EnsayoError(
    code,
    `No ${what} "${name}".${didYouMean(name, known)} There are: ${known.join(', ')}.`,
  )
}
