/** `ensayo requests`: the journal, and what was expected of it. */

import type { Command } from 'commander'
import { describeInstant } from '../base/instant.ts'
import { readNumber } from '../base/read-flags.ts'
import type { JournalEntry } from '../core/http/journal-entry.ts'
import type { RequestFilter } from '../sandbox/client/asked.ts'
import { isKeyHeader } from '../tools/recorder/sensitive.ts'
import {
  addClientOptions,
  addCountOptions,
  addExamples,
  addSecretsOption,
  type ClientFlags,
  type CountFlags,
  refuseUnknownWord,
  type SecretFlags,
  toWanted,
} from './common.ts'
import { connect } from './connect.ts'
import { paint, paintStatus, print, printJson, printRows, shorten } from './output.ts'
import { addSend } from './requests-send.ts'

type ShowFlags = ClientFlags & SecretFlags

interface Flags extends ShowFlags, CountFlags {
  provider?: string
  operationId?: string
  method?: string
  status?: string
  path?: string
  quirk?: string
  fault?: string
  stub?: string
  limit?: string
}

export function define(program: Command): void {
  const group = program.command('requests').helpCommand(false)
  addExamples(group, 'requests list --status 403', 'requests show req_12')

  const listing = addFilter(group.command('list', { isDefault: true }))
    .description('requests in the order of their arrival')
    .option('--limit <n>', 'the newest n')
  refuseUnknownWord(addClientOptions(addSecretsOption(listing))).action(list)
  addExamples(listing, 'requests list --status 403 --limit 10')

  const showing = group.command('show').description('one exchange').argument('<id>', 'e.g. req_12')
  addExamples(
    addClientOptions(addSecretsOption(showing), { account: false }).action(show),
    'requests show req_12',
    'requests show req_12 --json --show-secrets',
  )

  addSend(group)

  const verifying = addCountOptions(addFilter(group.command('verify'))).description(
    'compare how many came with how many should have',
  )
  const example = 'requests verify --operation-id createPayment --count 1'
  addExamples(addClientOptions(verifying).action(verify), example)

  const expecting = addCountOptions(addFilter(group.command('expect'))).description(
    'list them, and fail with the end of the journal unless as many came as expected',
  )
  addExamples(
    addClientOptions(addSecretsOption(expecting)).action(expect),
    example.replace('verify', 'expect'),
  )
}

function addFilter(command: Command): Command {
  return command
    .option('--provider <name>', 'only this one')
    .option('--operation-id <id>', 'e.g. createPayment')
    .option('--method <method>', 'e.g. POST')
    .option('--status <status>', 'e.g. 403')
    .option('--path <start>', 'start of the path')
    .option('--quirk <id>', 'quirk that changed the exchange')
    .option('--fault <id>', 'fault that acted, or its kind or incident')
    .option('--stub <id>', 'stub that answered')
}

async function list(_words: string[], flags: Flags): Promise<void> {
  const limit = readNumber('--limit', flags.limit)
  await tell(await connect(flags).requests.list({ ...toFilter(flags), limit }), flags)
}

async function verify(flags: Flags): Promise<void> {
  const wanted = { ...toFilter(flags), ...toWanted(flags) }
  const result = await connect(flags).requests.verify(wanted)
  if (!result.ok) process.exitCode = 1
  if (flags.json) printJson(result)
  else print(result.message)
}

async function expect(flags: Flags): Promise<void> {
  await tell(await connect(flags).requests.expect(toFilter(flags), toWanted(flags)), flags)
}

function toFilter({ provider, operationId, path, quirk, fault, stub, ...flags }: Flags) {
  const method = flags.method?.toUpperCase()
  const status = toStatus(flags.status)
  return { provider, operationId, method, status, path, quirk, fault, stub } satisfies RequestFilter
}

/** What is not a number stays as it was typed, for the sandbox to say what it takes. */
function toStatus(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : (text as undefined)
}

async function tell(entries: JournalEntry[], flags: Flags): Promise<void> {
  if (flags.json) {
    printJson(await toExport(entries, flags))
    return
  }
  const head = ['id', 'at', 'provider', 'method', 'path', 'status', 'operation', 'hint']
  printRows(head, entries.map(toRow), 'No such request came in.')
}

function toRow({ id, at, provider, request, response, operationId, hint }: JournalEntry): string[] {
  return [
    id,
    describeInstant(at),
    provider,
    request.method,
    shorten(request.path, 50),
    paintStatus(response.status),
    operationId ?? '',
    shorten(hint ?? '', 80),
  ]
}

async function toExport(entries: JournalEntry[], flags: ShowFlags): Promise<JournalEntry[]> {
  if (flags.showSecrets) return entries
  const { shieldJournal } = await import('./shield-journal.ts')
  return shieldJournal(entries)
}

async function show(id: string, flags: ShowFlags): Promise<void> {
  const entry = await connect(flags).requests.show(id)
  if (flags.json) return printJson((await toExport([entry], flags))[0])
  const { request, response, quirks, faults = [], stub, hint } = entry
  print(
    `${paint('bold', `${request.method} ${request.path}`)}  ${paint('dim', describeInstant(entry.at))}`,
  )
  printMessage(request, flags)
  print(
    `\n${paintStatus(response.status)} ${paint('dim', `after ${entry.durationMs.toFixed(1)} ms`)}`,
  )
  printMessage(response, flags)
  print()
  for (const quirk of quirks) print(`quirk  ${quirk.id}=${quirk.variant}: ${quirk.title}`)
  for (const fault of faults) print(`fault  ${fault.id}=${fault.kind}`)
  if (stub !== undefined) print(`stub   ${stub}`)
  if (hint !== undefined) print(`hint   ${hint}`)
  if (entry.isTruncated) print('Bodies are cut to 64 KiB.')
}

function printMessage(
  { headers, body }: { headers: Record<string, string>; body: string },
  { showSecrets }: ShowFlags,
): void {
  for (const [name, value] of Object.entries(headers)) {
    const isShown = showSecrets || !(name === 'authorization' || isKeyHeader(name))
    print(`${paint('dim', name)}: ${isShown ? value : '… (--show-secrets)'}`)
  }
  if (body !== '') print(`\n${body}`)
}
