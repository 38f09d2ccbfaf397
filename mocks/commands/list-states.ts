/** How `ensayo list states` prints provider states: each is a sentence, too long for a column. */
import type { StateFace } from '../sandbox/engine/engine.ts'
import { toTable } from './columns.ts'
import { paint, print, shorten, toCount } from './output.ts'

/** A default may be a whole object; `--json` has it in full. */
const DEFAULT_WIDTH = 32

export function printStates(items: StateFace[]): void {
  for (const [provider, states] of Map.groupBy(items, (each) => each.provider)) {
    print(paint('bold', provider))
    for (const state of states) printState(state)
  }
  print(items.length === 0 ? 'None.' : `\n${toCount(items.length, 'state')}.`)
}

function printState({ name, title, parameters, values }: StateFace): void {
  print(`  ${name}`)
  print(`    ${paint('dim', title)}`)
  const taken = Object.entries(parameters).map(([key, each]) => [
    `${key}`,
    each.default === undefined ? '' : shorten(JSON.stringify(each.default), DEFAULT_WIDTH),
    each.description,
  ])
  const given = Object.entries(values).map(([key, what]) => [`\${${key}}`, '', what])
  const rows = [...taken, ...given]
  if (rows.length > 0) print(toTable(rows, '      '))
}
