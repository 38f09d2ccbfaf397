/** Exchanges as the journal of a sandbox holds them, and ways into each provider. */

import type { Exchange } from '#recorder/exchange'
import type { JournalEntry } from '../../../mocks/index.ts'
import { createSandbox } from '../../fixtures/any-names.ts'
import { logIn } from '../../providers/avenia/kit.ts'
import { authorise } from '../../providers/cobru/kit.ts'
import { sendRandomRequests } from '../../sandbox/engine/random-requests.ts'

export const START_AT = Date.parse('2026-04-06T15:00:00Z')

export const PROVIDERS = ['avenia', 'cobre', 'cobru', 'localpayment'] as const
export type Provider = (typeof PROVIDERS)[number]

/** What the journal noted, as the recorder would have seen it. */
export function toExchange({ id, at, provider, request, response }: JournalEntry): Exchange {
  const [path = '', query] = request.path.split('?', 2)
  return {
    id,
    at: new Date(at).toISOString(),
    provider,
    request: { ...request, path, ...(query === undefined ? {} : { query }) },
    response,
  }
}

export async function openSandbox<const Name extends Provider>(name: Name, profile = 'docs') {
  return createSandbox({
    providers: [name],
    startAt: START_AT,
    timeRate: 0,
    profiles: { [name]: profile },
    fetch: async () => new Response('ok'),
    log: () => {},
  })
}

type Handle = Awaited<ReturnType<typeof openSandbox<Provider>>>

/** Headers of an authorised request. */
export async function authoriseAt(
  name: Provider,
  sandbox: Handle,
): Promise<Record<string, string>> {
  const face = sandbox[name]
  // Which credentials there are, each branch knows.
  const credentials = face.credentials as Record<string, string>
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const sent = await face.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await sent.json()) as Record<string, string>
  }
  if (name === 'cobru') return (await authorise(sandbox.cobru)).headers
  if (name === 'avenia') return (await logIn(sandbox as never)).headers
  if (name === 'cobre') {
    const { userId, secret } = credentials
    const { access_token } = await post('/v1/auth', { user_id: userId, secret })
    return { authorization: `Bearer ${access_token}` }
  }
  const { username, password } = credentials
  return { authorization: `Bearer ${(await post('/api/token/', { username, password })).access}` }
}

/** Random requests to one provider in one profile, with their answers. */
export async function makeTraffic(
  name: Provider,
  profile: string,
  runs: number,
): Promise<Exchange[]> {
  await using sandbox = await openSandbox(name, profile)
  const found: Exchange[] = []
  sandbox.engine.subscribe((event) => {
    if (event.type === 'request' && !event.entry.isTruncated) found.push(toExchange(event.entry))
  })
  const credentials = async () => [await authoriseAt(name, sandbox as Handle)]
  await sendRandomRequests({ engine: sandbox.engine, provider: name, credentials, runs })
  return found
}
