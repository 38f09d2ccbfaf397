/** `ensayo triggers`: what the outside world can do. */
import type { Command } from 'commander'
import { addExamples, addListing } from './common.ts'
import { list } from './list.ts'

export function define(program: Command): void {
  const group = program
    .command('triggers')
    .helpCommand(false)
    .description('list what the outside world can do; "trigger" does it')
  addExamples(group, 'triggers list --provider cobru')
  const listing = addListing(group, 'triggers with their flags')
  addExamples(listing, 'triggers list --json').action((_words, flags) => list('triggers', flags))
}
