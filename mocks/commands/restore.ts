/** `ensayo restore`: goes back to a snapshot. */
import type { Command } from 'commander'
import { addClientOptions, addExamples } from './common.ts'
import { load } from './snapshot.ts'

export function define(program: Command): void {
  const command = program.command('restore').argument('<file>')
  addClientOptions(command, { account: false, json: false }).action(load)
  addExamples(command, 'restore paid.json')
}
