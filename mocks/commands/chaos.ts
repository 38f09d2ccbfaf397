/** `ensayo chaos`: what goes wrong with deliveries. */
import type { Command } from 'commander'
import { CHAOS_KINDS, type ChaosRule, type NewChaosRule } from '../core/accounts/rule-types.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { paint, print, printJson } from './output.ts'
import {
  addTurnOptions,
  compact,
  type TurnFlags,
  toAnyNumber,
  toKind,
  toTally,
  toTurn,
} from './rule-flags.ts'
import { defineRuleGroup } from './rule-group.ts'

interface AddFlags extends ClientFlags, TurnFlags {
  provider?: string
  notification?: string
  kind?: string
  copies?: string
  duration?: string
  forge?: string
}

export function define(program: Command): void {
  const group = defineRuleGroup<ChaosRule>(program, {
    route: 'chaos',
    word: 'chaos rule',
    head: ['id', 'of', 'kind', 'acted', ''],
    list: (flags) => connect(flags).chaos.list(),
    toRow,
    id: 'chs_1',
  })
  addExamples(
    group,
    'chaos add --provider cobru --kind duplicate --copies 3',
    'chaos add --provider avenia --kind forge --forge wrong-signature --times 1',
    'chaos remove chs_1',
  )
  const adding = group
    .command('add')
    .description('add a rule; it is asked about every notification that is written from now on')
    .option('--provider <name>', 'every notification of this provider')
    .option('--notification <name>', 'notification, or <provider>.<notification>')
    .option('--kind <kind>', 'duplicate, reorder, delay, drop, before-answer, forge or truncate')
    .option('--copies <n>', 'of duplicate: how often it is sent in all (default 2)')
    .option('--duration <duration>', 'of delay and reorder, e.g. PT10M')
    .option(
      '--forge <how>',
      'of forge: wrong-signature, missing-signature, unknown-record or replay',
    )
  addClientOptions(addTurnOptions(adding)).action(add)
  addExamples(adding, 'chaos add --provider cobru --kind drop --rate 0.2')
}

async function add(flags: AddFlags): Promise<void> {
  const { provider, notification, duration, forge } = flags
  const kind = toKind(flags.kind, CHAOS_KINDS)
  const copies = toAnyNumber('--copies', flags.copies)
  const rule = compact({ provider, notification, kind, copies, duration, forge, ...toTurn(flags) })
  // The sandbox checks names, and says which there are.
  const added = await connect(flags).chaos.add(rule as NewChaosRule)
  if (flags.json) printJson(added)
  else print(`${added.id}: ${toName(added)} of ${toTarget(added)}.`)
}

function toName({ kind, copies, duration, forge }: ChaosRule): string {
  return [kind, copies, duration, forge].filter((each) => each !== undefined).join(' ')
}

function toTarget({ provider, notification }: ChaosRule): string {
  return notification === undefined ? provider : `${provider}.${notification}`
}

function toRow(rule: ChaosRule): string[] {
  const { id, incident = '' } = rule
  return [id, toTarget(rule), toName(rule), toTally(rule), paint('dim', incident)]
}
