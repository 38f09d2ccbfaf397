/** `ensayo states`: the preconditions that pacts may name. */
import type { Command } from 'commander'
import { addExamples, addListing } from './common.ts'
import { list } from './list.ts'

export function define(program: Command): void {
  const group = program
    .command('states')
    .helpCommand(false)
    .description('list the provider states that pacts may name')
  addExamples(group, 'states list --provider cobru')
  const listing = addListing(group, 'provider states, with their parameters and values')
  addExamples(listing, 'states list --json').action((_words, flags) => list('states', flags))
}
