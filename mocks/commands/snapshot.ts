/** `ensayo snapshot`: keeps the sandbox's state in a file and goes back to it. */
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { LINES } from '../sandbox/engine/snapshot-lines.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connectStream } from './connect.ts'
import { print, toCount } from './output.ts'
import { readLines, readStart, toUnreadable, writePieces } from './snapshot-file.ts'

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
  const headers = { accept: LINES }
  const lines = await connectStream(flags)('snapshot', { method: 'GET', headers })
  try {
    await writePieces(file, lines ?? [])
  } catch (error) {
    const { message } = error as Error
    const cure = 'Name another one, in a folder that this user may write to.'
    throw new EnsayoError('SNAPSHOT_INVALID', `${file} cannot be written: ${message}. ${cure}`, {
      cause: error,
    })
  }
  const { records = 0, accounts = {} } = (await readStart(file)) ?? {}
  const of = toCount(Object.keys(accounts).length, 'account')
  print(
    `${file}: ${toCount(records, 'record')} of ${of}. It holds their credentials, so only you may read it.`,
  )
}

/** Goes back to what a file holds. Throws `SNAPSHOT_INVALID` when that is not a snapshot. */
export async function load(file: string, flags: ClientFlags): Promise<void> {
  const send = connectStream(flags)
  const lines = await readLines(file).catch((error: unknown) => {
    throw toUnreadable(file, error)
  })
  // What Node makes of it is what fetch takes.
  const body = Readable.toWeb(Readable.from(lines)) as ReadableStream<Uint8Array>
  const headers = { 'content-type': LINES }
  try {
    await send('snapshot', { method: 'PUT', headers, body })
  } catch (error) {
    const isRefused = error instanceof EnsayoError && error.code === 'SNAPSHOT_INVALID'
    throw isRefused ? toUnreadable(file, error) : error
  }
  print(`The sandbox is as it was in ${file}.`)
}
