/** A HAR file of what a client did at a second sandbox in the provider's place. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSandbox } from '../../../mocks/index.ts'
import type { Alter, Altered, Loose } from './upstream.ts'
import { START_AT } from './upstream.ts'

interface Options {
  host: string
  variants?: Record<string, string>
  alter?: Alter
}

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Loose>

/** Plays a flow and writes what a browser would have exported. Returns the file. */
export async function writeHar(
  folder: string,
  provider: string,
  flow: (send: Send, credentials: Record<string, string>) => Promise<void>,
  { host, variants = {}, alter = () => {} }: Options,
): Promise<string> {
  await using sandbox = await createSandbox({
    providers: [provider as 'cobru'],
    startAt: START_AT,
    timeRate: 0,
    seed: 'another',
    variants,
    hints: false,
    fetch: async () => new Response('ok'),
  })
  const face = sandbox.engine.providers.get(provider)!
  const entries: object[] = []
  const send: Send = async (method, path, body, headers = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const own = { ...(text === '' ? {} : { 'content-type': 'application/json' }), ...headers }
    const init = { method, headers: own, ...(text === '' ? {} : { body: text }) }
    const answer = await face.fetch(new Request(`http://upstream.localhost${path}`, init))
    const altered: Altered = {
      method,
      path,
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: JSON.parse(await answer.text()),
    }
    alter(altered)
    entries.push({
      startedDateTime: new Date(START_AT).toISOString(),
      time: 10,
      request: {
        method,
        url: `https://${host}${path}`,
        headers: toList(own),
        ...(text === '' ? {} : { postData: { mimeType: 'application/json', text } }),
      },
      response: {
        status: altered.status,
        headers: toList(altered.headers),
        content: { mimeType: 'application/json', text: JSON.stringify(altered.body) },
      },
    })
    return altered.body
  }
  await flow(send, sandbox.engine.account('default').credentials[provider] ?? {})
  const file = join(folder, 'traffic.har')
  writeFileSync(
    file,
    JSON.stringify({ log: { version: '1.2', entries: [...entries, ...others()] } }),
  )
  return file
}

/** What a browser asks for besides. */
function others(): object[] {
  const image = { method: 'GET', url: 'https://cdn.example/logo.png', headers: [] }
  return [
    {
      startedDateTime: new Date(START_AT).toISOString(),
      request: image,
      response: { status: 200, headers: [], content: {} },
    },
    { startedDateTime: 'never', request: image, response: { status: 0 } },
  ]
}

function toList(headers: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }))
}
