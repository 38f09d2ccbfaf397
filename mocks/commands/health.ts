/** `ensayo health`: whether a sandbox answers, and where its providers are. */
import type { Command } from 'commander'
import { toTable } from './columns.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson } from './output.ts'

export function define(program: Command): void {
  const command = program.command('health')
  addClientOptions(command, { account: false }).action(health)
  addExamples(command, 'health --json')
}

async function health(flags: ClientFlags): Promise<void> {
  const found = await connect(flags).health()
  if (flags.json) return printJson(found)
  const { providers, counts, version, control } = found
  print(`Ensayo ${version} answers at ${control}.`)
  print(
    toTable(
      Object.entries(providers).map(([name, { baseUrl }]) => [name, baseUrl]),
      '  ',
    ),
  )
  print(
    toTable(
      Object.entries(counts).map(([name, count]) => [name, String(count)]),
      '  ',
    ),
  )
}
