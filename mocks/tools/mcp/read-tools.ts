/** The tools that look, and leave everything as it was. */
import {
  ACCOUNT,
  type Arguments,
  accountOf,
  type Door,
  numberOf,
  PROVIDER,
  type ToolRow,
  textOf,
  toInput,
  toLimit,
} from './door.ts'
import { explain } from './explain.ts'
import { find } from './find.ts'
import { outlineDelivery, outlineRequest } from './outline.ts'
import { redactDelivery } from './redact.ts'
import { secretsOf } from './secrets.ts'
import { readReadiness, readStatus } from './status.ts'

export const readTools: ToolRow[] = [
  {
    name: 'status',
    title: 'Status of the sandbox',
    description:
      'Where the sandbox listens, which providers it plays and at which base URLs, the time on the account’s clock, how much traffic it has seen, and the accounts there are. Call it first.',
    input: toInput({ account: ACCOUNT }),
    isReadOnly: true,
    run: readStatus,
  },
  {
    name: 'find',
    title: 'Find operations, quirks and triggers',
    description:
      'Searches what is emulated: operations (how to call them), quirks (documented surprises, with their variants and evidence) and triggers (what the outside world can do). Where one operation alone is found, its parameters, body, example and answers come along.',
    input: toInput({
      query: { type: 'string', description: 'Words that must all appear; left out, everything.' },
      provider: PROVIDER,
      kind: { enum: ['operation', 'quirk', 'trigger'], description: 'Only of this kind.' },
      account: ACCOUNT,
      limit: toLimit(15),
    }),
    isReadOnly: true,
    run: find,
  },
  {
    name: 'list_requests',
    title: 'List requests',
    description:
      'The journal of what the integration has sent and what was answered, newest last, in outline: status, hint, quirks. With `bodies` headers and bodies too, masked. `explain` says why one was answered so.',
    input: toInput({
      provider: PROVIDER,
      operation: { type: 'string', description: 'e.g. createPayment' },
      status: { type: 'integer', description: 'e.g. 403; 0: a fault let no answer be made.' },
      path: { type: 'string', description: 'Start of the path.' },
      quirk: { type: 'string', description: 'Quirk that changed the exchange.' },
      bodies: { type: 'boolean', default: false },
      account: ACCOUNT,
      limit: toLimit(20),
    }),
    isReadOnly: true,
    run: listRequests,
  },
  {
    name: 'explain',
    title: 'Explain a request, a notification or a quirk',
    description:
      'Why a request was answered as it was (req_…), why a notification went as it did (whk_…), or what a quirk does, with evidence, source and what to change.',
    input: toInput(
      {
        id: { type: 'string', description: 'req_12, whk_ab12, or the id of a quirk.' },
        bodies: { type: 'boolean', default: true, description: 'Show the exchange, masked.' },
        account: ACCOUNT,
      },
      ['id'],
    ),
    isReadOnly: true,
    run: explain,
  },
  {
    name: 'list_webhooks',
    title: 'List notifications',
    description:
      'What the providers told the integration, newest first: where each went, what the receiver answered to each attempt, when the next one is due.',
    input: toInput({
      provider: PROVIDER,
      status: {
        enum: ['pending', 'delivered', 'failed', 'withheld', 'dropped', 'collected'],
      },
      bodies: { type: 'boolean', default: false },
      account: ACCOUNT,
      limit: toLimit(20),
    }),
    isReadOnly: true,
    run: listWebhooks,
  },
  {
    name: 'readiness',
    title: 'Readiness of the integration',
    description:
      'The providers’ go-live checklists, held against the traffic seen so far: what is violated or not shown yet, with the requests that decide it and the cure.',
    input: toInput({
      provider: PROVIDER,
      all: { type: 'boolean', default: false, description: 'Also what is met already.' },
      account: ACCOUNT,
    }),
    isReadOnly: true,
    run: readReadiness,
  },
]

async function listRequests(door: Door, given: Arguments): Promise<unknown> {
  const status = given.status === undefined ? {} : { status: numberOf(given, 'status', 0) }
  const filter = {
    provider: textOf(given, 'provider'),
    operationId: textOf(given, 'operation'),
    path: textOf(given, 'path'),
    quirk: textOf(given, 'quirk'),
    limit: numberOf(given, 'limit', 20),
    ...status,
  }
  return door.use(accountOf(given), async (client) => {
    const entries = await door.shield(await client.requests.list(filter))
    if (given.bodies !== true) return entries.map(outlineRequest)
    return entries.map((entry) => ({
      ...outlineRequest(entry),
      request: entry.request,
      response: entry.response,
    }))
  })
}

async function listWebhooks(door: Door, given: Arguments): Promise<unknown> {
  const filter = {
    provider: textOf(given, 'provider'),
    // The schema has seen it.
    status: textOf(given, 'status') as never,
    limit: numberOf(given, 'limit', 20),
  }
  return door.use(accountOf(given), async (client) => {
    const secrets = await secretsOf(client)
    const rows = (await client.webhooks.list(filter)).map((row) => redactDelivery(row, secrets))
    if (given.bodies !== true) return rows.map(outlineDelivery)
    return rows.map((row) => ({ ...outlineDelivery(row), headers: row.headers, body: row.body }))
  })
}
