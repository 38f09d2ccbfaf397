/** Whatever is sent, Cobru answers as its spec lists, and nothing of ours breaks. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sendRandomRequests } from '../../sandbox/engine/random-requests.ts'
import { type RandomRequest, randomRequest } from './fuzz-requests.ts'
import { authorise, type Cobru, createCobru } from './kit.ts'

/** The run of CI; `FUZZ_SEED=$RANDOM` tries others. */
const seed = Number(process.env.FUZZ_SEED ?? 20_260_406)

/** Nothing leaves: random callbacks could name whatever listens on this machine. */
const swallow = async () => new Response('ok')

test.each(['docs', 'legacy', 'captured', 'hostile'])(
  '2,500 random requests in profile %s find an answer that the spec lists',
  { timeout: 60_000 },
  async (profile) => {
    const { cobru, faults } = await start({ profiles: { cobru: profile } })
    await using _ = cobru
    const statuses = await bombard(cobru, faults, fc.constant(undefined), 2500)
    expect(statuses).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 405, 415]))
  },
)

test('nor do 1,000 requests in a row, each with another variant switched and time going on', {
  timeout: 60_000,
}, async () => {
  const { cobru, faults } = await start()
  await using _ = cobru
  const variants = cobru.sandbox.engine
    .quirks('default')
    .flatMap(({ quirk }) => [...quirk.variants.keys()].map((variant) => [quirk.id, variant]))
  const change = fc.tuple(fc.constantFrom(...variants), fc.constantFrom(0, 1, 61_000, 40_000_000))

  await bombard(cobru, faults, change, 1000, async ([[quirk, variant], ms]) => {
    await cobru.sandbox.quirks.set(quirk!, variant!)
    await cobru.sandbox.clock.advance(ms)
    if (ms > 0) Object.assign(cobru.headers, (await authorise(cobru.sandbox.cobru)).headers)
  })
})

/** Every POST that demands a body. */
function listPosts({ sandbox }: Cobru): string[] {
  const { operations } = sandbox.engine.providers.get('cobru')!.spec
  return operations
    .filter(({ method, path }) => method === 'POST' && !path.includes('{'))
    .filter(
      ({ requestBody }) => requestBody?.required && requestBody.content.has('application/json'),
    )
    .map(({ path }) => path)
}

test.each(['null', '[]', '7', '"text"', 'true'])(
  'a body of %s, where an object is due, is refused by every operation',
  async (body) => {
    const { cobru, faults } = await start()
    await using _ = cobru
    const { url } = await cobru.create()

    const posts = listPosts(cobru)
    expect(posts.length).toBeGreaterThan(30)
    for (const path of [...posts, `/${url}`]) {
      const answer = await cobru.api.post(path, body)
      expect([path, answer.status]).toEqual([path, expect.toSatisfy(isRefusal)])
    }

    expect(faults).toEqual([])
  },
)

const isRefusal = (status: number) => status === 400 || status === 403 || status === 404

/** Starts a Cobru that tells its own faults. */
async function start(options: Parameters<typeof createCobru>[0] = {}) {
  const faults: string[] = []
  const log = (line: string) => void faults.push(line)
  return { cobru: await createCobru({ ...options, fetch: swallow, log }), faults }
}

/** Sends random requests, each after a change, and returns the statuses seen. */
async function bombard<Change>(
  cobru: Cobru,
  faults: string[],
  change: fc.Arbitrary<Change>,
  numRuns: number,
  apply: (change: Change) => Promise<void> = async () => {},
): Promise<number[]> {
  const { engine } = cobru.sandbox
  const spec = engine.providers.get('cobru')!.spec
  const ofErrors = [...spec.errors].filter(([name]) => name !== 'internal').map(([, e]) => e.status)
  const statuses = new Set<number>()
  const names = await createTargets(cobru)

  await fc.assert(
    fc.asyncProperty(change, randomRequest, async (next, request) => {
      await apply(next)
      const answer = await send(cobru, request, names)
      learn(await answer.text(), names)
      const operation = spec.operations.find(
        ({ id }) => id === answer.headers.get('x-ensayo-operation'),
      )
      // Those of this request only, so that a counterexample can be made smaller.
      expect(faults.splice(0)).toEqual([])
      const ours = operation?.source.evidence === 'named' ? [501] : []
      const listed = [...(operation?.responses.keys() ?? []), ...ofErrors, ...ours]
      expect(listed).toContain(answer.status)
      statuses.add(answer.status)
    }),
    { numRuns, seed, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true },
  )
  await cobru.sandbox.settle()
  expect(engine.health().counts).toMatchObject({ internalErrors: 0, offSpec: 0 })
  return [...statuses].toSorted()
}

/** The newest payment and order become the next target. */
function learn(text: string, names: Record<string, string>): void {
  const created = /^\{"pk":(\d+),.*"url":"([a-z0-9]{8})"/.exec(text)
  if (created) Object.assign(names, { pk: created[1], slug: created[2] })
  const order = /\bmm_\w+/.exec(text)
  if (order) names.order = order[0]
}

/** A payment that exists, so that random requests find something to spoil. */
async function createTargets({ create, api }: Cobru): Promise<Record<string, string>> {
  const { url, pk } = await create()
  const { text } = await api.post(`/${url}`, { payment: 'breb_qr', cc: '1', document_type: 'CC' })
  return { slug: url, pk: String(pk), order: /mm_\w+/.exec(text)?.[0] ?? 'mm_none' }
}

function send(cobru: Cobru, request: RandomRequest, names: Record<string, string>) {
  const fill = (text: string) =>
    text.replace(/\{(slug|pk|order)\}/g, (_, name: string) => names[name]!)
  const { method, path, query, body } = request
  const takesBody = method !== 'GET' && method !== 'HEAD' && body !== undefined
  const sent = typeof body === 'string' ? fill(body) : body
  return cobru.sandbox.cobru.fetch(fill(path) + query, {
    method,
    headers: { ...request.headers, ...toCredentials(cobru, request.credentials) },
    redirect: 'manual',
    // A view of bytes is a body; its type does not say that the buffer is not a shared one.
    ...(takesBody ? { body: sent as BodyInit } : {}),
  })
}

function toCredentials({ headers, sandbox }: Cobru, kind: RandomRequest['credentials']) {
  const { apiKey, apiToken, apiSecretKey } = sandbox.cobru.credentials
  const { authorization } = headers
  const sets: Record<RandomRequest['credentials'], Record<string, string>> = {
    both: { 'x-api-key': apiKey!, authorization: authorization! },
    key: { 'x-api-key': apiKey! },
    bearer: { authorization: authorization! },
    wrong: { 'x-api-key': 'ç', authorization: 'Bearer a.b.c' },
    old: {
      'api-token': apiToken!,
      'api-secret-key': apiSecretKey!,
      authorization: authorization!,
    },
    none: {},
  }
  return sets[kind]
}

test('nor do 2,000 requests made from the spec itself', { timeout: 60_000 }, async () => {
  const { cobru } = await start({ strict: false })
  await using _ = cobru
  const credentials = async () => [(await authorise(cobru.sandbox.cobru)).headers]
  const { engine } = cobru.sandbox
  await sendRandomRequests({ engine, provider: 'cobru', credentials, runs: 2_000 })
  expect(engine.health().counts).toMatchObject({ offSpec: 0, internalErrors: 0 })
})
