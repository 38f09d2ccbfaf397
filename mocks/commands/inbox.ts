/** `ensayo inbox`: what was delivered to an account, without a receiver of one's own. */

import type { Command } from 'commander'
import { EnsayoError } from '../base/errors.ts'
import { describeInstant } from '../base/instant.ts'
import { readDuration, readNumber } from '../base/read-flags.ts'
import type { InboxMessage } from '../core/webhooks/types.ts'
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
import { print, printJson, printRows, shorten } from './output.ts'
import { printMessages } from './print-messages.ts'

interface Flags extends ClientFlags, CountFlags, SecretFlags {
  provider?: string
  notification?: string
  limit?: string
  timeout?: string
}

export function define(program: Command): void {
  const group = program.command('inbox').helpCommand(false)
  addExamples(group, 'inbox list', 'inbox next --provider cobru', 'inbox expect --count 1')

  const listing = addFilter(group.command('list', { isDefault: true }))
    .description('messages in the order of their arrival')
    .option('--limit <n>', 'the newest n')
  refuseUnknownWord(addClientOptions(addSecretsOption(listing))).action(list)
  addExamples(listing, 'inbox list --provider cobru --json')

  const taking = addFilter(group.command('next'))
    .description(
      'take the oldest message that was not taken yet, whole as a receiver gets it, or wait for one',
    )
    .option('--timeout <duration>', 'how long to wait: PT1S, or milliseconds (default PT4S)')
  addExamples(addClientOptions(taking).action(next), 'inbox next --provider cobru')

  const expecting = addCountOptions(addFilter(group.command('expect'))).description(
    'fail unless as many came as expected',
  )
  addExamples(
    addClientOptions(addSecretsOption(expecting)).action(expect),
    'inbox expect --count 1',
  )

  const clearing = group.command('clear').description('forget the messages')
  addExamples(addClientOptions(clearing, { json: false }).action(clear), 'inbox clear')
}

function addFilter(command: Command): Command {
  return command
    .option('--provider <name>', 'only this one')
    .option('--notification <name>', 'only this one')
}

async function list(_words: string[], flags: Flags): Promise<void> {
  const limit = readNumber('--limit', flags.limit)
  await tell(await connect(flags).inbox.list({ ...toFilter(flags), limit }), flags)
}

async function next(flags: Flags): Promise<void> {
  const timeoutMs = readDuration('--timeout', flags.timeout, {
    takesMs: true,
    cure: 'Give one like "PT1S", or milliseconds.',
  })
  const message = await connect(flags)
    .inbox.next({ ...toFilter(flags), timeoutMs })
    .catch((error: unknown) => {
      throw toCommands(error)
    })
  if (flags.json) printJson(message)
  else print(message.rawBody)
}

/** Names commands where a program would call the library. */
function toCommands(error: unknown): unknown {
  if (!(error instanceof EnsayoError)) return error
  const message = error.message
    .replaceAll('`webhooks.list()`', '"ensayo webhooks"')
    .replaceAll('`clock.advance`', '"ensayo clock advance PT5M"')
  return new EnsayoError(error.code, message, { cause: error })
}

async function expect(flags: Flags): Promise<void> {
  await tell(await connect(flags).inbox.expect(toFilter(flags), toWanted(flags)), flags)
}

async function clear(flags: Flags): Promise<void> {
  await connect(flags).inbox.clear()
  print('The inbox is empty.')
}

function toFilter({ provider, notification }: Flags) {
  return { provider, notification }
}

async function tell(messages: InboxMessage[], flags: Flags): Promise<void> {
  if (flags.json) return printMessages(messages, flags)
  const rows = messages.map(({ id, receivedAt, provider, notification, attempt, rawBody }) => [
    id,
    describeInstant(receivedAt),
    [provider, notification].filter(Boolean).join('.'),
    String(attempt),
    shorten(rawBody.replaceAll(/\s+/g, ' '), 100),
  ])
  printRows(['id', 'received at', 'notification', 'attempt', 'body'], rows, 'Nothing arrived.')
}
