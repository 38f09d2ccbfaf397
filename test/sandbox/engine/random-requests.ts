/**
 * Requests nobody has thought of, made from a spec, and what must hold for every answer to them.
 * @example await sendRandomRequests({ engine, provider: 'cobru', credentials: async () => [headers], runs: 10_000 })
 */
import fc from 'fast-check'
import { isObject } from '#dialect/pointer'
import type { Operation, Spec } from '#dialect/types'
import type { Engine } from '#engine/engine'
import { nearlyValid, type RandomBody, randomBody } from './random-bodies.ts'

export interface RandomRequest {
  method: string
  /** Path and query; `{name}` stands for an id that an earlier answer showed. */
  target: string
  headers: [string, string][]
  body: RandomBody | undefined
  /** Which of the known credentials it carries; beyond them none. */
  credentials: number
  /** Which of the ids seen so far stand in its path. */
  pick: number
  /** How far the clock moves before. */
  advanceMs: number
}

export interface RandomRun {
  engine: Engine
  provider: string
  /** Headers that authenticate, one set per way in; asked for anew now and then, as tokens expire. */
  credentials(): Promise<Record<string, string>[]>
  runs?: number
  /** `FUZZ_SEED`, or always the same. */
  seed?: number
}

/** Sends them one by one and fails, shrunk to the smallest, on the first that breaks a promise. */
export async function sendRandomRequests(run: RandomRun): Promise<void> {
  const { engine, provider, runs = 1_000 } = run
  let credentials = await run.credentials()
  let count = 0
  const { spec } = engine.providers.get(provider)!
  const seed = run.seed ?? Number(process.env.FUZZ_SEED ?? 20_261_120)
  const seen = new Set<string>(['1', 'none'])
  const property = fc.asyncProperty(randomRequest(spec, credentials.length), async (request) => {
    if (++count % RENEW_EVERY === 0) credentials = await run.credentials()
    await sendOne(engine, spec, { request, seen, own: credentials[request.credentials] })
  })
  await fc.assert(property, { numRuns: runs, seed, includeErrorInReport: true })
}

const RENEW_EVERY = 50

async function sendOne(
  engine: Engine,
  spec: Spec,
  {
    request,
    seen,
    own,
  }: { request: RandomRequest; seen: Set<string>; own: HeadersInit | undefined },
): Promise<void> {
  if (request.advanceMs > 0) await engine.advance('default', request.advanceMs)
  const before = { ...engine.health().counts }
  const headers = new Headers(own)
  for (const [name, value] of request.headers) headers.append(name, value)
  if (request.body?.contentType) headers.set('content-type', request.body.contentType)
  const url = `http://fuzz.localhost${fillIds(request, seen)}`
  const hasBody = !['GET', 'HEAD'].includes(request.method)
  const body = hasBody && request.body ? { body: request.body.bytes } : {}
  const sent = new Request(url, { method: request.method, headers, ...body })
  const answer = await engine.providers.get(spec.name)!.fetch(sent)
  const text = await answer.text()
  await new Promise((resolve) => setImmediate(resolve))
  await engine.settle()
  const { offSpec, internalErrors } = engine.health().counts
  const id = answer.headers.get('x-ensayo-request')
  const problems = id === null ? [] : engine.request(id).problems
  if (internalErrors > before.internalErrors)
    throw new Error(`an error of ours: ${problems.join()}`)
  if (offSpec > before.offSpec) throw new Error(`an answer off its spec: ${problems.join()}`)
  const operation = spec.operations.find(
    ({ id: own }) => own === answer.headers.get('x-ensayo-operation'),
  )
  if (!toStatuses(spec, operation).has(answer.status)) {
    throw new Error(
      `${operation?.id ?? 'no operation'} answered ${answer.status}: ${text.slice(0, 200)}`,
    )
  }
  collectIds(text, seen)
}

/** The statuses that the spec lists for an operation: responses, errors, and what quirks reject with. */
export function toStatuses(spec: Spec, operation: Operation | undefined): Set<number> {
  const statuses = new Set([...spec.errors.values()].map(({ status }) => status))
  for (const status of operation?.responses.keys() ?? []) statuses.add(status)
  for (const { variants } of operation?.quirks ?? []) {
    for (const { setting } of variants.values()) {
      if (isObject(setting) && typeof setting.status === 'number') statuses.add(setting.status)
    }
  }
  if (operation?.behaviour.name === 'not-modelled') statuses.add(501)
  return statuses
}

/** Any request; most are near one that some operation takes. */
export function randomRequest(spec: Spec, credentials: number): fc.Arbitrary<RandomRequest> {
  const known = spec.operations.map((operation) => near(spec, operation, credentials))
  const wild = fc.record({
    method: methods,
    target: fc.oneof(
      oddPaths,
      fc.tuple(paths(spec), oddTails).map(([path, tail]) => path + tail),
    ),
    headers: oddHeaders,
    body: fc.option(randomBody(spec, undefined), { nil: undefined }),
    credentials: fc.nat(credentials),
    pick: fc.nat(100),
    advanceMs: fc.constant(0),
  })
  const nearOne = fc.oneof(...known)
  return fc.oneof({ weight: 5, arbitrary: nearOne }, { weight: 1, arbitrary: wild })
}

function near(spec: Spec, operation: Operation, credentials: number): fc.Arbitrary<RandomRequest> {
  const inQuery = operation.parameters.filter((parameter) => parameter.in === 'query')
  const query = fc.tuple(
    ...inQuery.map(({ name, schema }) =>
      fc.option(
        nearlyValid(spec, schema).map((value) => [name, toText(value)]),
        { nil: undefined },
      ),
    ),
  )
  const inHeader = operation.parameters.filter((parameter) => parameter.in === 'header')
  const named = fc.constantFrom(...inHeader.map(({ name }) => name), 'idempotency-key')
  return fc.record({
    method: fc.constant(operation.method as string),
    target: query.map((pairs) => {
      const given = pairs.filter((pair) => pair !== undefined) as [string, string][]
      return given.length === 0 ? operation.path : `${operation.path}?${new URLSearchParams(given)}`
    }),
    headers: fc.array(fc.tuple(named, headerValues), { maxLength: 1 }),
    body: fc.option(randomBody(spec, operation), { freq: 9, nil: undefined }),
    credentials: fc.oneof(
      { weight: 9, arbitrary: fc.nat(credentials - 1) },
      fc.constant(credentials),
    ),
    pick: fc.nat(100),
    advanceMs: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(10_000)),
  })
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function paths(spec: Spec): fc.Arbitrary<string> {
  return fc.constantFrom('/', ...spec.operations.map(({ path }) => path))
}

const methods = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
)
const oddTails = fc.constantFrom(
  '',
  '/',
  '//',
  '/x',
  '?',
  '?a=%zz&a=2',
  '?__proto__=1',
  '#x',
  '%2F',
  '%00',
)
const oddPaths = fc.oneof(
  fc.webPath({ size: 'small' }).map((path) => (path.startsWith('/') ? path : `/${path}`)),
  fc.constantFrom(
    '/%E0%A4%A',
    '//',
    '/../../etc/passwd',
    '/\u202e',
    `/${'x'.repeat(5_000)}`,
    '/*',
    '/:id',
  ),
)

const headerValues = fc.stringMatching(/^[\x21-\x7e]{0,30}$/)
const oddHeaders = fc.array(
  fc.tuple(
    fc.constantFrom(
      'authorization',
      'accept',
      'content-encoding',
      'cookie',
      'x-odd',
      'content-length',
      'host',
    ),
    fc.oneof(headerValues, fc.constantFrom('Bearer x', 'gzip', '-1', '99999999999', '\u00e9')),
  ),
  { maxLength: 2 },
)

/** Ids come from earlier answers, so that requests reach records. */
function fillIds({ target, pick }: RandomRequest, seen: Set<string>): string {
  const ids = [...seen]
  return target.replace(/\{[^}]+\}/g, () =>
    encodeURIComponent(ids[pick % ids.length]!.toWellFormed()),
  )
}

const MAX_SEEN = 30

function collectIds(text: string, seen: Set<string>): void {
  for (const [, id] of text.matchAll(/"(?:\w*[iI]d|pk|url|code)":"?([\w-]{1,40})/g)) {
    if (seen.size >= MAX_SEEN) seen.delete(seen.values().drop(2).next().value!)
    seen.add(id!)
  }
}
