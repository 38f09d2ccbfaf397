/** `ensayo incidents`: troubles that providers' documents name. */
import type { Command } from 'commander'
import { addExamples, addListing } from './common.ts'
import { list } from './list.ts'

export function define(program: Command): void {
  const group = program
    .command('incidents')
    .helpCommand(false)
    .description('list troubles that the documents name; "faults add --incident" starts one')
  addExamples(group, 'incidents list --provider cobru')
  const listing = addListing(group, 'incidents, and whether they are on')
  addExamples(listing, 'incidents list --json').action((_words, flags) => list('incidents', flags))
}
