/** `ensayo operations`: what is emulated. */
import type { Command } from 'commander'
import { addExamples, addListing } from './common.ts'
import { list } from './list.ts'

export function define(program: Command): void {
  const group = program
    .command('operations')
    .helpCommand(false)
    .description('list what is emulated, with evidence and source')
  addExamples(group, 'operations list --provider cobru')
  const listing = addListing(group, 'operations in the order of their spec')
  addExamples(listing, 'operations list --json').action((_words, flags) =>
    list('operations', flags),
  )
}
