/** `ensayo clock`: an account's time. */

import type { Command } from 'commander'
import { parseDuration } from '../base/duration.ts'
import { EnsayoError } from '../base/errors.ts'
import { describeInstant } from '../base/instant.ts'
import { readInstant } from '../base/read-flags.ts'
import type { ClockView } from '../sandbox/control/views.ts'
import { toRate } from '../sandbox/server/config.ts'
import { addClientOptions, addExamples, type ClientFlags, refuseUnknownWord } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson, toCallable, toCount } from './output.ts'

export function define(program: Command): void {
  const group = program.command('clock').helpCommand(false)
  addExamples(group, 'clock advance PT6M', 'clock set 2026-11-20T12:00:00Z', 'clock run --rate 60')

  const show = group.command('show', { isDefault: true }).description('the time now')
  addClientOptions(refuseUnknownWord(show)).action(async (_words, flags: ClientFlags) =>
    tell(await connect(flags).clock.show(), flags),
  )
  const advance = group
    .command('advance')
    .description('move on; what is due runs in order')
    .argument('<duration>', 'ISO 8601, e.g. PT6M or P1D')
  advance.configureOutput({ outputError: (text, write) => write(toAdvanceError(text)) })
  addExamples(addClientOptions(advance).action(advanceBy), 'clock advance PT6M')

  const freeze = group.command('freeze').description('stand still until it runs or is advanced')
  addExamples(addClientOptions(freeze), 'clock freeze').action(async (flags: ClientFlags) =>
    tell(await connect(flags).clock.freeze(), flags),
  )
  const set = group
    .command('set')
    .description('go to an instant')
    .argument('<instant>', 'ISO 8601, e.g. 2026-11-20T12:00:00Z')
  addExamples(addClientOptions(set).action(setTo), 'clock set 2026-11-20T12:00:00Z')

  const run = group.command('run').description('run, at a rate').option('--rate <n>', 'default 1')
  addExamples(addClientOptions(run).action(runAt), 'clock run --rate 60')
}

/** What the parser says; it takes a duration with a minus for an option. */
function toAdvanceError(text: string): string {
  const backwards = /unknown option '(-P[^']*)'/.exec(text)?.[1]
  if (backwards === undefined) return text.replace(/^error: /, 'ensayo: ')
  return toCallable(
    `ensayo: clock advance: "${backwards}" goes back, and it only goes on. "ensayo clock set <instant>" goes anywhere.\n`,
  )
}

async function advanceBy(duration: string, flags: ClientFlags): Promise<void> {
  if (parseDuration(duration) === undefined) {
    throw new EnsayoError(
      'OPTION_INVALID',
      `clock advance: "${duration}" is not a duration. Write it like PT6M (minutes), PT1H, P1D.`,
    )
  }
  const { ran, ...clock } = await connect(flags).clock.advance(duration)
  if (flags.json) return printJson({ ...clock, ran })
  tell(clock, flags)
  print(`${toCount(ran.timers, 'timer')} and ${toCount(ran.deliveries, 'delivery')} ran.`)
}

async function setTo(instant: string, flags: ClientFlags): Promise<void> {
  readInstant('clock set', instant)
  tell(await connect(flags).clock.set(instant), flags)
}

async function runAt(flags: ClientFlags & { rate?: string }): Promise<void> {
  const rate = toRate('--rate', flags.rate ?? '1')
  tell(await connect(flags).clock.run(rate), flags)
}

function tell(clock: ClockView, flags: ClientFlags): void {
  const pace = clock.frozen ? 'frozen' : `running at ${clock.rate}`
  if (flags.json) printJson(clock)
  else print(`${describeInstant(clock.now)}, ${pace}`)
}
