/** `list`, `remove` and `clear`, which `faults`, `stubs` and `chaos` have alike. */
import type { Command } from 'commander'
import type { Rule } from '../core/accounts/rule-types.ts'
import { addClientOptions, addExamples, type ClientFlags, refuseUnknownWord } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson, printRows } from './output.ts'

export interface RuleGroup<T extends Rule> {
  route: 'faults' | 'stubs' | 'chaos'
  /** `fault` */
  word: string
  head: string[]
  list(flags: ClientFlags): Promise<T[]>
  toRow(rule: T): string[]
  /** An id for examples. */
  id: string
  /** What stands below the list for a person; a line each. */
  also?(flags: ClientFlags): Promise<string[]>
}

/** Makes the group; `add` is the caller's to define. */
export function defineRuleGroup<T extends Rule>(program: Command, rules: RuleGroup<T>): Command {
  const { route, word } = rules
  const group = program.command(route).helpCommand(false)

  const listing = group
    .command('list', { isDefault: true })
    .description(`${word}s of the account, with how often each acted`)
  refuseUnknownWord(addClientOptions(listing)).action(async (_words: string[], flags) => {
    const found = await rules.list(flags)
    if (flags.json) return printJson(found)
    printRows(rules.head, found.map(rules.toRow), `There is no ${word}.`)
    for (const line of (await rules.also?.(flags)) ?? []) print(line)
  })
  addExamples(listing, `${route} list`)

  const removing = group.command('remove').description(`remove one ${word}`).argument('<id>')
  addClientOptions(removing, { json: false }).action(async (id: string, flags: ClientFlags) => {
    await connect(flags)[route].remove(id)
    print(`${id} is gone.`)
  })
  addExamples(removing, `${route} remove ${rules.id}`)

  const clearing = group.command('clear').description(`remove every ${word}`)
  addClientOptions(clearing, { json: false }).action(async (flags: ClientFlags) => {
    await connect(flags)[route].clear()
    print(`There is no ${word} any more.`)
  })
  addExamples(clearing, `${route} clear`)
  return group
}
