/** `ensayo requests`: the journal. */
import type { Command } from 'commander'
import type { RequestFilter } from '../client/types.ts'
import type { JournalEntry } from '../http/journal.ts'
import { addClientOptions, addExamples, type ClientFlags, refuseUnknownWord } from './common.ts'
import { connect } from './connect.ts'
import { paint, paintStatus, print, printJson, printRows, shorten, toTime } from './output.ts'

interface ListFlags extends ClientFlags {
  provider?: string
  operationId?: string
  method?: string
  status?: string
  path?: string
  quirk?: string
  limit?: string
}

export function define(program: Command): void {
  const group = program
    .command('requests')
    .helpCommand(false)
    .description('list what came in, and show one exchange')
  addExamples(group, 'requests list --status 403', 'requests show req_12')

  const listing = group
    .command('list', { isDefault: true })
    .description('requests in the order of their arrival')
    .option('--provider <name>', 'only this one')
    .option('--operation-id <id>', 'e.g. createPayment')
    .option('--method <method>', 'e.g. POST')
    .option('--status <status>', 'e.g. 403')
    .option('--path <start>', 'start of the path')
    .option('--quirk <id>', 'quirk that changed the exchange')
    .option('--limit <n>', 'the newest n')
  refuseUnknownWord(addClientOptions(listing)).action(list)
  addExamples(listing, 'requests list --status 403 --limit 10')

  const showing = group.command('show').description('one exchange').argument('<id>', 'e.g. req_12')
  addExamples(addClientOptions(showing, { account: false }).action(show), 'requests show req_12')
}

async function list(_words: string[], flags: ListFlags): Promise<void> {
  const { provider, operationId, method, status, path, quirk, limit } = flags
  const filter = {
    provider,
    operationId,
    method: method?.toUpperCase(),
    status,
    path,
    quirk,
    limit,
  }
  // As they were typed; the sandbox says which of them is none.
  const entries = await connect(flags).requests.list(filter as RequestFilter)
  if (flags.json) return printJson(entries)
  const head = ['id', 'at', 'provider', 'method', 'path', 'status', 'operation', 'hint']
  printRows(head, entries.map(toRow), 'No such request came in.')
}

function toRow({ id, at, provider, request, response, operationId, hint }: JournalEntry): string[] {
  return [
    id,
    toTime(at),
    provider,
    request.method,
    shorten(request.path, 50),
    paintStatus(response.status),
    operationId ?? '',
    shorten(hint ?? '', 80),
  ]
}

async function show(id: string, flags: ClientFlags): Promise<void> {
  const entry = await connect(flags).requests.show(id)
  if (flags.json) return printJson(entry)
  const { request, response, quirks, hint } = entry
  print(`${paint('bold', `${request.method} ${request.path}`)}  ${paint('dim', toTime(entry.at))}`)
  printMessage(request)
  print(
    `\n${paintStatus(response.status)} ${paint('dim', `after ${entry.durationMs.toFixed(1)} ms`)}`,
  )
  printMessage(response)
  print()
  for (const quirk of quirks) print(`quirk  ${quirk.id}=${quirk.variant}: ${quirk.title}`)
  if (hint !== undefined) print(`hint   ${hint}`)
  if (entry.isTruncated) print('Bodies are cut to 64 KiB.')
}

function printMessage({ headers, body }: { headers: Record<string, string>; body: string }): void {
  for (const [name, value] of Object.entries(headers)) print(`${paint('dim', name)}: ${value}`)
  if (body !== '') print(`\n${body}`)
}
