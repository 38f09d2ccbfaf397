/** `ensayo accounts`: isolated customers of the providers, each with credentials of its own. */
import type { Command } from 'commander'
import type { AccountView } from '../sandbox/control/views.ts'
import { addClientOptions, addExamples, type ClientFlags, refuseUnknownWord } from './common.ts'
import { connect } from './connect.ts'
import { toText } from './env.ts'
import { readGiven } from './given-credentials.ts'
import { print, printJson, printRows } from './output.ts'

export function define(program: Command): void {
  const group = program.command('accounts').helpCommand(false)
  addExamples(group, 'accounts create checkout-test', 'accounts remove checkout-test')
  const only = { account: false }

  const listing = group.command('list', { isDefault: true }).description('the accounts')
  refuseUnknownWord(addClientOptions(listing, only)).action(list)
  addExamples(listing, 'accounts list --json')

  const showing = group
    .command('show')
    .description('its credentials')
    .argument('[id]', 'account', 'default')
  addExamples(addClientOptions(showing, only).action(show), 'accounts show checkout-test')

  const making = group
    .command('create')
    .description('make one, with credentials for each provider')
    .argument('[id]', 'made up when left out')
    .option('--credentials <file|json>', 'keys of your own: provider, credential, value')
  addExamples(
    addClientOptions(making, only).action(create),
    'accounts create checkout-test',
    `accounts create mine --credentials '{"cobru":{"apiKey":"key-in-my-source"}}'`,
    'accounts create mine --credentials keys.yaml',
  )

  const removing = group.command('remove').description('forget one for good').argument('<id>')
  addClientOptions(removing, { account: false, json: false }).action(remove)
  addExamples(removing, 'accounts remove checkout-test')
}

async function list(_words: string[], flags: ClientFlags): Promise<void> {
  const accounts = await connect(flags).accounts.list()
  if (flags.json) return printJson(accounts)
  const rows = accounts.map(({ id, inboxUrl }) => [id, inboxUrl])
  printRows(['account', 'inbox'], rows, 'None.')
}

async function show(id: string, flags: ClientFlags): Promise<void> {
  tell(await connect(flags).accounts.show(id), flags)
}

async function create(
  id: string | undefined,
  flags: ClientFlags & { credentials?: string },
): Promise<void> {
  const { credentials } = flags
  const given = credentials === undefined ? {} : { credentials: await readGiven(credentials) }
  tell(await connect(flags).accounts.create(id, given), flags)
}

async function remove(id: string, flags: ClientFlags): Promise<void> {
  await connect(flags).accounts.remove(id)
  print(`${id} is gone.`)
}

function tell(account: AccountView, flags: ClientFlags): void {
  if (flags.json) {
    printJson(account)
    return
  }
  print(`# ${account.id}, inbox ${account.inboxUrl}`)
  const variables = Object.values(account.providers).map(({ env }) => env)
  print(toText(Object.assign({}, ...variables), 'dotenv'))
}
