/** `ensayo quirks`: documented departures, and which way each turns out. */
import type { Command } from 'commander'
import { addClientOptions, addExamples, addListing, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { showQuirk } from './explain.ts'
import { list } from './list.ts'
import { print, printJson } from './output.ts'

export function define(program: Command): void {
  const group = program.command('quirks').helpCommand(false)
  const example = 'quirks set cobru.create.missing-callback-403 lenient-201'
  addExamples(group, 'quirks list --provider cobru', example)

  const listing = addListing(group, 'quirks with their variants')
  addExamples(listing, 'quirks list --provider cobru').action((_words, flags) =>
    list('quirks', flags),
  )
  const showing = group.command('show').description('one quirk').argument('<id>')
  addExamples(
    addClientOptions(showing).action(showQuirk),
    'quirks show cobru.create.missing-callback-403',
  )
  const setting = group
    .command('set')
    .description('choose a quirk’s variant, from the next request on')
    .argument('<id>')
    .argument('<variant>')
  addExamples(addClientOptions(setting).action(set), example)
}

async function set(id: string, variant: string, flags: ClientFlags): Promise<void> {
  const quirk = await connect(flags).quirks.set(id, variant)
  if (flags.json) printJson(quirk)
  else print(`${quirk.id} is ${quirk.active} from the next request on.`)
}
