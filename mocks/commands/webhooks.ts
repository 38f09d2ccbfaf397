/** `ensayo webhooks`: what was sent, and sending it again. */

import type { Command } from 'commander'
import { describeInstant } from '../base/instant.ts'
import type { DeliveryRow } from '../core/webhooks/types.ts'
import type { DeliveryFilter } from '../sandbox/client/asked.ts'
import { addClientOptions, addExamples, type ClientFlags, refuseUnknownWord } from './common.ts'
import { connect } from './connect.ts'
import { toAddress, toOutcome } from './explain-delivery.ts'
import { paint, print, printJson, printRows, shorten } from './output.ts'
import { defineByHand } from './webhooks-chaos.ts'

interface ListFlags extends ClientFlags {
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
  refuseUnknownWord(addClientOptions(listing)).action(list)
  addExamples(listing, 'webhooks list --status failed')

  const again = group.command('resend').description('send the same bytes again').argument('<id>')
  addExamples(
    addClientOptions(again, { account: false }).action(resend),
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
  if (flags.json) return printJson(deliveries)
  const head = ['id', 'made at', 'notification', 'of', 'to', 'status', 'attempts']
  printRows(head, deliveries.map(toRow), 'Nothing was sent yet.')
}

async function resend(id: string, flags: ClientFlags): Promise<void> {
  const delivery = await connect(flags).webhooks.resend(id)
  if (flags.json) return printJson(delivery)
  print(`${delivery.method} ${toAddress(delivery)}: ${toOutcome(delivery)}`)
}

function toRow(delivery: DeliveryRow): string[] {
  const { id, createdAt, provider, notification, subject, status } = delivery
  const name = `${provider}.${notification}`
  const state = status === 'delivered' ? paint('green', status) : paint('yellow', status)
  return [
    id,
    describeInstant(createdAt),
    name,
    subject,
    shorten(toAddress(delivery), 90),
    state,
    toOutcome(delivery),
  ]
}
