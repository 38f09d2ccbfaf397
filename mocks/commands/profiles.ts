/** `ensayo profiles`: named choices of variants. */
import type { Command } from 'commander'
import { addClientOptions, addExamples, addListing, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { list } from './list.ts'
import { print, printJson } from './output.ts'

export function define(program: Command): void {
  const group = program.command('profiles').helpCommand(false)
  addExamples(group, 'profiles list', 'profiles set cobru hostile')

  const listing = addListing(group, 'profiles with what each changes')
  addExamples(listing, 'profiles list --provider cobru').action((_words, flags) =>
    list('profiles', flags),
  )
  const setting = group
    .command('set')
    .description('make a profile the active one; it sets every quirk of the provider')
    .argument('<provider>')
    .argument('<profile>')
  addExamples(addClientOptions(setting).action(set), 'profiles set cobru hostile')
}

async function set(provider: string, profile: string, flags: ClientFlags): Promise<void> {
  const profiles = await connect(flags).profiles.set(provider, profile)
  if (flags.json) printJson(profiles)
  else print(`${provider} follows ${profile} from the next request on.`)
}
