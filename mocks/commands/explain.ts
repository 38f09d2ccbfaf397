/** `ensayo explain`: why an answer was what it was, or what a quirk does. */
import type { Command } from 'commander'
import { didYouMean, EnsayoError } from '../base/errors.ts'
import type { JournalEntry } from '../core/http/journal-entry.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import type { Source } from '../dialect/types.ts'
import type { SandboxClient } from '../sandbox/client/types.ts'
import type { OperationView, QuirkView } from '../sandbox/control/views.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { explainDelivery, toDeliveryLines } from './explain-delivery.ts'
import { explainRequest, toLines } from './explain-request.ts'
import { openInspector } from './inspector.ts'
import { PROGRAM, paint, print, printJson } from './output.ts'
import { toShown } from './print-messages.ts'

export function define(program: Command): void {
  const command = program
    .command('explain')
    .argument('<id>', 'id of a quirk, of a request (header x-ensayo-request) or of a notification')
  addClientOptions(command).action(explain)
  addExamples(
    command,
    'explain req_12',
    'explain whk_5c1e',
    'explain cobru.create.missing-callback-403',
  )
}

async function explain(id: string, flags: ClientFlags): Promise<void> {
  if (/^req_/.test(id)) await explainOneRequest(id, flags)
  else if (/^whk_/.test(id)) await explainOneDelivery(id, flags)
  else await showQuirk(id, flags)
}

async function explainOneRequest(id: string, flags: ClientFlags): Promise<void> {
  const client = connect(flags)
  const entry = await toSaid(await client.requests.show(id), flags)
  const [quirks, operation] = await Promise.all([
    findQuirks(flags, entry),
    findOperation(client, entry),
  ])
  const explanation = explainRequest(entry, quirks, operation)
  if (flags.json) printJson(explanation)
  else print(toLines(explanation).join('\n'))
}

/** As JSON it is kept and passed on, and so says nobody's values. */
async function toSaid(entry: JournalEntry, { json }: ClientFlags): Promise<JournalEntry> {
  if (!json) return entry
  const { shieldJournal } = await import('./shield-journal.ts')
  return (await shieldJournal([entry]))[0]!
}

/** The quirks that changed the exchange, in order. */
async function findQuirks(flags: ClientFlags, entry: JournalEntry): Promise<QuirkView[]> {
  if (entry.quirks.length === 0) return []
  const { account, provider } = entry
  const all = await connect({ ...flags, account }).quirks.list({ provider })
  return entry.quirks.flatMap(({ id }) => all.filter((quirk) => quirk.id === id))
}

async function findOperation(
  client: SandboxClient,
  entry: JournalEntry,
): Promise<OperationView | undefined> {
  if (entry.operationId === undefined) return undefined
  const all = await client.operations.list({ provider: entry.provider })
  return all.find(({ id }) => id === entry.operationId)
}

async function explainOneDelivery(id: string, flags: ClientFlags): Promise<void> {
  const delivery = await getDelivery(flags, id)
  const { account, provider } = delivery
  const { quirks: owner } = connect({ ...flags, account })
  const quirks = delivery.quirks.length === 0 ? [] : await owner.list({ provider })
  const [said = delivery] = flags.json ? await toShown([delivery], {}) : [delivery]
  const explanation = explainDelivery(said, quirks)
  if (flags.json) printJson(explanation)
  else print(toDeliveryLines(explanation).join('\n'))
}

/** Of the account that was named, or of whichever has it. */
async function getDelivery(flags: ClientFlags, id: string): Promise<DeliveryRow> {
  const accounts =
    flags.account === undefined
      ? (await connect(flags).accounts.list()).map((each) => each.id)
      : [flags.account]
  const lists = await Promise.all(
    accounts.map((account) => connect({ ...flags, account }).webhooks.list()),
  )
  const rows = lists.flat()
  const found = rows.find((row) => row.id === id)
  if (found) return found
  const known = rows.map((row) => row.id)
  throw new EnsayoError(
    'DELIVERY_UNKNOWN',
    `No notification "${id}".${didYouMean(id, known) || ' "ensayo webhooks" lists them.'}`,
  )
}

/** Says what a quirk is, its variants and their sources, and how to choose one. */
export async function showQuirk(id: string, flags: ClientFlags): Promise<void> {
  await using inspector = await openInspector(flags)
  const all = await inspector.quirks.list()
  const quirk = all.find((each) => each.id === id)
  if (!quirk)
    throw unknownQuirk(
      id,
      all.map((each) => each.id),
    )
  if (flags.json) return printJson(quirk)
  print(paint('bold', quirk.id))
  print(quirk.title)
  if (quirk.hint !== undefined) print(`${paint('dim', 'what to do')}  ${quirk.hint}`)
  print()
  for (const variant of quirk.variants) printVariant(variant)
  print(`\nChoose at the start with --variant ${id}=<variant>, or in a running sandbox:`)
  print(`  ${toSwitch(quirk)}`)
}

function printVariant(variant: QuirkView['variants'][number]): void {
  const notes = [variant.isActive && 'active', variant.isDefault && 'default'].filter(Boolean)
  const name = variant.isActive ? paint('green', variant.name) : variant.name
  print(`  ${name}${notes.length === 0 ? '' : `  (${notes.join(', ')})`}`)
  print(`    ${variant.title ?? `${variant.kind}: ${JSON.stringify(variant.setting)}`}`)
  print(`    ${paint('dim', toSourceText(variant.source))}`)
  if (variant.source.note !== undefined) print(`    ${paint('dim', variant.source.note)}`)
}

function toSourceText({ evidence, url, section, read }: Source): string {
  return [evidence, url, section, read === undefined ? '' : `read ${read}`]
    .filter(Boolean)
    .join(', ')
}

function toSwitch({ id, variants }: QuirkView): string {
  const other = variants.find((variant) => !variant.isActive)?.name ?? '…'
  return `${PROGRAM} quirks set ${id} ${other}`
}

function unknownQuirk(id: string, known: string[]): EnsayoError {
  const cure =
    didYouMean(id, known) ||
    ' "ensayo list quirks" shows them; requests begin with "req_", notifications with "whk_".'
  return new EnsayoError('QUIRK_UNKNOWN', `No quirk "${id}".${cure}`)
}
