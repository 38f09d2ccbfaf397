/** `ensayo snapshot`: keeps the sandbox's state in a file and goes back to it. */
import { chmod, readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import type { Snapshot } from '../sandbox/engine/engine.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print, toCount } from './output.ts'

export function define(program: Command): void {
  const group = program.command('snapshot').helpCommand(false)
  addExamples(group, 'snapshot save paid.json', 'snapshot load paid.json')
  const only = { account: false, json: false }

  const saving = group
    .command('save', { isDefault: true })
    .description('write it to a file')
    .argument('<file>')
  addExamples(addClientOptions(saving, only).action(save), 'snapshot save paid.json')

  const loading = group.command('load').description('go back to it').argument('<file>')
  addExamples(addClientOptions(loading, only).action(load), 'snapshot load paid.json')
}

async function save(file: string, flags: ClientFlags): Promise<void> {
  const snapshot = await connect(flags).snapshot()
  try {
    await writeFile(file, `${JSON.stringify(snapshot, null, 2)}\n`, { mode: 0o600 })
    // The mode above is that of a new file.
    await chmod(file, 0o600)
  } catch (error) {
    throw invalid(file, 'cannot be written', error)
  }
  const records = Object.values(snapshot.store).reduce(
    (sum, collection) => sum + countRecords(collection),
    0,
  )
  const accounts = Object.keys(snapshot.accounts).length
  print(
    `${file}: ${toCount(records, 'record')} of ${toCount(accounts, 'account')}. It holds their credentials, so only you may read it.`,
  )
}

/** Goes back to what a file holds. Throws `SNAPSHOT_INVALID` when that is not a snapshot. */
export async function load(file: string, flags: ClientFlags): Promise<void> {
  const { restore } = connect(flags)
  const snapshot = await read(file)
  try {
    await restore(snapshot)
  } catch (error) {
    throw isNoSnapshot(error) ? invalid(file, 'is not a snapshot', error) : error
  }
  print(`The sandbox is as it was in ${file}.`)
}

/** What the file holds; the sandbox checks that it is a snapshot. */
async function read(file: string): Promise<Snapshot> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR'
    const unread = isFolder ? 'is a folder; name a file in it' : 'cannot be read'
    throw invalid(file, error instanceof SyntaxError ? 'is not JSON' : unread, error)
  }
}

/** The sandbox speaks of a body there, and the person of a file. */
function isNoSnapshot(error: unknown): error is EnsayoError {
  return (
    error instanceof EnsayoError &&
    (error.code === 'CONTROL_INVALID' || error.code === 'SNAPSHOT_INVALID')
  )
}

function countRecords(collection: Record<string, unknown[]>): number {
  return Object.values(collection).reduce((sum, records) => sum + records.length, 0)
}

function invalid(file: string, what: string, cause: unknown): EnsayoError {
  const text = cause instanceof Error ? cause.message : String(cause)
  const reason = text
    .replace(/^PUT \/_ensayo\/snapshot: /, '')
    .replace(/\.?( Send JSON.*| Take one with .*)?$/s, '')
  const cure = 'Name one that `ensayo snapshot save` wrote.'
  return new EnsayoError('SNAPSHOT_INVALID', `${file} ${what}: ${reason}. ${cure}`, { cause })
}
