/** `ensayo reset`: forgets what happened. */
import type { Command } from 'commander'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print } from './output.ts'

export function define(program: Command): void {
  const command = program
    .command('reset')
    .option('--account <id>', 'only this one (default: all of them)')
  addClientOptions(command, { account: false, json: false }).action(reset)
  addExamples(command, 'reset', 'reset --account checkout-test')
}

async function reset(flags: ClientFlags): Promise<void> {
  await connect(flags).reset(flags.account)
  print(flags.account === undefined ? 'Everything is forgotten.' : `${flags.account} starts anew.`)
}
