/** The three measurements. Each treats both servers alike and takes turns, so that noise is shared. */
import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Coverage } from '#report/types'
import { CREATE_BODY, type Credentials, create, type Headers, refresh } from './cobru.ts'
import { type Load, loadFor, loadTimes, type Rate } from './load.ts'
import { type Contestant, type Running, residentMb, startServer } from './server.ts'

export type Pair<T> = Record<Contestant['name'], T>

export interface Start {
  /** From spawn to the first good answer. */
  firstAnswerMs: number
  /** Resident memory half a second later. */
  idleMb: number
}

/** Starts each server `rounds` times, in turns. */
export async function measureStart(
  contestants: Contestant[],
  credentials: Credentials,
  rounds: number,
): Promise<Pair<Start>> {
  const found: Pair<Start[]> = { sandbox: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of inTurn(contestants, round)) {
      found[contestant.name].push(await startOnce(contestant, credentials))
    }
  }
  return mapPair(found, (starts) => ({
    firstAnswerMs: median(starts.map((start) => start.firstAnswerMs)),
    idleMb: median(starts.map((start) => start.idleMb)),
  }))
}

async function startOnce(contestant: Contestant, credentials: Credentials): Promise<Start> {
  const spawnedAt = performance.now()
  const server = await startServer(contestant)
  await refresh(server.baseUrl, credentials)
  const firstAnswerMs = performance.now() - spawnedAt
  await sleep(500)
  const idleMb = residentMb(server.pid)
  await server.stop()
  return { firstAnswerMs, idleMb }
}

export interface RateOptions {
  rounds: number
  seconds: number
}

/** Requests per second and p99 of creating a payment, and of reading one. */
export async function measureRates(
  servers: Running[],
  headers: Headers,
  { rounds, seconds }: RateOptions,
): Promise<{ create: Pair<Rate>; read: Pair<Rate> }> {
  const creating = async (server: Running) => toCreateLoad(server, headers)
  const reading = async (server: Running) => toReadLoad(server, headers)
  return {
    create: await takeTurns(servers, creating, { rounds, seconds }),
    read: await takeTurns(servers, reading, { rounds, seconds }),
  }
}

async function takeTurns(
  servers: Running[],
  toLoad: (server: Running) => Promise<Load>,
  { rounds, seconds }: RateOptions,
): Promise<Pair<Rate>> {
  const found: Pair<Rate[]> = { sandbox: [], bare: [] }
  for (const server of servers)
    await loadFor(Math.min(3, seconds), server.pid, await toLoad(server))
  for (let round = 0; round < rounds; round++) {
    for (const server of inTurn(servers, round)) {
      const load = await toLoad(server)
      const before = await countJournal(server)
      const rate = await loadFor(seconds, server.pid, load)
      await expectAllOn(server, load, before, rate.answered)
      found[server.name].push(rate)
    }
  }
  return mapPair(found, (rates) => ({
    requestsPerSecond: median(rates.map((rate) => rate.requestsPerSecond)),
    p99Ms: median(rates.map((rate) => rate.p99Ms)),
    microsPerRequest: medianOfKnown(rates.map((rate) => rate.microsPerRequest)),
    answered: rates.reduce((sum, rate) => sum + rate.answered, 0),
  }))
}

/** Throws unless what was timed had everything on: hints on its answers, every request in the journal. */
async function expectAllOn(
  server: Running,
  { url, headers, method, body }: Load,
  before: number,
  answered: number,
): Promise<void> {
  if (server.name !== 'sandbox') return
  const counted = (await countJournal(server)) - before
  if (counted < answered) {
    throw new Error(`${answered} requests were timed, and the journal counted ${counted}`)
  }
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
  await answer.arrayBuffer()
  if (answer.headers.get('x-ensayo-request') === null) {
    throw new Error(`${url}: a timed answer has no x-ensayo-request`)
  }
}

/** Answers that the journal has counted so far. */
async function countJournal({ name, ready }: Running): Promise<number> {
  if (name !== 'sandbox') return 0
  const { control } = ready as { control: string }
  const answer = await fetch(`${control}/_ensayo/report/coverage`)
  const { providers } = (await answer.json()) as Coverage
  const operations = providers.flatMap((provider) => provider.operations)
  return operations.reduce((sum, { requests }) => sum + requests, 0)
}

/** Promises that one request makes in the server, to create a payment and to read one. */
export async function countPromises(
  contestants: Contestant[],
  credentials: Credentials,
): Promise<{ create: Pair<number>; read: Pair<number> }> {
  const found = { create: { sandbox: 0, bare: 0 }, read: { sandbox: 0, bare: 0 } }
  for (const contestant of contestants) {
    const server = await startServer(contestant, { inspected: true })
    const headers = await refresh(server.baseUrl, credentials)
    const count = async (load: Load): Promise<number> => {
      await loadTimes(100, { ...load, connections: 1 })
      const before = await server.countPromises()
      await loadTimes(PROMISED, { ...load, connections: 1 })
      return ((await server.countPromises()) - before) / PROMISED
    }
    await server.countPromises()
    found.create[contestant.name] = await count(toCreateLoad(server, headers))
    found.read[contestant.name] = await count(await toReadLoad(server, headers))
    await server.stop()
  }
  return found
}

const PROMISED = 2_000

export interface InProcess {
  /** From `createSandbox` to the first good answer. */
  firstAnswerMs: number
  /** An isolated account made, used for two requests and removed. */
  accountMs: number
}

/** Best of three processes. */
export async function measureInProcess(file: string): Promise<InProcess> {
  const runs: InProcess[] = []
  for (let run = 0; run < 3; run++) {
    const { stdout } = await promisify(execFile)(process.execPath, [file])
    runs.push(JSON.parse(stdout) as InProcess)
  }
  return {
    firstAnswerMs: Math.min(...runs.map(({ firstAnswerMs }) => firstAnswerMs)),
    accountMs: Math.min(...runs.map(({ accountMs }) => accountMs)),
  }
}

export interface Weight {
  /** Requests served so far. */
  requests: number
  residentMb: number
  /** What is alive after a garbage collection. */
  liveMb: number
}

/** Weighs the server after each portion of requests, half of which create and half of which read. */
export async function measureGrowth(
  contestant: Contestant,
  credentials: Credentials,
  portions: number[],
): Promise<Weight[]> {
  const server = await startServer(contestant, { inspected: true })
  const headers = await refresh(server.baseUrl, credentials)
  const weights: Weight[] = []
  let requests = 0
  for (const count of portions) {
    await loadTimes(count / 2, toCreateLoad(server, headers))
    await loadTimes(count / 2, await toReadLoad(server, headers))
    await sleep(1_000)
    requests += count
    weights.push({
      requests,
      residentMb: residentMb(server.pid),
      liveMb: await server.readLiveMb(),
    })
  }
  await server.stop()
  return weights
}

function toCreateLoad({ baseUrl }: Running, headers: Headers): Load {
  return { url: `${baseUrl}/cobru/`, method: 'POST', headers, body: CREATE_BODY }
}

/** Of a payment made just now: older ones may have left the store. */
async function toReadLoad({ baseUrl }: Running, headers: Headers): Promise<Load> {
  const { url } = await create(baseUrl, headers)
  return { url: `${baseUrl}/cobru_detail/${url}`, method: 'GET', headers }
}

/** Every other round goes the other way about. */
function inTurn<T>(items: T[], round: number): T[] {
  return round % 2 === 0 ? items : items.toReversed()
}

function mapPair<A, B>(pair: Pair<A>, convert: (value: A) => B): Pair<B> {
  return { sandbox: convert(pair.sandbox), bare: convert(pair.bare) }
}

function medianOfKnown(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : median(known)
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
