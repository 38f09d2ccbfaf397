/** Two things that people ask again and again, with what the sandbox knows already. */
import type { McpServer } from '@modelcontextprotocol/server'
import type { Door } from './door.ts'
import { explainRequest } from './explain.ts'
import type { Kit } from './kit.ts'
import { readReadiness } from './status.ts'

/** Adds them to a server. */
export function addPrompts(server: McpServer, { fromJsonSchema }: Kit, door: Door): void {
  server.registerPrompt(
    'why-was-this-refused',
    {
      title: 'Why was this refused?',
      description: 'Explains a refused request, and what to change in the integration.',
      argsSchema: toArguments(
        fromJsonSchema,
        'request',
        'e.g. req_12; left out, the newest refusal',
      ),
    },
    async ({ request }) => toMessages(await askWhy(door, request)),
  )
  server.registerPrompt(
    'make-my-integration-ready',
    {
      title: 'Make my integration ready',
      description: 'Works through a provider’s go-live checklist until nothing is violated.',
      argsSchema: toArguments(fromJsonSchema, 'provider', 'left out, all of them'),
    },
    async ({ provider }) => toMessages(await askReady(door, provider)),
  )
}

function toArguments(fromJsonSchema: Kit['fromJsonSchema'], name: string, description: string) {
  return fromJsonSchema<Record<string, string | undefined>>({
    type: 'object',
    properties: { [name]: { type: 'string', description } },
  })
}

async function askWhy(door: Door, request: string | undefined): Promise<string> {
  const id = request || (await findRefused(door))
  if (id === undefined) {
    return 'The sandbox has refused nothing yet. Run the integration against it (status says where it listens), then call list_requests and explain whatever was refused.'
  }
  const known = await explainRequest(door, id, true)
  return [
    `A payment provider's sandbox, Ensayo, refused request ${id} of the integration in this project. Find out why and repair it.`,
    'What the sandbox knows of it (values are masked):',
    JSON.stringify(known, null, 1),
    'Say in a sentence what the cause is, and whether it is validation, authentication, or a documented surprise (a quirk); the status alone often misleads. Find the code here that sends the request and change it. Then run it again and look with list_requests that it passes. Do not switch a quirk only to make the refusal go away: say so if that seems the only way.',
  ].join('\n\n')
}

/** The newest answer of 400 or more. */
async function findRefused(door: Door): Promise<string | undefined> {
  const entries = await door.use('default', (client) => client.requests.list())
  return entries.findLast(({ response }) => response.status >= 400)?.id
}

async function askReady(door: Door, provider: string | undefined): Promise<string> {
  const known = await readReadiness(door, provider === undefined ? {} : { provider })
  return [
    `Make the integration in this project ready for ${provider ?? 'the providers that it uses'}, by the go-live checklist that Ensayo, a sandbox of payment providers, holds against its traffic.`,
    'How it stands now:',
    JSON.stringify(known, null, 1),
    'Take the violated items first: look at the requests and notifications they name with explain, change the code here, run it against the sandbox, and call readiness again. Then what was not seen: exercise it, with trigger and move_time where the outside world or time has to act. Tell me what is left for a person to do by hand.',
  ].join('\n\n')
}

function toMessages(text: string) {
  return { messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] }
}
