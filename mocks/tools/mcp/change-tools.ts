/** The tools that change something: each is one call of a control route. */
import { EnsayoError } from '../../base/errors.ts'
import {
  ACCOUNT,
  type Arguments,
  accountOf,
  type Door,
  type ToolRow,
  textOf,
  toInput,
} from './door.ts'
import { outlineDelivery, outlineQuirk } from './outline.ts'
import { redactData, redactDelivery, redactSent } from './redact.ts'
import { secretsOf } from './secrets.ts'

export const changeTools: ToolRow[] = [
  {
    name: 'call_operation',
    title: 'Call an operation',
    description:
      'Calls a provider’s operation as a client would, with the account’s credentials, tokens and signatures put in. Shows what was answered; keys and tokens in it are masked. `find` says what an operation takes.',
    input: toInput(
      {
        operation: { type: 'string', description: 'Id, or <provider>.<id>, as find shows it.' },
        parameters: {
          type: 'object',
          description: 'Of path, query and headers, by name.',
          additionalProperties: { type: ['string', 'number', 'boolean'] },
        },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        body: { description: 'Left out, the documented example where a body is needed.' },
        authorise: { type: 'boolean', default: true, description: 'False: no credentials.' },
        account: ACCOUNT,
      },
      ['operation'],
    ),
    isReadOnly: false,
    run: callOperation,
  },
  {
    name: 'set_quirk',
    title: 'Set a quirk',
    description:
      'Chooses which documented way a surprise turns out, from the next request on. `find` and `explain` show a quirk’s variants.',
    input: toInput({ quirk: { type: 'string' }, variant: { type: 'string' }, account: ACCOUNT }, [
      'quirk',
      'variant',
    ]),
    isReadOnly: false,
    run: async (door, given) =>
      door.use(accountOf(given), async (client) =>
        outlineQuirk(await client.quirks.set(needText(given, 'quirk'), needText(given, 'variant'))),
      ),
  },
  {
    name: 'trigger',
    title: 'Play the outside world',
    description:
      'Does what a payer, a bank or the provider itself would do: a payment is paid, a transfer rejected. `find` with kind "trigger" lists them; `explain` of a request says which fit what it made.',
    input: toInput(
      {
        name: { type: 'string', description: '<provider>.<event>, as find shows it.' },
        parameters: { type: 'object' },
        account: ACCOUNT,
      },
      ['name'],
    ),
    isReadOnly: false,
    run: trigger,
  },
  {
    name: 'move_time',
    title: 'Move time',
    description:
      'Moves the account’s clock; what is due until then (expiries, activations, settlements, retries of notifications) has happened when it answers. Give one of the fields.',
    input: toInput({
      by: { type: 'string', description: 'ISO 8601, e.g. PT6M or P1D.' },
      to: { type: 'string', description: 'An instant, e.g. 2026-11-20T12:00:00Z.' },
      rate: { type: 'number', minimum: 0, description: 'How fast it runs; 0 stops it, 1 is real.' },
      account: ACCOUNT,
    }),
    isReadOnly: false,
    run: moveTime,
  },
  {
    name: 'resend_webhook',
    title: 'Resend a notification',
    description: 'Delivers the same bytes once more, and shows what the receiver answered.',
    input: toInput({ id: { type: 'string', description: 'e.g. whk_ab12' } }, ['id']),
    isReadOnly: false,
    run: async (door, given) =>
      door.use('default', async (client) => {
        const row = await client.webhooks.resend(needText(given, 'id'))
        return outlineDelivery(redactDelivery(row, await secretsOf(client)))
      }),
  },
  {
    name: 'make_account',
    title: 'Make an account',
    description:
      'Makes an isolated account: state, clock, quirks and journal of its own. Answers its base URLs, and how a person has its made-up credentials printed.',
    input: toInput({ id: { type: 'string', description: 'A name; left out, one is made up.' } }),
    isReadOnly: false,
    run: async (door, given) =>
      door.use('default', async (client) => {
        const { id, inboxUrl, providers } = await client.accounts.create(textOf(given, 'id'))
        return {
          account: id,
          inboxUrl,
          providers: Object.entries(providers).map(([provider, { baseUrl, env }]) => ({
            provider,
            baseUrl,
            variables: Object.keys(env),
          })),
          credentials: `Not shown here. \`npx ensayo env <provider> --account ${id} --format dotenv\` prints them; call_operation takes the account and needs none.`,
        }
      }),
  },
]

async function callOperation(door: Door, given: Arguments): Promise<unknown> {
  // The schema has seen them.
  const { parameters, headers, body, authorise } = given as {
    parameters?: Record<string, string | number | boolean>
    headers?: Record<string, string>
    body?: unknown
    authorise?: boolean
  }
  return door.use(accountOf(given), async (client) => {
    const sent = await client.requests.send({
      operationId: needText(given, 'operation'),
      ...(parameters === undefined ? {} : { parameters }),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
      ...(authorise === undefined ? {} : { authorise }),
    })
    return redactSent(sent, await secretsOf(client))
  })
}

async function trigger(door: Door, given: Arguments): Promise<unknown> {
  const parameters = (given.parameters ?? {}) as Record<string, unknown>
  return door.use(accountOf(given), async (client) => {
    const result = await client.trigger(needText(given, 'name'), parameters)
    return { played: given.name, result: redactData(result, await secretsOf(client)) }
  })
}

async function moveTime(door: Door, given: Arguments): Promise<unknown> {
  const { by, to, rate } = given as { by?: string; to?: string; rate?: number }
  const said = [by, to, rate].filter((each) => each !== undefined)
  if (said.length !== 1) {
    throw new EnsayoError('OPTION_INVALID', 'move_time: give one of "by", "to" and "rate".')
  }
  return door.use(accountOf(given), async ({ clock }) => {
    if (by !== undefined) {
      const { instant, ran } = await clock.advance(by)
      return { instant, ran }
    }
    const moved = to !== undefined ? await clock.set(to) : await clock.run(rate)
    return { instant: moved.instant, rate: moved.rate }
  })
}

/** The schema asks for it. */
function needText(given: Arguments, name: string): string {
  return textOf(given, name) ?? ''
}
