/**
 * Random requests to any provider, profile and control route, with what must hold after each: nothing
 * of ours breaks, every answer is one that the spec lists, and none takes a second of the processor.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { createControl } from '#control/control'
import { loadControlDescription } from '#control/description'
import { routes } from '#control/routes'
import { loadSpec } from '#dialect/load'
import { isObject, type JsonObject } from '#dialect/pointer'
import type { Spec } from '#dialect/types'
import { createSandbox } from '../../fixtures/any-names.ts'
import { nearlyValid } from './random-bodies.ts'
import { sendRandomRequests } from './random-requests.ts'

export const PROVIDERS = ['avenia', 'cobre', 'cobru', 'localpayment'] as const

type Provider = (typeof PROVIDERS)[number]
type Sandbox = Awaited<ReturnType<typeof createSandbox<Provider>>>
type Handle = Sandbox[Provider]

/** Every profile of every provider. */
export async function listProfiles(): Promise<[Provider, string][]> {
  const pairs: [Provider, string][] = []
  for (const provider of PROVIDERS) {
    for (const profile of (await loadSpec(provider)).profiles.keys())
      pairs.push([provider, profile])
  }
  return pairs
}

/** Fails on the first request that breaks a promise. Returns the counts. */
export async function bombardProvider(
  provider: Provider,
  profile: string,
  { runs, seed, rounds = 1 }: { runs: number; seed: number; rounds?: number },
) {
  const sandbox = await createSandbox({
    providers: [provider],
    profiles: { [provider]: profile },
    timeRate: 0,
    fetch: async () => new Response('ok'),
    log: () => {},
  })
  const credentials = async () => [await WAYS_IN[provider](sandbox)]
  const { engine } = sandbox
  try {
    /** Bytes in use after each round. */
    const heaps: number[] = []
    for (let round = 0; round < rounds; round++) {
      await sendRandomRequests({ engine, provider, credentials, runs, seed: seed + round })
      if (rounds > 1) heaps.push(measureHeap())
    }
    return { ...engine.health().counts, heaps }
  } finally {
    await sandbox.close()
  }
}

function measureHeap(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

/** How a client of each provider gets the headers that it sends from then on. */
export const WAYS_IN: Record<Provider, (sandbox: Sandbox) => Promise<Record<string, string>>> = {
  async cobru({ cobru }) {
    const key = { 'x-api-key': cobru.credentials.apiKey! }
    const { access } = await post(
      cobru,
      '/token/refresh/',
      { refresh: cobru.credentials.refreshToken },
      key,
    )
    return { ...key, authorization: `Bearer ${access}` }
  },
  async cobre({ cobre }) {
    const { userId: user_id, secret } = cobre.credentials
    const { access_token } = await post(cobre, '/v1/auth', { user_id, secret })
    return { authorization: `Bearer ${access_token}` }
  },
  async localpayment({ localpayment }) {
    const { username, password } = localpayment.credentials
    const { access } = await post(localpayment, '/api/token/', { username, password })
    return { authorization: `Bearer ${access}` }
  },
  async avenia({ avenia, trigger }) {
    const { email, password } = avenia.credentials
    await post(avenia, '/v2/auth/login', { email, password })
    const { emailToken } = (await trigger('avenia.login.token')) as { emailToken: string }
    const { accessToken } = await post(avenia, '/v2/auth/validate-login', { email, emailToken })
    return { authorization: `Bearer ${accessToken}` }
  },
}

async function post(
  { fetch }: Handle,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Record<string, string>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, string>
}

interface ControlRequest {
  method: string
  path: string
  query: [string, string][]
  body: unknown
}

/** Routes that wait for something, by design. */
const WAITING = /\/next$|^\/events$/

/** Random requests to the control API; none is answered by an error of ours. */
export async function bombardControl({
  runs,
  seed,
}: {
  runs: number
  seed: number
}): Promise<number> {
  const sandbox = await createSandbox({
    providers: [...PROVIDERS],
    timeRate: 0,
    maxAccounts: 20,
    fetch: async () => new Response('ok'),
    log: () => {},
  })
  const control = createControl(sandbox.engine)
  let refused = 0
  try {
    const property = fc.asyncProperty(await randomControlRequest(), async (asked) => {
      const url = `http://127.0.0.1${asked.path}?${new URLSearchParams(asked.query)}`
      const body = asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }
      const hasBody = !['GET', 'HEAD'].includes(asked.method)
      const before = process.cpuUsage()
      const answer = await control.fetch(
        new Request(url, { method: asked.method, ...(hasBody ? body : {}) }),
      )
      const text = await answer.text()
      const { user, system } = process.cpuUsage(before)
      if (answer.status >= 400) refused++
      if (answer.status === 500 || text.includes('"INTERNAL"'))
        throw new Error(`an error of ours: ${answer.status} ${text.slice(0, 300)}`)
      if (user + system > 5_000_000) throw new Error(`took ${user + system} µs of the processor`)
    })
    await fc.assert(property, { numRuns: runs, seed, includeErrorInReport: true })
    const { internalErrors } = sandbox.engine.health().counts
    if (internalErrors > 0) throw new Error(`${internalErrors} errors of ours`)
    return refused
  } finally {
    await sandbox.close()
  }
}

async function randomControlRequest(): Promise<fc.Arbitrary<ControlRequest>> {
  const description = await loadControlDescription()
  // What reads schemas wants no more of a spec than this.
  const spec = { document: description as unknown as JsonObject, file: 'control' } as Spec
  const kinds = routes
    .filter(({ path }) => !WAITING.test(path))
    .map(({ method, path }) => {
      const place = `/paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}`
      const operation = description.paths[path]?.[method.toLowerCase()] as
        | { requestBody?: { content: Record<string, { example?: unknown }> } }
        | undefined
      const media = operation?.requestBody?.content['application/json']
      const pointer = `${place}/requestBody/content/application~1json/schema`
      const body = media
        ? fc.oneof(nearlyValid(spec, pointer), fc.constant(media.example), fc.constant({}))
        : fc.constantFrom(undefined, {}, [], 1)
      return fc.record({
        method: fc.constant(method as string),
        path: names.map(
          (name) => `/_ensayo${path.replaceAll(/\{\w+\}/g, encodeURIComponent(name))}`,
        ),
        query: queries,
        body: body.map((value) => (isObject(value) && 'by' in value ? { by: 'PT1M' } : value)),
      })
    })
  const wild = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
    path: fc.webPath({ size: 'small' }).map((path) => `/_ensayo/${path}`),
    query: queries,
    body: fc.jsonValue({ maxDepth: 3 }),
  })
  return fc.oneof({ weight: 8, arbitrary: fc.oneof(...kinds) }, { weight: 1, arbitrary: wild })
}

const names = fc.oneof(
  fc.constantFrom(
    'default',
    'cobru',
    'req_1',
    'cobru.auth.token-ttl',
    'payment.approve',
    '__proto__',
    'constructor',
  ),
  fc
    .string({ maxLength: 20, unit: 'grapheme-ascii' })
    .map((text) => text.replace(/^\.+$/, '_') || '_'),
)
const queries = fc.array(
  fc.tuple(
    fc.constantFrom(
      'account',
      'provider',
      'status',
      'limit',
      'operationId',
      'format',
      'constructor',
    ),
    fc.constantFrom('default', '*', 'cobru', 'x', '0', '-1', '99999999999999999999', ''),
  ),
  { maxLength: 2 },
)
