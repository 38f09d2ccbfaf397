/** `ensayo webhooks`: what was sent, and sending it again. */

import type { Command } from 'commander'
import type { DeliveryFilter } from '../sandbox/client/asked.ts'
import {
  addClientOptions,
  addExamples,
  addSecretsOption,
  type ClientFlags,
  refuseUnknownWord,
  type SecretFlags,
} from './common.ts'
import { connect } from './connect.ts'
import { printDeliveryTable } from './delivery-table.ts'
import { toAddress, toOutcome } from './explain-delivery.ts'
import { print } from './output.ts'
import { printDeliveries, printDelivery } from './print-messages.ts'
import { defineByHand } from './webhooks-chaos.ts'

interface ListFlags extends ClientFlags, SecretFlags {
  provider?: string
  status?: string
  limit?: string
}

export function define(program: Command): void {
  const group = program.command('webhooks').helpCommand(false)
  addExamples(group, 'webhooks list --status failed', 'webhooks resend whk_5c1e')

  const listing = group
    .command('list', { isDefault: true })
    .description('notifications with their attempts')
    .option('--provider <name>', 'only this one')
    .option('--status <status>', 'pending, delivered, failed, withheld, dropped or collected')
    .option('--limit <n>', 'the newest n')
  refuseUnknownWord(addClientOptions(addSecretsOption(listing))).action(list)
  addExamples(listing, 'webhooks list --status failed', 'webhooks list --json --show-secrets')

  const again = group.command('resend').description('send the same bytes again').argument('<id>')
  addExamples(
    addClientOptions(addSecretsOption(again), { account: false }).action(resend),
    'webhooks resend whk_5c1e',
  )
  defineByHand(group)
}

async function list(_words: string[], flags: ListFlags): Promise<void> {
  const { provider, status, limit } = flags
  // As they were typed; the sandbox says which of them is none.
  const filter = { provider, status, limit } as DeliveryFilter
  // As all lists here, the newest last.
  const deliveries = (await connect(flags).webhooks.list(filter)).toReversed()
  if (flags.json) return printDeliveries(deliveries, flags)
  printDeliveryTable(deliveries, 'Nothing was sent yet.')
}

async function resend(id: string, flags: ClientFlags & SecretFlags): Promise<void> {
  const delivery = await connect(flags).webhooks.resend(id)
  if (flags.json) return printDelivery(delivery, flags)
  print(`${delivery.method} ${toAddress(delivery)}: ${toOutcome(delivery)}`)
}
