/** `ensayo settle`: waits until nothing that is due is under way. */
import type { Command } from 'commander'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print } from './output.ts'

export function define(program: Command): void {
  const command = program.command('settle')
  addClientOptions(command, { json: false }).action(async (flags: ClientFlags) => {
    await connect(flags).settle()
    print('Nothing is under way.')
  })
  addExamples(command, 'settle --account checkout-test')
}
