/** The requests of the benchmark, and the answers that the bare server is to give as well. */
import { readFileSync } from 'node:fs'
import type { Recorded } from './bare-server.ts'
import type { Running } from './server.ts'

export interface Credentials {
  apiKey: string
  refreshToken: string
}

type Json = Record<string, unknown>

/** No `platform`, and a host that is not called: a creation sends no notification. */
export const CREATE_BODY = JSON.stringify({
  amount: 50000,
  description: 'Order 1042',
  expiration_days: 7,
  client_assume_costs: false,
  iva: 0,
  payment_method_enabled: '{"pse":true,"NEQUI":true,"credit_card":true}',
  payer_redirect_url: 'https://example.com/return',
  callback: 'https://example.com/callback?order=1042',
})

export function toCredentials(server: Running): Credentials {
  const health = server.ready as { providers: { cobru: { credentials: Credentials } } }
  return health.providers.cobru.credentials
}

/** The first good answer: an access token. Throws on any other answer. */
export async function refresh(baseUrl: string, { apiKey, refreshToken }: Credentials) {
  const headers = { 'content-type': 'application/json', 'x-api-key': apiKey }
  const answer = await fetch(`${baseUrl}/token/refresh/`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ refresh: refreshToken }),
  })
  const { access } = await expectJson(answer, 200)
  if (typeof access !== 'string') throw new Error('The refresh answered no access token')
  return { ...headers, authorization: `Bearer ${access}` }
}

export type Headers = Awaited<ReturnType<typeof refresh>>

export async function create(baseUrl: string, headers: Headers): Promise<Json> {
  const request = { method: 'POST', headers, body: CREATE_BODY }
  return expectJson(await fetch(`${baseUrl}/cobru/`, request), 201)
}

/** One round of the sandbox's answers, with the request schemas of its spec. */
export async function record(sandbox: Running, specFile: string): Promise<Recorded> {
  const headers = await refresh(sandbox.baseUrl, toCredentials(sandbox))
  const created = await create(sandbox.baseUrl, headers)
  const answer = await fetch(`${sandbox.baseUrl}/cobru_detail/${created.url}`, { headers })
  const document = JSON.parse(readFileSync(specFile, 'utf8')) as Json
  return {
    refreshSchema: readRequestSchema(document, '/token/refresh/'),
    createSchema: readRequestSchema(document, '/cobru/'),
    refreshed: { access: headers.authorization.slice('Bearer '.length) },
    created,
    detail: await expectJson(answer, 200),
  }
}

/** The schema of a POST body, its references resolved. */
function readRequestSchema(document: Json, path: string): object {
  const pointer = ['paths', path, 'post', 'requestBody', 'content', 'application/json', 'schema']
  return resolve(document, read(document, pointer)) as object
}

function resolve(document: Json, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => resolve(document, item))
  if (typeof node !== 'object' || node === null) return node
  const { $ref } = node as { $ref?: unknown }
  if (typeof $ref === 'string') return resolve(document, read(document, $ref.slice(2).split('/')))
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolve(document, value)]),
  )
}

function read(document: Json, keys: string[]): unknown {
  return keys.reduce<unknown>((node, key) => (node as Json | undefined)?.[key], document)
}

async function expectJson(answer: Response, status: number): Promise<Json> {
  const text = await answer.text()
  if (answer.status === status) return JSON.parse(text)
  throw new Error(`${answer.url} answered ${answer.status}, not ${status}: ${text}`)
}
