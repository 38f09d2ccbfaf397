/** `ensayo stubs`: fixed answers for special cases. */
import type { Command } from 'commander'
import type { NewStub, Stub } from '../core/accounts/rule-types.ts'
import { addClientOptions, addExamples, type ClientFlags } from './common.ts'
import { connect } from './connect.ts'
import { print, printJson } from './output.ts'
import {
  type AnswerFlags,
  addAnswerOptions,
  addTurnOptions,
  compact,
  type TurnFlags,
  toAnswer,
  toJson,
  toTally,
  toTurn,
} from './rule-flags.ts'
import { defineRuleGroup } from './rule-group.ts'

interface AddFlags extends ClientFlags, TurnFlags, AnswerFlags {
  operationId: string
  contentType?: string
  before?: string
  offSpec?: boolean
}

export function define(program: Command): void {
  const group = defineRuleGroup<Stub>(program, {
    route: 'stubs',
    word: 'stub',
    head: ['id', 'of', 'answer', 'before', 'acted'],
    list: (flags) => connect(flags).stubs.list(),
    toRow,
    id: 'stb_1',
  })
  addExamples(
    group,
    'stubs add --operation-id createPayment --error creationError --times 1',
    'stubs remove stb_1',
  )
  const adding = group
    .command('add')
    .description('add a fixed answer; the newest that matches answers')
    .requiredOption('--operation-id <id>', 'operation, or <provider>.<operation>')
    .option('--content-type <type>', 'of the body (default application/json)')
    .option('--before <stage>', 'authentication, validation (default) or behaviour')
    .option('--off-spec', "the answer need not fit the operation's responses")
  addTurnOptions(addAnswerOptions(adding))
  addClientOptions(adding).action(add)
  addExamples(
    adding,
    `stubs add --operation-id ping --body '{"pong":true}' --match '{"properties":{"query":{"required":["x"]}}}'`,
  )
}

async function add(flags: AddFlags): Promise<void> {
  const { operationId, before, offSpec, contentType } = flags
  const answer = compact({ ...toAnswer(flags), contentType })
  const match = toJson('--match', flags.match)
  const stub = compact({ operationId, match, before, offSpec, answer, ...toTurn(flags) })
  // The sandbox checks stages and names, and says which there are.
  const added = await connect(flags).stubs.add(stub as unknown as NewStub)
  if (flags.json) printJson(added)
  else print(`${added.id}: ${toSummary(added)} of ${added.provider}.${added.operationId}.`)
}

function toSummary({ answer, offSpec }: Stub): string {
  const said = answer.error ?? String(answer.status ?? 200)
  return offSpec ? `${said}, off the spec` : said
}

function toRow(stub: Stub): string[] {
  const { id, provider, operationId, before } = stub
  return [id, `${provider}.${operationId}`, toSummary(stub), before, toTally(stub)]
}
