/** `ensayo faults`: what goes wrong with requests, and incidents. */
import type { Command } from 'commander'
import {
  FAULT_KINDS,
  type Fault,
  type NewFault,
  type StartedIncident,
} from '../core/accounts/rule-types.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { paint, print, printJson, toCount } from './output.ts'
import {
  type AnswerFlags,
  addAnswerOptions,
  addTurnOptions,
  compact,
  type TurnFlags,
  toAnswer,
  toJson,
  toKind,
  toTally,
  toTurn,
} from './rule-flags.ts'
import { defineRuleGroup } from './rule-group.ts'

interface AddFlags extends ClientFlags, TurnFlags, AnswerFlags {
  operationId?: string
  provider?: string
  kind?: string
  when?: string
  duration?: string
  example?: string
  incident?: string
}

export function define(program: Command): void {
  const group = defineRuleGroup<Fault>(program, {
    route: 'faults',
    word: 'fault',
    head: ['id', 'of', 'kind', 'when', 'acted', ''],
    list: (flags) => connect(flags).faults.list(),
    toRow,
    id: 'flt_1',
    also: toActiveIncidents,
  })
  addExamples(
    group,
    'faults add --operation-id createPayment --kind status --status 503 --times 2',
    'faults add --incident cobru.callbacks-stop',
    'faults remove flt_1',
  )
  const adding = group
    .command('add')
    .description('add a fault, or start an incident')
    .option('--operation-id <id>', 'operation, or <provider>.<operation>')
    .option('--provider <name>', 'every request of this provider')
    .option('--kind <kind>', 'latency, status, reset, truncate, slow or timeout')
    .option('--when <when>', 'before the behaviour (nothing happened) or after it (it happened)')
    .option('--duration <duration>', 'of latency, slow and timeout, e.g. PT2S')
    .option('--example <name>', "example of the operation's response")
    .option('--incident <id>', 'incident to start; "ensayo list incidents" shows them')
  addTurnOptions(addAnswerOptions(adding))
  addClientOptions(adding).action(add)
  addExamples(
    adding,
    'faults add --operation-id createPayment --kind reset --when after --times 1',
    'faults add --provider cobru --kind latency --duration PT2S --rate 0.3',
  )
}

async function add(flags: AddFlags): Promise<void> {
  const { operationId, provider, kind, when, duration, example, incident } = flags
  if (kind !== undefined) toKind(kind, FAULT_KINDS)
  const said = { operationId, provider, kind, when, duration, example, incident }
  const match = toJson('--match', flags.match)
  const fault = compact({ ...said, match, ...toAnswer(flags), ...toTurn(flags) })
  // The sandbox checks names, and says which there are.
  const added = await connect(flags).faults.add(fault as NewFault)
  if (flags.json) printJson(added)
  else print(isIncident(added) ? toIncidentLine(added) : toLine(added))
}

/** An incident may be made of chaos rules alone, which no list of faults shows. */
async function toActiveIncidents(flags: ClientFlags): Promise<string[]> {
  const incidents = await connect(flags).incidents.list()
  const active = incidents.filter(({ isActive }) => isActive)
  return active.map(({ id, title }) => `Incident ${id} is on: ${title}.`)
}

function isIncident(added: Fault | StartedIncident): added is StartedIncident {
  return 'title' in added
}

function toIncidentLine({ incident, title, faults, chaos }: StartedIncident): string {
  const parts = [
    faults.length > 0 ? toCount(faults.length, 'fault') : '',
    chaos.length > 0 ? toCount(chaos.length, 'chaos rule') : '',
  ]
  return `${incident} is on: ${title} (${parts.filter(Boolean).join(', ')}).`
}

function toLine(fault: Fault): string {
  return `${fault.id}: ${fault.kind} of ${toTarget(fault)}, ${fault.when} the behaviour.`
}

function toTarget({ provider, operationId }: Fault): string {
  return operationId === undefined ? provider : `${provider}.${operationId}`
}

function toRow(fault: Fault): string[] {
  const { id, kind, when, duration, status, error, example, incident } = fault
  const said = [duration, status, error, example].filter((each) => each !== undefined)
  const name = [kind, ...said].join(' ')
  return [id, toTarget(fault), name, when, toTally(fault), paint('dim', incident ?? '')]
}
