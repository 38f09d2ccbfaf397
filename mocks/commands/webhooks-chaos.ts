/** `ensayo webhooks release | forge | mode | expect`: deliveries by hand, and what should have been delivered. */

import type { Command } from 'commander'
import { type DeliveryMode, FORGED_KINDS, type NewForgery } from '../core/accounts/rule-types.ts'
import type { DeliveryExpectation, WantedDeliveries } from '../core/webhooks/expect.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import {
  addClientOptions,
  addCountOptions,
  addExamples,
  addSecretsOption,
  type ClientFlags,
  type CountFlags,
  type SecretFlags,
  toWanted,
} from './common.ts'
import { connect } from './connect.ts'
import { printDeliveryTable } from './delivery-table.ts'
import { toOutcome } from './explain-delivery.ts'
import { print, printJson } from './output.ts'
import { printDeliveries, toShown } from './print-messages.ts'
import { compact, toJson, toKind } from './rule-flags.ts'

interface ForgeFlags extends ClientFlags, SecretFlags {
  kind: string
  notification: string
  provider?: string
  record?: string
  body?: string
}

interface ExpectFlags extends ClientFlags, CountFlags, SecretFlags {
  provider?: string
  notification?: string
  status?: string
  subject?: string
  causedBy?: string
  forged?: boolean
  body?: string
}

/** Adds the subcommands to the group `webhooks`. */
export function defineByHand(group: Command): void {
  const releasing = group.command('release').description('send what was collected')
  releasing.argument('<id...>')
  addExamples(
    addClientOptions(addSecretsOption(releasing), { account: false }).action(release),
    'webhooks release whk_5c1e',
  )
  const mode = group
    .command('mode')
    .description('show or set how notifications leave: async, sync or collect')
    .argument('[mode]')
  addExamples(addClientOptions(mode).action(showOrSetMode), 'webhooks mode collect')

  const forging = group
    .command('forge')
    .description('send a forged notification now')
    .requiredOption(
      '--kind <kind>',
      'wrong-signature, missing-signature, unknown-record, replay or altered',
    )
    .requiredOption('--notification <name>', 'notification, or <provider>.<notification>')
    .option('--provider <name>', 'where several have one of that name')
    .option('--record <id>', 'record that it tells of')
    .option('--body <json>', 'of altered: the fields that differ')
  addExamples(
    addClientOptions(addSecretsOption(forging)).action(forge),
    'webhooks forge --kind replay --notification cobru.paymentUpdated',
  )
  defineExpect(group)
}

function defineExpect(group: Command): void {
  const expecting = addFilter(group.command('expect')).description(
    'show the deliveries that match; exit 1 when they are not as many as expected',
  )
  const example = '--provider cobru --status delivered --count 1'
  addExamples(
    addClientOptions(addSecretsOption(expecting)).action(expect),
    `webhooks expect ${example}`,
  )

  const verifying = addFilter(group.command('verify')).description(
    'count the deliveries that match; exit 1 when they are not as many as expected',
  )
  addExamples(
    addClientOptions(addSecretsOption(verifying)).action(verify),
    `webhooks verify ${example}`,
  )
}

function addFilter(command: Command): Command {
  command
    .option('--provider <name>', 'only this one')
    .option('--notification <name>', 'only of this name')
    .option('--status <status>', 'pending, delivered, failed, withheld, dropped or collected')
    .option('--subject <id>', 'record that it tells of')
    .option('--caused-by <id>', 'request that caused it')
    .option('--forged', 'forged ones only')
    .option('--no-forged', 'genuine ones only')
    .option('--body <json>', 'JSON Schema that the delivered body fits')
  return addCountOptions(command)
}

async function release(ids: string[], flags: ClientFlags & SecretFlags): Promise<void> {
  const { webhooks } = connect(flags)
  const released: DeliveryRow[] = []
  for (const id of ids) released.push(await webhooks.release(id))
  if (flags.json) return printDeliveries(released, flags)
  for (const row of released) print(toLine(row))
}

async function showOrSetMode(mode: string | undefined, flags: ClientFlags): Promise<void> {
  // The sandbox says which modes there are.
  const found = await connect(flags).webhooks.mode(mode as DeliveryMode | undefined)
  if (flags.json) printJson(found)
  else print(`Notifications leave ${found.mode}.`)
}

async function forge(flags: ForgeFlags): Promise<void> {
  const { notification, provider, record } = flags
  const kind = toKind(flags.kind, FORGED_KINDS)
  const body = toJson('--body', flags.body)
  const forgery = compact({ kind, notification, provider, record, body })
  // The sandbox checks names, and says which there are.
  const sent = await connect(flags).webhooks.forge(forgery as unknown as NewForgery)
  if (flags.json) return printDeliveries(sent, flags)
  for (const row of sent) print(`${row.forged}: ${toLine(row)}`)
}

async function expect(flags: ExpectFlags): Promise<void> {
  const found = await compare(flags)
  if (flags.json) await printFound(found, flags)
  else await explain(found, flags)
}

async function verify(flags: ExpectFlags): Promise<void> {
  const found = await compare(flags)
  if (flags.json) await printFound(found, flags)
  else print(found.message)
}

async function printFound(found: DeliveryExpectation, flags: ExpectFlags): Promise<void> {
  printJson({ ...found, deliveries: await toShown(found.deliveries, flags) })
}

async function compare(flags: ExpectFlags): Promise<DeliveryExpectation> {
  const { provider, notification, status, subject, causedBy, forged } = flags
  const filter = { provider, notification, status, subject, causedBy, forged }
  const wanted = compact({ ...filter, body: toJson('--body', flags.body), ...toWanted(flags) })
  // The sandbox checks the status, and says which there are.
  const found = await connect(flags).webhooks.verify(wanted as WantedDeliveries)
  if (!found.ok) process.exitCode = 1
  return found
}

/** What matched; when that is not what was expected, also everything that there is. */
async function explain({ ok, message, deliveries }: DeliveryExpectation, flags: ClientFlags) {
  print(`${ok ? 'As expected' : 'Not as expected'}: ${message}`)
  if (deliveries.length > 0) printDeliveryTable(deliveries)
  if (ok) return
  const all = await connect(flags).webhooks.list()
  const others = all.filter((row) => !deliveries.some(({ id }) => id === row.id))
  print(others.length === 0 ? '\nNothing else was sent.' : '\nNot among them:')
  if (others.length > 0) printDeliveryTable(others.toReversed())
}

function toLine(row: DeliveryRow): string {
  return `${row.method} ${row.url}: ${toOutcome(row)}`
}
