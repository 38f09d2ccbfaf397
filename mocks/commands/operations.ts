/** `ensayo operations`: what is emulated, and how one operation is called. */
import type { Command } from 'commander'
import type { OperationDetail } from '../sandbox/control/operation-detail.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { openInspector } from './inspector.ts'
import { listings } from './list.ts'
import { paint, print, printJson } from './output.ts'

interface Flags extends ClientFlags {
  provider?: string
}

export function define(program: Command): void {
  listings.operations.define(program)
  const group = program.commands.at(-1)!
  const showing = group
    .command('show')
    .description('one operation, with its parameters, body and answers')
    .argument('<id>', 'e.g. createPayment, or cobru.createPayment')
    .option('--provider <name>', 'of this one')
  addExamples(
    addClientOptions(showing, { account: false }).action(show),
    'operations show createPayment',
    'operations show cobru.createPayment --json',
  )
}

async function show(id: string, { provider, ...flags }: Flags): Promise<void> {
  await using inspector = await openInspector(flags)
  const detail = await inspector.operations.show(id, provider === undefined ? {} : { provider })
  if (flags.json) printJson(detail)
  else printDetail(detail)
}

function printDetail(detail: OperationDetail): void {
  const { method, path, title, evidence, source, quirks, security } = detail
  print(paint('bold', `${method} ${path}`))
  print(`  ${title}`)
  print(paint('dim', `  ${[evidence, source.url].filter(Boolean).join('  ')}`))
  if (security.length > 0) {
    print(`  proved by ${security.map((names) => names.join(' and ')).join(', or ')}`)
  }
  for (const quirk of quirks) print(`  quirk  ${quirk}`)
  for (const [name, value] of [
    ['parameters', detail.parameters],
    ['body', detail.requestBody],
    ['answers', detail.responses],
  ] as const) {
    if (value === undefined || Object.keys(value as object).length === 0) continue
    print(`\n${paint('bold', name)}`)
    print(JSON.stringify(value, null, 2))
  }
}
